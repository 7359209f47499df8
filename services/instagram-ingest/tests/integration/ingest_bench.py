"""The Instagram ingest between a real broker and the invented provider."""

from ingest_requests import request_of

from b9_common.events import Platform
from b9_common.messaging.connection import Broker
from b9_devstack.testing import bench
from b9_devstack.testing.bench import IngestBench
from b9_instagram_ingest.progress import Progress

PROVIDER = "instagram-looter"
SIMULATOR = "b9_devstack.simulator"


async def allow_everything(broker: Broker) -> None:
    await bench.allow(broker, Platform.INSTAGRAM, PROVIDER)


async def set_limits(
    broker: Broker, *, rate_per_s: float = 500.0, daily_cap: int = 1_000_000
) -> None:
    await bench.set_limits(broker, PROVIDER, rate_per_s=rate_per_s, daily_cap=daily_cap)


class Bench(IngestBench[Progress]):
    async def request(
        self,
        target: str,
        *,
        request_id: str = "r1",
        drive: int = 1,
        reels: int = 90,
        posts: int = 30,
        headers: dict[str, str] | None = None,
    ) -> None:
        event = request_of(target, request_id=request_id, drive=drive, reels=reels, posts=posts)
        await self.send(event, headers)

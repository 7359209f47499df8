"""The Reddit ingest between a real broker and the invented Reddit."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from b9_common.events import (
    CreatorRequested,
    Depth,
    FetchFinished,
    Kind,
    Lane,
    Platform,
    RedditPage,
)
from b9_common.messaging.connection import Broker
from b9_devstack.servers import NatsServer
from b9_devstack.testing import bench
from b9_devstack.testing.bench import IngestBench, Simulator
from b9_reddit_ingest.progress import Progress

PROVIDER = "reddit"
SIMULATOR = "b9_devstack.reddit_simulator"


async def allow_everything(broker: Broker) -> None:
    await bench.allow(broker, Platform.REDDIT, PROVIDER)


async def set_limits(
    broker: Broker, *, rate_per_s: float = 500.0, daily_cap: int = 1_000_000
) -> None:
    await bench.set_limits(broker, PROVIDER, rate_per_s=rate_per_s, daily_cap=daily_cap)


class Bench(IngestBench[Progress]):
    async def request(
        self,
        target: str,
        kind: Kind = Kind.SUBREDDIT_SCAN,
        *,
        request_id: str = "r1",
        drive: int = 1,
        posts: int = 100,
        authors: int = 0,
        lane: Lane = Lane.NOW,
        headers: dict[str, str] | None = None,
    ) -> None:
        event = CreatorRequested(
            request_id=request_id,
            correlation_id=f"c-{request_id}",
            drive=drive,
            kind=kind,
            platform=Platform.REDDIT,
            target=target,
            depth=Depth(posts=posts, authors=authors),
            lane=lane,
            requested_at=datetime.now(UTC),
        )
        await self.send(event, headers)

    async def counted(self, request_id: str = "r1") -> tuple[list[RedditPage], FetchFinished]:
        """The pages that the last marker of a request names, and it."""
        pages, markers = await self.content(request_id)
        return [page for page in pages if page.key in markers[-1].pages], markers[-1]


def bench_of(nats: NatsServer, broker: Broker, simulator: Simulator, folder: Path) -> Bench:
    settings: dict[str, Any] = {
        "CLIENT_ID": "an-app",
        "CLIENT_SECRET": "not-a-secret-of-anybody",
        "OAUTH_URL": simulator.url,
        "WWW_URL": simulator.url,
        "RETRY_PAUSES_S": "[0.05, 0.1]",
        "WAIT_S": "1",
        "READERS": "1",
    }
    return Bench(
        nats,
        broker,
        simulator,
        folder,
        module="b9_reddit_ingest",
        prefix="B9_REDDIT_INGEST__",
        kind=Progress,
        settings=settings,
    )

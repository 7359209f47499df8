"""What the whole system needs, as the gateway sees it: broker, database, and the object store."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from b9_api.adapters.broker_link import BrokerLink
from b9_api.adapters.database import Database
from b9_common.ending import end
from b9_common.errors import OutageError
from b9_common.health import Health
from b9_common.heartbeat import Heartbeat, all_heartbeats

UPLOADER: Final = "media-uploader"
# What the uploader calls the object store when it tells why it waits.
STORE: Final = "store"
PROBE_TIMEOUT_S: Final = 1.0
LISTEN_EVERY_S: Final = 0.5


@asynccontextmanager
async def watching(database: Database, broker: BrokerLink) -> AsyncIterator[Health]:
    """The health of all three, kept fresh while the block runs."""
    health = Health()
    health.check("postgres", database.ping, PROBE_TIMEOUT_S)
    health.check("nats", broker.ping, PROBE_TIMEOUT_S)
    health.alarm("s3", "no uploader heard yet")
    async with health.sampling():
        task = asyncio.create_task(_listen(health, broker), name="store-health")
        try:
            yield health
        finally:
            await end(task)


async def _listen(health: Health, broker: BrokerLink) -> None:
    """Repeat what the uploaders say. They have waited for blinks to pass, so it counts at once."""
    turn = health.progress("store-health")
    while True:
        turn.touch()
        with suppress(OutageError):
            health.alarm("s3", store_problem(await all_heartbeats(broker.get())))
        await asyncio.sleep(LISTEN_EVERY_S)


def store_problem(beats: list[Heartbeat]) -> str | None:
    """Why the object store counts as down, or None while any uploader reaches it."""
    reasons = [beat.reason for beat in beats if beat.service == UPLOADER]
    if not reasons:
        return "no uploader reports"
    return reasons[0] if all(STORE in reason for reason in reasons) else None

"""A death between a page's confirmation and its checkpoint, on the real broker."""

import pytest
from ingest_bench import content_of
from ingest_fakes import World, delivery_of, request_of

from b9_common.events import FetchOutcome
from b9_common.fetching.publishing import ContentPublisher
from b9_common.kv import TypedKv
from b9_common.messaging.connection import Broker
from b9_common.topology import PROGRESS
from b9_devstack.testing.fetching import Killed
from b9_instagram_ingest.handler import fetch_creator
from b9_instagram_ingest.progress import Progress


class MortalStore:
    """The real bucket, of which the *dies_at*-th write never happens."""

    def __init__(self, broker: Broker, dies_at: int = 0) -> None:
        self._kv = TypedKv(broker, PROGRESS, Progress)
        self._left = dies_at

    async def get(self, key: str) -> tuple[Progress | None, int]:
        return await self._kv.get(key)

    async def put_cas(self, key: str, value: Progress, revision: int) -> int:
        self._left -= 1
        if self._left == 0:
            raise Killed
        return await self._kv.put_cas(key, value, revision)


# The 1st write is the claim, the 2nd follows the profile's page, the 14th the marker.
@pytest.mark.parametrize("dies_at", [2, 3, 8, 13, 14])
async def test_pages_confirmed_but_not_checkpointed_are_paid_again_and_counted_once(
    broker: Broker, dies_at: int
) -> None:
    world = World()

    async def deliver(store: MortalStore, attempt: int) -> None:
        await fetch_creator(
            delivery_of(request_of(), attempt),
            store=store,
            caller=world.caller(),
            publish=ContentPublisher(broker),
            tracking=world.tracker,
            holder="i",
        )

    with pytest.raises(Killed):
        await deliver(MortalStore(broker, dies_at), 1)
    await deliver(MortalStore(broker), 2)
    pages, markers = await content_of(broker, "r")

    counted = [page for page in pages if page.key in markers[-1].pages]
    assert markers[-1].outcome is FetchOutcome.COMPLETE
    assert len(counted) == len(markers[-1].pages) == 12
    assert len({one.media_pk for page in counted for one in page.items}) == 120
    assert len(world.provider.asked) <= 12 + 1

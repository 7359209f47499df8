"""A death between a page's confirmation and its checkpoint, on the real broker."""

import pytest
from ingest_fakes import World, delivery_of, request_of

from b9_common.events import FetchOutcome
from b9_common.fetching.publishing import ContentPublisher
from b9_common.kv import TypedKv
from b9_common.messaging.connection import Broker
from b9_common.topology import PROGRESS
from b9_devstack.testing.bench import content_of
from b9_devstack.testing.fetching import Killed, MortalStore
from b9_instagram_ingest.handler import fetch_creator
from b9_instagram_ingest.progress import Progress


# The 1st write is the claim, the 2nd follows the profile's page, the 14th the marker.
@pytest.mark.parametrize("dies_at", [2, 3, 8, 13, 14])
async def test_pages_confirmed_but_not_checkpointed_are_paid_again_and_counted_once(
    broker: Broker, dies_at: int
) -> None:
    world, kv = World(), TypedKv(broker, PROGRESS, Progress)

    async def deliver(store: MortalStore[Progress], attempt: int) -> None:
        await fetch_creator(
            delivery_of(request_of(), attempt),
            store=store,
            caller=world.caller(),
            publish=ContentPublisher(broker),
            tracking=world.tracker,
            holder="i",
        )

    with pytest.raises(Killed):
        await deliver(MortalStore(kv, dies_at), 1)
    await deliver(MortalStore(kv), 2)
    pages, markers = await content_of(broker, "r")

    counted = [page for page in pages if page.key in markers[-1].pages]
    assert markers[-1].outcome is FetchOutcome.COMPLETE
    assert len(counted) == len(markers[-1].pages) == 12
    assert len({one.media_pk for page in counted for one in page.items}) == 120
    assert len(world.provider.asked) <= 12 + 1

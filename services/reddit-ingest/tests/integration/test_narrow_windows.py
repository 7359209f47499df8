"""A death between a page's confirmation and its checkpoint, on the real broker."""

import pytest
from reddit_fakes import World, delivery_of, request_of

from b9_common.events import Depth, FetchOutcome, Kind
from b9_common.fetching.publishing import ContentPublisher
from b9_common.kv import TypedKv
from b9_common.messaging.connection import Broker
from b9_common.topology import PROGRESS, SEEN
from b9_devstack.testing.bench import content_of
from b9_devstack.testing.fetching import Killed, MortalStore
from b9_reddit_ingest.adapters.seen import SeenInBucket
from b9_reddit_ingest.handler import fetch_target
from b9_reddit_ingest.progress import Progress
from b9_reddit_ingest.seen import Findings

AUTHORS = 6


# The 1st write is the claim, the 2nd to 5th follow the pages of the community, the 6th is the list
# of authors, the 7th to 12th follow theirs, the 13th the marker.
@pytest.mark.parametrize("dies_at", [2, 5, 6, 7, 9, 12, 13])
async def test_pages_confirmed_but_not_checkpointed_are_asked_again_and_counted_once(
    broker: Broker, dies_at: int
) -> None:
    world, kv = World(), TypedKv(broker, PROGRESS, Progress)
    request = request_of(kind=Kind.SUBREDDIT_DISCOVER, depth=Depth(posts=30, authors=AUTHORS))

    async def deliver(store: MortalStore[Progress], attempt: int) -> None:
        await fetch_target(
            delivery_of(request, attempt),
            store=store,
            caller=world.caller(),
            publish=ContentPublisher(broker),
            tracking=world.tracker,
            seen=SeenInBucket(TypedKv(broker, SEEN, Findings), fresh_s=0.0),
            holder="i",
        )

    with pytest.raises(Killed):
        await deliver(MortalStore(kv, dies_at), 1)
    await deliver(MortalStore(kv), 2)
    pages, markers = await content_of(broker, "r")

    counted = [page for page in pages if page.key in markers[-1].pages]
    assert markers[-1].outcome is FetchOutcome.COMPLETE
    assert len(counted) == len(markers[-1].pages) == 4 + AUTHORS
    assert sum(page.announced for page in counted) == sum(markers[-1].totals.values())
    assert len({one.id for page in counted for one in page.found}) == 2 * AUTHORS

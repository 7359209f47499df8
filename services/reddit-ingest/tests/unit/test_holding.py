"""Who may go on with a discovery, and from where."""

import asyncio

import msgspec
from reddit_fakes import FakeReddit, World

from b9_common.errors import HeldElsewhereError
from b9_common.events import Kind


async def test_two_drives_at_once_make_one_run_count() -> None:
    world = World()

    first, second = await asyncio.gather(
        world.deliver(Kind.SUBREDDIT_DISCOVER, drive=1),
        world.deliver(Kind.SUBREDDIT_DISCOVER, drive=2),
        return_exceptions=True,
    )

    assert isinstance(first, HeldElsewhereError)
    assert second is None
    assert [marker.drive for marker in world.markers] == [2]


async def test_a_redelivery_after_the_end_asks_nobody_and_says_nothing_new() -> None:
    world = World()
    await world.deliver(Kind.SUBREDDIT_DISCOVER)
    asked, said = len(world.reddit.asked), len(world.content)

    await world.deliver(Kind.SUBREDDIT_DISCOVER, attempt=2)

    assert (len(world.reddit.asked), len(world.content)) == (asked, said)


async def test_a_higher_drive_on_a_finished_request_looks_at_everything_anew() -> None:
    world = World()
    await world.deliver(Kind.SUBREDDIT_DISCOVER)
    world.seen.kept.clear()

    await world.deliver(Kind.SUBREDDIT_DISCOVER, drive=2)

    assert (world.marker.run, world.marker.leg) == (2, 1)
    assert len(world.reddit.asked) == 28


async def test_a_finished_entry_is_small_however_deep_it_went() -> None:
    world = World(FakeReddit(hot=300, top=300))

    await world.deliver(Kind.SUBREDDIT_DISCOVER, posts=300, authors=16)

    entry, _ = await world.store.get("r")
    assert entry is not None
    assert entry.state == "finished"
    assert len(msgspec.json.encode(entry)) < 1_024

"""Who may go on with a request, and from where."""

import asyncio

import msgspec
import pytest
from ingest_fakes import FakeProvider, World, request_of

from b9_common.errors import HeldElsewhereError, OutageError
from b9_common.events import Depth, Walk
from b9_common.fetching.progress import claim, next_progress
from b9_devstack.testing.fetching import FakeProgressStore
from b9_instagram_ingest.progress import Progress


async def test_a_redelivery_after_the_end_calls_nobody_and_says_nothing_new() -> None:
    world = World()
    await world.deliver()
    asked, said = len(world.provider.asked), len(world.content)

    await world.deliver(attempt=2)

    assert (len(world.provider.asked), len(world.content)) == (asked, said)
    assert world.tracker.flushes == 2


async def test_an_older_drive_is_left_unread() -> None:
    world = World()
    await world.deliver(drive=3)
    asked = len(world.provider.asked)

    await world.deliver(drive=2)

    assert len(world.provider.asked) == asked


async def test_a_higher_drive_on_a_finished_request_starts_a_new_run() -> None:
    world = World()
    await world.deliver()

    await world.deliver(drive=2)

    assert (world.marker.run, world.marker.leg) == (2, 1)
    assert len(world.provider.asked) == 24


async def test_a_higher_drive_resumes_to_the_new_depth() -> None:
    world = World()
    world.provider.before = lambda: (
        None if len(world.provider.asked) < 3 else setattr(world, "forbidden", OutageError("x"))
    )
    with pytest.raises(OutageError):
        await world.deliver(reels=30, posts=10)
    world.provider.before, world.forbidden = lambda: None, None

    await world.deliver(drive=2, reels=90, posts=30)

    assert world.marker.run == 1
    assert world.marker.totals == {"profile": 1, "reels": 90, "posts": 30}
    found = world.counted(Walk.POSTS)
    assert len(found) == len(set(found)) == 30


async def test_a_lost_entry_never_reuses_a_page_key() -> None:
    world = World()
    await world.deliver(drive=4)
    keys = set(world.content)
    world.store.entries.clear()

    await world.deliver(drive=4, attempt=2)
    world.store.entries.clear()
    await world.deliver(drive=5)

    assert len(world.content) == 3 * len(keys)
    assert [marker.run for marker in world.markers] == [4, 4, 5]


async def test_two_drives_at_once_make_one_walk_count() -> None:
    world = World()

    first, second = await asyncio.gather(
        world.deliver(drive=1), world.deliver(drive=2), return_exceptions=True
    )

    assert isinstance(first, HeldElsewhereError)
    assert second is None
    assert [marker.drive for marker in world.markers] == [2]
    assert world.marker.totals == {"profile": 1, "reels": 90, "posts": 30}
    assert len(world.counted(Walk.REELS)) == 90


async def test_a_taken_over_walk_stops_at_its_next_checkpoint_and_publishes_no_end() -> None:
    world = World()
    taken = False

    def take_over() -> None:
        nonlocal taken
        if len(world.provider.asked) == 4 and not taken:
            taken = True
            raw, revision = world.store.entries["r"]
            world.store.entries["r"] = (raw, revision + 1)

    world.provider.before = take_over

    with pytest.raises(HeldElsewhereError):
        await world.deliver()

    assert world.markers == []
    assert len(world.provider.asked) <= 6


async def test_of_two_equal_claims_one_wins_and_the_other_leaves_it_alone() -> None:
    store = FakeProgressStore(Progress)
    request = request_of()
    rival = Progress(drive=1, run=1, leg=1, holder="rival")

    def come_first() -> None:
        store.before = lambda: None
        store.entries["r"] = (b'{"drive":1,"run":1,"leg":1,"holder":"rival"}', 1)

    store.before = come_first

    with pytest.raises(HeldElsewhereError):
        await claim(Progress, store, request, attempt=1, holder="i")
    assert (await store.get("r"))[0] == rival


async def test_a_higher_drive_takes_over_from_a_lower_one_that_came_first() -> None:
    store = FakeProgressStore(Progress)

    def come_first() -> None:
        store.before = lambda: None
        store.entries["r"] = (b'{"drive":1,"run":1,"leg":1,"holder":"rival"}', 1)

    store.before = come_first
    hold = await claim(Progress, store, request_of(drive=2), attempt=1, holder="i")

    assert hold is not None
    assert (hold.progress.drive, hold.progress.run, hold.progress.leg) == (2, 1, 2)


async def test_a_checkpoint_waits_for_a_broker_that_is_away() -> None:
    world = World()
    world.store.outages = 40
    with pytest.raises(OutageError):
        await claim(Progress, world.store, request_of(), attempt=1, holder="i")
    world.store.outages = 0
    hold = await claim(Progress, world.store, request_of(), attempt=1, holder="i")
    assert hold is not None
    hold._sleep = world.sleep
    world.store.outages = 20

    await hold.change(lambda progress: progress)

    assert len(world.slept) == 20


def test_legs_rise_with_every_start_within_a_run() -> None:
    found = Progress(drive=2, run=1, leg=7, holder="x", depth=Depth(reels=30, posts=10))

    resumed = next_progress(Progress, found, request_of(drive=2), attempt=2, holder="y")

    assert resumed is not None
    assert (resumed.run, resumed.leg, resumed.holder) == (1, 8, "y")
    assert resumed.depth == Depth(reels=90, posts=30)


async def test_a_provider_of_single_items_is_walked_patiently() -> None:
    provider = FakeProvider(reels=15, posts=1)
    short = provider.truth
    provider.truth = lambda ask: short(  # type: ignore[method-assign]
        ask if ask.walk is Walk.PROFILE else type(ask)(
            walk=ask.walk, owner=ask.owner, count=1, cursor=ask.cursor
        )
    )  # fmt: skip
    world = World(provider)

    await world.deliver()

    assert world.marker.totals == {"profile": 1, "reels": 15, "posts": 1}


async def test_a_finished_entry_keeps_what_the_next_run_needs_and_no_more() -> None:
    world = World()
    await world.deliver()

    entry, _ = await world.store.get("r")
    assert entry is not None
    assert (entry.state, entry.drive, entry.run) == ("finished", 1, 1)
    assert entry.totals == {"profile": 1, "reels": 90, "posts": 30}
    assert len(msgspec.json.encode(entry)) < 1_024

    await world.deliver(drive=2)

    assert (world.marker.drive, world.marker.run) == (2, 2)
    assert len(world.marker.pages) == 12


def test_an_entry_written_before_the_mechanics_were_shared_is_still_read() -> None:
    entry = (
        b'{"drive":2,"run":1,"leg":3,"holder":"x","state":"running","depth":{"reels":90,"posts":30},'
        b'"owner":{"id":"17","username":"anna"},"is_private":false,"followers":5,"media_count":9,'
        b'"walks":{"reels":{"cursor":"c","n":2,"have":24,"announced":24,"ended":false,"code":null,'
        b'"failures":0,"seen":["1"],"cursors":["c"]}},"pages":["r:1:1:reels:0"],"waits":1,'
        b'"outcome":null,"code":null}'
    )

    progress = msgspec.json.decode(entry, type=Progress)

    assert (progress.followers, progress.media_count, progress.waits) == (5, 9, 1)
    assert progress.walk(Walk.REELS).cursor == "c"

"""What a death at any moment costs a discovery, and who may go on with it."""

import asyncio
from collections import Counter
from collections.abc import Callable

import msgspec
import pytest
import pytest_asyncio
from reddit_fakes import FakeReddit, World

from b9_common.errors import HeldElsewhereError
from b9_common.events import Kind
from b9_devstack.testing.fetching import Killed

# How often each step is made in one undisturbed discovery of 4 walks and 6 authors: the claim,
# their pages, the list of authors, the marker and the end.
STEPS = {"fetch": 10, "publish": 11, "published": 11, "put": 13, "stored": 13, "remember": 6}
DEATHS = [(step, at) for step, times in STEPS.items() for at in range(1, times + 1)]


def dying_at(world: World, step: str, at: int) -> Callable[[], None]:
    """Let *world* end at the *at*-th time of *step*; the answer mends it."""
    left = [at]

    def die() -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Killed

    def mend() -> None:
        world.reddit.before = world.store.before = world.store.after = lambda: None
        world.before_publish = world.after_publish = world.seen.before = lambda: None

    match step:
        case "fetch":
            world.reddit.before = die
        case "publish":
            world.before_publish = die
        case "published":
            world.after_publish = die
        case "put":
            world.store.before = die
        case "stored":
            world.store.after = die
        case _:
            world.seen.before = die
    return mend


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def undisturbed() -> World:
    """After a discovery that nothing befell."""
    world = World()
    await world.deliver(Kind.SUBREDDIT_DISCOVER, authors=6)
    return world


@pytest.mark.parametrize(("step", "at"), DEATHS)
async def test_killed_at_any_step_nothing_is_lost_and_only_what_was_in_flight_is_asked_again(
    undisturbed: World, step: str, at: int
) -> None:
    world = World()
    mend = dying_at(world, step, at)
    with pytest.raises(Killed):
        await world.deliver(Kind.SUBREDDIT_DISCOVER, authors=6)
    mend()
    entry, _ = await world.store.get("r")
    done = {author.name for author in (entry.authors or () if entry else ()) if author.done}
    before = Counter(ask.name for ask in world.reddit.asked)

    await world.deliver(Kind.SUBREDDIT_DISCOVER, authors=6, attempt=2)

    asked = Counter(ask.name for ask in world.reddit.asked)
    assert world.found() == undisturbed.found()
    assert world.marker.totals == undisturbed.marker.totals
    assert set(world.marker.pages) <= set(world.content)
    assert all(asked[name] == before[name] for name in done)
    assert max(Counter((ask.walk, ask.name) for ask in world.reddit.asked).values()) <= 2


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
    world = World(FakeReddit(hot=900, top=900))

    await world.deliver(Kind.SUBREDDIT_DISCOVER, posts=900, authors=16)

    entry, _ = await world.store.get("r")
    assert entry is not None
    assert entry.state == "finished"
    assert len(msgspec.json.encode(entry)) < 1_024

"""What a death at any moment costs a discovery."""

from collections import Counter

import pytest
import pytest_asyncio
from reddit_fakes import World

from b9_common.events import Kind
from b9_devstack.testing.fetching import Killed, death_at

# How often each step is made in one undisturbed discovery of 4 walks and 6 authors: the claim,
# their pages, the list of authors, the marker and the end.
STEPS = {"fetch": 10, "publish": 11, "published": 11, "put": 13, "stored": 13, "remember": 6}
DEATHS = [(step, at) for step, times in STEPS.items() for at in range(1, times + 1)]


def dying_at(step: str, at: int) -> World:
    """A world that ends once, at the *at*-th time of *step*."""
    world, die = World(), death_at(at)
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
    return world


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
    world = dying_at(step, at)
    with pytest.raises(Killed):
        await world.deliver(Kind.SUBREDDIT_DISCOVER, authors=6)
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

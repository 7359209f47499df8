"""What a death at any moment costs a request."""

import pytest
from ingest_fakes import World

from b9_common.events import FetchOutcome, Walk
from b9_devstack.testing.fetching import Killed, death_at

# How often each step is made in one undisturbed fetch: 7 pages, their marker, and the claim.
DEPTH = {"reels": 42, "posts": 18}
STEPS = {"fetch": 7, "publish": 8, "published": 8, "put": 9, "stored": 9}
DEATHS = [(step, at) for step, times in STEPS.items() for at in range(1, times + 1)]


def dying_at(step: str, at: int) -> World:
    """A world that ends once, at the *at*-th time of *step*."""
    world, die = World(), death_at(at)
    match step:
        case "fetch":
            world.provider.before = die
        case "publish":
            world.before_publish = die
        case "published":
            world.after_publish = die
        case "put":
            world.store.before = die
        case _:
            world.store.after = die
    return world


@pytest.mark.parametrize(("step", "at"), DEATHS)
async def test_killed_at_any_step_nothing_is_lost_and_only_the_page_in_flight_is_paid_again(
    step: str, at: int
) -> None:
    world = dying_at(step, at)
    with pytest.raises(Killed):
        await world.deliver(**DEPTH)

    await world.deliver(attempt=2, **DEPTH)

    assert world.marker.outcome is FetchOutcome.COMPLETE
    assert world.marker.totals == {"profile": 1, **DEPTH}
    assert world.counted(Walk.REELS) == [f"reels-{number}" for number in range(42)]
    assert world.counted(Walk.POSTS) == [f"posts-{number}" for number in range(18)]
    assert set(world.marker.pages) <= set(world.content)
    assert len(world.provider.asked) <= 7 + 1

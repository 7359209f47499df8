"""Drift changes lists between calls, by the seed alone; without it nothing ever changes."""

import pytest

from b9_devstack.reddit_simulator.config import Config
from b9_devstack.reddit_simulator.universe import Universe
from b9_devstack.reddit_simulator.world import Posts, World

CALLS = 80


def make_world(*, drift: bool = True) -> World:
    return World(Universe(7, (150, 150), (20, 20)), Config(drift=drift))


@pytest.fixture
def world() -> World:
    return make_world()


def drifted(world: World, calls: int = CALLS) -> Posts:
    community = world.universe.community("pottery")
    assert community is not None
    for _ in range(calls):
        world.pass_by(community, None)
    return world.posts_of(community)


def test_without_drift_nothing_changes() -> None:
    world = make_world(drift=False)
    assert drifted(world, 0) == drifted(world)


def test_posts_appear_and_vanish_and_scores_move(world: World) -> None:
    before = {ref.id: ref for ref in drifted(world, 0)[0]}
    refs, gone = drifted(world)
    fresh = [ref for ref in refs if ref.id not in before]
    assert len(fresh) > 3
    assert len({ref.id for ref in refs}) == len(refs)
    assert 1 < len(gone) <= 20
    moves = {ref.score - before[ref.id].score for ref in refs if ref.id in before}
    assert min(moves) < 0 < max(moves)
    assert [ref.created for ref in refs[: len(fresh)]] > [refs[len(fresh)].created]


def test_the_course_derives_from_the_seed_and_the_number_of_calls(world: World) -> None:
    assert drifted(world) == drifted(make_world())
    assert drifted(world, 1) != drifted(make_world(), 1)


def test_a_reset_begins_anew(world: World) -> None:
    first = drifted(world)
    world.reset()
    assert drifted(world) == first


def test_what_an_account_submitted_drifts_too(world: World) -> None:
    account = world.universe.account("pottery-1")
    assert account is not None
    before = world.submitted(account)[0]
    for _ in range(CALLS):
        world.pass_by(None, account)
    refs, gone = world.submitted(account)
    assert gone
    assert [ref.score for ref in refs] != [ref.score for ref in before]


def test_an_empty_list_stays_empty(world: World) -> None:
    community = world.universe.community("empty_x")
    assert community is not None
    for _ in range(CALLS):
        world.pass_by(community, None)
    assert world.posts_of(community) == ([], frozenset())

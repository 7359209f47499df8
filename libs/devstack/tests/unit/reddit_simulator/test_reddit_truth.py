"""The truth is computed from the story: what a faithful reader must have found."""

from typing import Any

import pytest

from b9_devstack.reddit_simulator.config import Config
from b9_devstack.reddit_simulator.truth import leads_of, truth_of_account, truth_of_community
from b9_devstack.reddit_simulator.universe import Universe
from b9_devstack.reddit_simulator.world import World

DEPTHS = {"hot": 20, "top": 20}


@pytest.fixture(scope="module")
def world() -> World:
    return World(Universe(7, (60, 60), (2, 6)), Config())


def truth(world: World, name: str) -> dict[str, Any]:
    community = world.universe.community(name)
    assert community is not None
    return truth_of_community(world, community, DEPTHS, "all")


def test_a_community_is_told_with_its_listings_and_authors(world: World) -> None:
    found = truth(world, "pottery")
    assert found["state"] == "ok"
    assert [len(found["listings"][order]) for order in ("hot", "top")] == [20, 20]
    shown = {post["author"] for posts in found["listings"].values() for post in posts}
    assert set(found["authors"]) == shown - {None}


@pytest.mark.parametrize(
    ("name", "state"), [("private_x", "private"), ("banned_x", "banned"), ("missing_x", "missing")]
)
def test_a_closed_community_shows_nothing(world: World, name: str, state: str) -> None:
    found = truth(world, name)
    assert found["state"] == state
    assert found["authors"] == []


def test_leads_are_what_its_authors_submitted(world: World) -> None:
    community = world.universe.community("pottery")
    assert community is not None
    leads = leads_of(world, community, DEPTHS, "all", 10)
    assert len(leads) > 20
    name, authors = next((n, a) for n, a in leads.items() if n != "pottery")
    assert name in truth_of_account(world, authors[0], 10)["communities"]


def test_a_suspended_account_shows_nothing(world: World) -> None:
    found = truth_of_account(world, "suspended_x", 10)
    assert (found["state"], found["submitted"]) == ("suspended", [])


def test_what_nobody_could_keep_is_told(world: World) -> None:
    posts = truth(world, "weird_noid_x")["listings"]["hot"]
    assert {post["keepable"] for post in posts} == {True, False}
    assert all(post["keepable"] is (post["spoilt"] is None) for post in posts)


def test_faulty_files_are_told(world: World) -> None:
    posts = truth(world, "gone_x")["listings"]["top"]
    faults = {fault for post in posts for fault in post["faulty"].values()}
    assert faults <= {"gone", "forbidden"}
    assert faults

"""Each kind of weirdness is what it says, and its neighbours are well."""

import json

import pytest

from b9_devstack.reddit_simulator.bodies import post_data
from b9_devstack.reddit_simulator.names import WEIRD
from b9_devstack.reddit_simulator.universe import Universe
from b9_devstack.reddit_simulator.weird import kind_of, spoil


@pytest.fixture(scope="module")
def data() -> bytes:
    universe = Universe(7, (20, 20), (2, 4))
    return post_data(universe, universe.posts_of(universe.numbered(9))[0], "http://x")


def kinds_in(universe: Universe, name: str) -> list[str | None]:
    community = universe.community(name)
    assert community is not None
    return [kind_of(ref) for ref in universe.posts_of(community)]


def test_one_post_in_three_of_a_weird_community_is_spoilt_by_each_kind_in_turn() -> None:
    universe = Universe(7, (60, 60), (2, 4))
    kinds = kinds_in(universe, "weird_pottery")
    assert [kind is not None for kind in kinds[:6]] == [False, True, False, False, True, False]
    assert set(kinds) == {None, *WEIRD}
    assert set(kinds_in(universe, "weird_nul_pottery")) == {None, "nul"}
    assert set(kinds_in(universe, "pottery")) == {None}


@pytest.mark.parametrize("kind", sorted(WEIRD))
def test_every_kind_spoils(kind: str, data: bytes) -> None:
    whole = b'{"kind":"t3","data":%b}' % data
    assert spoil(kind, data, 1) != [whole]


@pytest.mark.parametrize("kind", sorted(set(WEIRD) - {"surrogate"}))
def test_every_kind_is_json(kind: str, data: bytes) -> None:
    for slot in range(6):
        for child in spoil(kind, data, slot):
            json.loads(child)


@pytest.mark.parametrize(
    ("kind", "holds"),
    [
        ("surrogate", b"\\ud83d"),
        ("bigcount", b"99999999999999999999999"),
        ("negative", b'"created_utc":-86400.0'),
        ("nul", b"before\\u0000after"),
        ("doublekey", b'"num_comments":"7"'),
        ("otherkind", b'{"kind":"more"'),
    ],
)
def test_what_is_wrong_stands_there(kind: str, holds: bytes, data: bytes) -> None:
    assert holds in b"".join(spoil(kind, data, 1))


def test_a_bare_post_keeps_what_identifies_it(data: bytes) -> None:
    [child] = spoil("bare", data, 1)
    kept = json.loads(child)["data"]
    assert {"id", "title", "author", "subreddit_id", "created_utc"} <= set(kept)
    assert "upvote_ratio" not in kept

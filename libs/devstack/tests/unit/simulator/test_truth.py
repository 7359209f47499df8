"""Truth is told apart from the answers, and agrees with them."""

import json
from typing import Any

import pytest

from b9_devstack.simulator.answers import page_body
from b9_devstack.simulator.creators import Walk, make_creator
from b9_devstack.simulator.feeds import make_page
from b9_devstack.simulator.signing import Links, Signer
from b9_devstack.simulator.truth import truth_of
from b9_devstack.simulator.world import NO_CHANGES

LINKS = Links("http://sim", Signer(7, lambda: 0.0), 10)


def truth(name: str, reels: int = 90, posts: int = 30) -> dict[str, Any]:
    return truth_of(make_creator(7, name), reels=reels, posts=posts, changes=NO_CHANGES)


def addresses(name: str, walk: Walk) -> set[str]:
    """The files that the first page names, by their place on the CDN."""
    creator = make_creator(7, name)
    page = make_page(creator, walk, asked_cursor=None, count=12, changes=NO_CHANGES[walk])
    text = json.dumps(json.loads(page_body(page, LINKS)))
    urls = [part.split("?")[0] for part in text.split("http://sim/cdn/")[1:]]
    names = {url.split("/", 1)[1].rsplit("-", 1)[0] for url in urls}
    return {f"instagram/{name}" for name in names if "profile" not in name}


@pytest.mark.parametrize("walk", ["reels", "posts"])
@pytest.mark.parametrize("name", ["nasa", "spacex", "few.x", "collab.x"])
def test_the_expected_assets_are_those_the_answers_name(name: str, walk: Walk) -> None:
    expected = truth(name, 12, 12)[walk]
    assert {asset for item in expected for asset in item["assets"]} == addresses(name, walk)


@pytest.mark.parametrize("name", ["nasa", "spacex"])
def test_a_full_walk_of_an_ordinary_creator_is_ninety_and_thirty(name: str) -> None:
    found = truth(name)
    assert (len(found["reels"]), len(found["posts"])) == (90, 30)
    assert found["profile_asset"] in found["assets"]
    assert found["malformed"] == {"reels": 0, "posts": 0}
    assert found["faulty"] == {}


@pytest.mark.parametrize("name", ["private.x", "missing.x", "empty.x"])
def test_who_shows_nothing_has_nothing(name: str) -> None:
    found = truth(name)
    assert found["reels"] == found["posts"] == []
    assert found["found"] is (name != "missing.x")


def test_items_nobody_can_keep_are_counted_apart() -> None:
    found = truth("garbage.nopk.x")
    assert found["malformed"]["reels"] > 0
    assert len(found["reels"]) + found["malformed"]["reels"] == 90
    assert truth("garbage.nul.x")["malformed"] == {"reels": 0, "posts": 0}


@pytest.mark.parametrize("name", ["gone.x", "wrongtype.x", "escaping.x", "redirecting.x"])
def test_files_that_are_faulty_for_good_are_named(name: str) -> None:
    found = truth(name)
    assert found["faulty"]
    assert set(found["faulty"]) <= set(found["assets"])

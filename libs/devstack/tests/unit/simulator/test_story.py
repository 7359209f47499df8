"""The story is the same in any process, and rich enough."""

import json
from typing import Any

import pytest

from b9_devstack.simulator.answers import page_body, profile_body
from b9_devstack.simulator.creators import Creator, Walk, make_creator
from b9_devstack.simulator.draw import Draw
from b9_devstack.simulator.feeds import Changes, make_page
from b9_devstack.simulator.items import make_item
from b9_devstack.simulator.signing import Links, Signer

SIGNER = Signer(7, lambda: 1_800_000_000.0)
LINKS = Links("http://sim", SIGNER, 1_800_000_900)


def page_text(name: str, walk: Walk = "reels", cursor: str | None = None) -> bytes:
    creator = make_creator(7, name)
    page = make_page(creator, walk, asked_cursor=cursor, count=12, changes=Changes())
    return page_body(page, LINKS)


def items_of(name: str, walk: Walk = "reels") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(page_text(name, walk))["items"]
    return found


def inner(item: dict[str, Any]) -> dict[str, Any]:
    return {**item.get("media", {}), **item}


def test_draws_depend_on_the_words_alone() -> None:
    assert [Draw("a", 1).below(1000)] * 2 == [Draw("a", 1).below(1000) for _ in range(2)]
    draw = Draw("a")
    numbers = [draw.below(1 << 30) for _ in range(200)]
    assert len(set(numbers)) == len(numbers)
    assert numbers[:3] == [248201011, 99789701, 784684337]


def test_the_story_never_changes_between_versions() -> None:
    nasa = make_creator(7, "nasa")
    item = make_item(nasa, "reels", 0)
    assert (nasa.id, item.pk, item.likes) == ("4418189525966", 3976035409576946204, 43196)


def test_another_seed_tells_another_story() -> None:
    assert make_creator(7, "nasa").id != make_creator(8, "nasa").id


def test_an_ordinary_creator_has_more_than_a_full_walk_asks_for() -> None:
    creators = [make_creator(7, f"creator{number}") for number in range(200)]
    assert min(creator.reels for creator in creators) == 120
    assert min(creator.posts for creator in creators) == 40


@pytest.mark.parametrize(
    ("name", "reels", "posts"),
    [("empty.x", 0, 0), ("few.x", 13, 5), ("huge.x", 1_100, 40)],
)
def test_a_name_may_fix_the_volumes(name: str, reels: int, posts: int) -> None:
    creator = make_creator(7, name)
    assert (creator.reels, creator.posts) == (reels, posts)


def test_ids_are_unique_over_lists_and_creators() -> None:
    walks: tuple[Walk, ...] = ("reels", "posts")
    items = [
        make_item(make_creator(7, f"creator{number}"), walk, slot)
        for number in range(20)
        for walk in walks
        for slot in range(40)
    ]
    own = [item.pk for item in items if item.walk == "reels" or item.form != "reel"]
    assert len(own) == len(set(own))


def test_a_reel_among_the_posts_is_the_same_item() -> None:
    creator = make_creator(7, "nasa")
    shared = [
        item for slot in range(40) if (item := make_item(creator, "posts", slot)).form == "reel"
    ]
    assert shared
    assert [make_item(creator, "reels", item.slot).pk for item in shared] == [i.pk for i in shared]
    assert all(make_item(creator, "reels", i.slot).likes == i.likes for i in shared)


def test_newer_items_have_larger_ids_and_later_times() -> None:
    creator = make_creator(7, "spacex")
    items = [make_item(creator, "reels", slot) for slot in range(100)]
    assert [i.pk for i in items] == sorted((i.pk for i in items), reverse=True)
    assert [i.taken_at for i in items] == sorted((i.taken_at for i in items), reverse=True)


@pytest.mark.parametrize("name", ["nested.x", "flat.x"])
def test_nesting_can_be_forced(name: str) -> None:
    assert {("media" in item) for item in items_of(name)} == {name == "nested.x"}


@pytest.mark.parametrize(("name", "kind"), [("intpk.x", int), ("textpk.x", str)])
def test_the_type_of_ids_can_be_forced(name: str, kind: type) -> None:
    assert {type(inner(item)["pk"]) for item in items_of(name)} == {kind}


def test_every_spelling_of_plays_occurs() -> None:
    found: set[str] = set()
    for number in range(40):
        found |= set(inner(items_of(f"creator{number}")[0]))
    assert {"play_count", "video_view_count", "view_count", "ig_play_count", "likes"} <= found


def test_hidden_likes_are_missing_null_or_minus_one() -> None:
    found = {
        inner(item).get("like_count", "missing")
        for n in range(9)
        for item in items_of(f"hidden.x{n}")
    }
    assert found == {"missing", None, -1}


def test_a_collab_has_items_of_other_authors() -> None:
    owner = make_creator(7, "collab.y")
    authors = {str(inner(item)["user"]["pk"]) for item in items_of("collab.y")}
    assert owner.id in authors
    assert len(authors) > 1


def test_ordinary_creators_write_alone_and_once() -> None:
    for number in range(20):
        items = [inner(item) for item in items_of(f"creator{number}", "posts")]
        assert {str(item["user"]["pk"]) for item in items} == {
            make_creator(7, f"creator{number}").id
        }
        assert len({str(item["pk"]) for item in items}) == len(items) == 12


def test_item_quirks_occur_among_ordinary_creators() -> None:
    items = [
        inner(i)
        for n in range(30)
        for i in items_of(f"creator{n}") + items_of(f"creator{n}", "posts")
    ]
    assert {type(item["caption"]) for item in items} == {dict, str, type(None)}
    assert any("device_timestamp" in item and "taken_at" not in item for item in items)
    assert any(item["is_paid_partnership"] for item in items)
    assert any(item.get("has_audio") is False for item in items)
    assert {item["media_type"] for item in items} == {1, 2, 8}
    children = [child for item in items for child in item.get("carousel_media", [])]
    assert {child["media_type"] for child in children} == {1, 2}


def test_outer_counters_are_the_true_ones() -> None:
    creator = make_creator(7, "nested.x")
    page = make_page(creator, "reels", asked_cursor=None, count=12, changes=Changes())
    said = [count_of(raw) for raw in items_of("nested.x")]
    within = [count_of(raw["media"]) for raw in items_of("nested.x")]
    assert said == [item.comments for item in page.items]
    assert set(within) != {None}
    assert within != said


def count_of(raw: dict[str, Any]) -> int | None:
    return raw.get("comment_count", raw.get("comments"))


def test_a_profile_says_who_it_is() -> None:
    creator: Creator = make_creator(7, "private.x")
    profile = json.loads(profile_body(creator, LINKS))
    assert (profile["id"], profile["username"], profile["is_private"]) == (
        creator.id,
        "private.x",
        True,
    )


def test_answers_are_byte_equal_every_time() -> None:
    assert page_text("nasa") == page_text("nasa")
    make_creator.cache_clear()
    assert page_text("nasa") == page_text("nasa")

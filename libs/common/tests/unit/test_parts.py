from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from b9_common.events import (
    MAX_PAGE_BYTES,
    MAX_PAGE_ITEMS,
    AnyPage,
    AssetKind,
    AssetRef,
    ContentPage,
    FoundSubreddit,
    MediaItem,
    Owner,
    Platform,
    Profile,
    RedditPage,
    RedditPost,
    RejectedItem,
    Walk,
    encode,
)
from b9_common.fetching.parts import parts_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OWNER = Owner(id="17", username="anna")


def media(pk: str) -> MediaItem:
    return MediaItem(media_pk=pk, owner_id=OWNER.id)


def post(pk: str) -> RedditPost:
    return RedditPost(
        id=pk, subreddit_id="s", subreddit="pics", title="t", created_at=NOW, content_type="text"
    )


def key_of(item: Any) -> str:
    return str(item.media_pk if isinstance(item, MediaItem) else item.id)


def asset(key: str) -> AssetRef:
    return AssetRef(media_id=key, kind=AssetKind.VIDEO, owner_id=OWNER.id, url="https://c.example/")


def cut(items: str, made: list[Any], bad: int = 0, **more: Any) -> tuple[AnyPage, ...]:
    """The parts of a page whose field *items* holds *made*, one asset each."""
    page_type: Any = ContentPage if items == "items" else RedditPage
    page: AnyPage = page_type(
        request_id="r",
        drive=1,
        run=1,
        leg=1,
        walk=Walk.REELS,
        n=3,
        platform=Platform.INSTAGRAM,
        owner=OWNER,
        rejected=tuple(RejectedItem(index=n, reason="no_pk", raw="{}") for n in range(bad)),
        observed_at=NOW,
        **{items: tuple(made)},
        **more,
    )
    return parts_of(page, items, lambda item: (asset(key_of(item)),))


BOTH = pytest.mark.parametrize(("items", "make"), [("items", media), ("posts", post)])


@BOTH
def test_a_page_that_fits_is_one_part_with_its_plain_key(items: str, make: Any) -> None:
    (only,) = cut(items, [make("a"), make("b")], bad=1)

    assert only.key == "r:1:1:reels:3"
    assert [one.media_id for one in only.assets] == ["a", "b"]
    assert only.announced == 3


@pytest.mark.parametrize("items", ["items", "posts"])
def test_a_page_without_items_is_still_one_part(items: str) -> None:
    assert len(cut(items, [])) == 1


@BOTH
def test_too_many_items_make_numbered_parts_that_hold_each_once(items: str, make: Any) -> None:
    made = [make(str(number)) for number in range(2 * MAX_PAGE_ITEMS + 3)]

    parts = cut(items, made, bad=4)

    assert [part.key for part in parts] == [
        "r:1:1:reels:3",
        "r:1:1:reels:3.1",
        "r:1:1:reels:3.2",
    ]
    assert sum(part.announced for part in parts) == len(made) + 4
    assert [one for part in parts for one in getattr(part, items)] == made
    assert all(
        [one.media_id for one in part.assets] == [key_of(one) for one in getattr(part, items)]
        for part in parts
    )


@BOTH
def test_no_part_is_larger_than_a_page_may_be(items: str, make: Any) -> None:
    text = msgspec.Raw(b'"' + b"x" * 30_000 + b'"')
    made = [msgspec.structs.replace(make(str(number)), raw=text) for number in range(40)]

    parts = cut(items, made)

    assert len(parts) == 3
    assert max(len(encode(part)) for part in parts) <= MAX_PAGE_BYTES


@BOTH
def test_an_item_too_large_for_any_page_travels_alone(items: str, make: Any) -> None:
    heavy = msgspec.structs.replace(make("b"), raw=msgspec.Raw(b'"' + b"x" * MAX_PAGE_BYTES + b'"'))

    parts = cut(items, [make("a"), heavy, make("c")])

    assert [[key_of(one) for one in getattr(part, items)] for part in parts] == [
        ["a"],
        ["b"],
        ["c"],
    ]


def test_a_profile_and_its_picture_go_with_the_first_part_only() -> None:
    profile = Profile(id=OWNER.id, username=OWNER.username)
    made = [media(str(number)) for number in range(MAX_PAGE_ITEMS + 1)]

    first, second = cut("items", made, profile=profile, assets=(asset("17"),))

    assert isinstance(first, ContentPage)
    assert isinstance(second, ContentPage)
    assert (first.profile, second.profile) == (profile, None)
    assert (len(first.assets), len(second.assets)) == (MAX_PAGE_ITEMS + 1, 1)


def test_what_was_found_is_told_once() -> None:
    found = FoundSubreddit(id="s", name="pics", via_user="anna", post_id="1")
    made = [post(str(number)) for number in range(MAX_PAGE_ITEMS + 1)]

    first, second = cut("posts", made, found=(found,))

    assert isinstance(first, RedditPage)
    assert isinstance(second, RedditPage)
    assert (first.found, second.found) == ((found,), ())

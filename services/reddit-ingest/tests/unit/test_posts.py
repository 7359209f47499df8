from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from reddit_samples import (
    CREATED,
    CREATED_S,
    gallery_post,
    image_post,
    listing,
    page_of,
    post,
    read_post,
    video,
    video_post,
)

from b9_common.events import Walk, json_bytes

FLAGS = (
    "over_18", "spoiler", "stickied", "locked", "archived", "is_self", "is_video", "is_gallery",
)  # fmt: skip
WORDS = (
    "author", "title", "selftext", "url", "permalink", "domain", "link_flair_text",
    "author_flair_text", "thumbnail", "distinguished", "subreddit_type",
)  # fmt: skip
COUNTS = (
    "score", "num_comments", "num_crossposts", "gilded", "total_awards_received",
    "subreddit_subscribers",
)  # fmt: skip


def test_a_post_says_what_it_said() -> None:
    found = read_post(post(author_flair_text="builder", link_flair_text="Finished"))

    assert (found.id, found.subreddit_id, found.subreddit) == ("1abc", "2xyz", "birdhouses")
    assert (found.author, found.author_id) == ("invented_one", "9zz")
    assert (found.title, found.selftext) == ("My first one", "It stands in the garden.")
    assert found.created_at == CREATED
    assert (found.score, found.num_comments, found.upvote_ratio) == (120, 14, 0.97)
    assert (found.link_flair_text, found.author_flair_text) == ("Finished", "builder")
    assert (found.content_type, found.thumbnail) == ("text", "self")
    assert found.subreddit_subscribers == 5_000
    assert not found.is_edited
    assert found.edited_at is None
    assert found.removed_by is None


@pytest.mark.parametrize("name", FLAGS)
def test_each_flag_is_the_one_of_its_name(name: str) -> None:
    told: dict[str, Any] = {flag: flag == name for flag in FLAGS}

    found = read_post(post(**told))

    assert [flag for flag in FLAGS if getattr(found, flag)] == [name]


def test_each_word_and_number_is_the_one_of_its_name() -> None:
    told: dict[str, Any] = {name: f"told-of-{name}" for name in WORDS}
    told |= {name: number for number, name in enumerate(COUNTS, start=1)}

    found = read_post(post(**told))

    assert {name: getattr(found, name) for name in told} == told


def test_the_raw_post_is_its_own_json_whole_with_what_nobody_knows() -> None:
    found = read_post(post())

    assert msgspec.json.decode(json_bytes(found.raw) or b"") == post()
    assert not found.raw_truncated


def test_a_raw_that_is_too_large_is_left_out_and_says_so_and_the_text_stays() -> None:
    found = read_post(post(selftext="x" * 39_000))

    assert json_bytes(found.raw) is None
    assert found.raw_truncated
    assert len(found.selftext or "") == 39_000


def test_a_text_of_a_megabyte_is_cut_and_its_raw_says_that_it_is_not_whole() -> None:
    found = read_post(post(selftext="y" * 1_000_000, title="t" * 5_000))

    assert found.selftext == "y" * 40_000
    assert found.title == "t" * 1_000
    assert found.raw_truncated


def test_a_raw_nested_too_deep_is_left_out() -> None:
    nested: Any = 1
    for _ in range(80):
        nested = [nested]

    found = read_post(post(some_new_field=nested))

    assert json_bytes(found.raw) is None
    assert found.raw_truncated


def test_many_parts_beside_one_another_are_not_deep() -> None:
    found = read_post(post(some_new_field=[{"a": []} for _ in range(200)]))

    assert json_bytes(found.raw) is not None


@pytest.mark.parametrize(
    ("edited", "is_edited", "at"),
    [
        (False, False, None),
        (True, True, None),
        (CREATED_S, True, CREATED),
        (int(CREATED_S), True, CREATED),
        (None, False, None),
        ("never", False, None),
    ],
)
def test_edited_is_a_flag_or_a_time(edited: Any, is_edited: Any, at: Any) -> None:
    found = read_post(post(edited=edited))

    assert (found.is_edited, found.edited_at) == (is_edited, at)


def test_a_hidden_score_is_no_score() -> None:
    found = read_post(post(hide_score=True, score=1))

    assert found.score is None
    assert found.score_hidden


def test_a_score_of_zero_is_a_score() -> None:
    assert read_post(post(score=0)).score == 0


def test_what_old_listings_leave_out_is_not_known() -> None:
    old = post()
    for name in ("upvote_ratio", "author_fullname", "num_crossposts", "subreddit_subscribers"):
        del old[name]

    found = read_post(old)

    assert found.upvote_ratio is None
    assert found.author_id is None
    assert found.num_crossposts is None
    assert found.subreddit_subscribers is None


def test_a_deleted_author_is_nobody() -> None:
    old = post(author="[deleted]")
    del old["author_fullname"]

    found = read_post(old)

    assert (found.author, found.author_id) == (None, None)
    assert found.removed_by is None


@pytest.mark.parametrize(
    ("told", "by"),
    [
        ({"removed_by_category": "moderator"}, "moderator"),
        ({"removed_by_category": "deleted"}, "author"),
        ({"removed_by_category": "copyright_takedown"}, "copyright_takedown"),
        ({"banned_by": "some_moderator"}, "moderator"),
        ({"banned_by": True}, "moderator"),
        ({"banned_by": False}, None),
        ({"selftext": "[removed]"}, "moderator"),
        ({"selftext": "[deleted]"}, "author"),
        ({"selftext": "it was [removed]"}, None),
    ],
)
def test_who_took_a_post_down_is_told(told: dict[str, Any], by: str | None) -> None:
    assert read_post(post(**told)).removed_by == by


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (gallery_post(), "gallery"),
        (gallery_post(gallery_data=None, media_metadata=None), "gallery"),
        (video_post(), "video"),
        (video_post(media=None), "video"),
        (post(poll_data={"options": []}), "poll"),
        (post(), "text"),
        (post(is_self=False, url=None), "text"),
        (post(is_self=False, url=""), "text"),
        (image_post(), "image"),
        (image_post(url="https://example.org/A.PNG?x=1"), "image"),
        (image_post(url="https://example.org/a.gifv"), "link"),
        (image_post(url="https://example.org/a.webp#frame"), "link"),
        (image_post(url="https://example.org/story"), "link"),
    ],
)
def test_the_type_is_the_first_that_holds(told: dict[str, Any], kind: str) -> None:
    assert read_post(told).content_type == kind


def test_a_gallery_is_in_its_own_order_without_what_is_not_ready() -> None:
    found = read_post(gallery_post())

    assert found.image_urls == (
        "https://preview.redd.it/second.jpg?width=9&s=2",
        "https://i.redd.it/moving.gif",
        "https://preview.redd.it/first.jpg?s=1",
    )


def test_one_odd_picture_loses_no_other() -> None:
    told = gallery_post()
    told["media_metadata"]["second"] = ["no", "picture"]
    told["media_metadata"]["moving"]["s"]["gif"] = 7

    found = read_post(told)

    assert found.image_urls == (
        "https://preview.redd.it/m.gif?format=mp4&s=3",
        "https://preview.redd.it/first.jpg?s=1",
    )


def test_a_hosted_video_has_its_file_its_length_and_its_cover() -> None:
    found = read_post(video_post())

    assert found.video_url == "https://v.redd.it/vvv/DASH_720.mp4?source=fallback"
    assert found.video_duration == 25
    assert found.cover_url == "https://external-preview.redd.it/t.png?width=140&s=4"
    assert found.image_urls == ()


def test_a_picture_is_its_own_image_and_its_preview_the_cover() -> None:
    found = read_post(image_post())

    assert found.image_urls == ("https://i.redd.it/abcdef.jpg",)
    assert found.cover_url == "https://preview.redd.it/abcdef.jpg?auto=webp&s=1"
    assert b"resolutions" in (json_bytes(found.preview) or b"")


def test_the_words_that_stand_for_a_thumbnail_are_no_cover() -> None:
    for word in ("self", "default", "nsfw", "spoiler", "image", ""):
        assert read_post(post(thumbnail=word)).cover_url is None


def test_a_crosspost_shows_what_its_parent_shows() -> None:
    parent = video_post("0par")
    told = post(is_self=False, url="https://v.redd.it/vvv", domain="v.redd.it",
                crosspost_parent="t3_0par", crosspost_parent_list=[parent])  # fmt: skip

    found = read_post(told)

    assert found.crosspost_parent == "0par"
    assert found.video_url == "https://v.redd.it/vvv/DASH_720.mp4?source=fallback"
    assert found.content_type == "video"


def test_a_crosspost_of_a_gallery_is_a_gallery() -> None:
    told = post(
        is_self=False,
        url="https://www.reddit.com/gallery/0gal",
        crosspost_parent="t3_0gal",
        crosspost_parent_list=[gallery_post("0gal")],
    )

    found = read_post(told)

    assert found.content_type == "gallery"
    assert len(found.image_urls) == 3


@pytest.mark.parametrize("parents", [[], None, {"a": 1}, ["x"], [None], "t3_1"])
def test_an_odd_crosspost_is_still_a_post(parents: Any) -> None:
    found = read_post(image_post(crosspost_parent="t3_0par", crosspost_parent_list=parents))

    assert found.content_type == "image"


def test_two_posts_of_one_id_are_one() -> None:
    page = page_of(Walk.TOP, listing(post(score=1), post(score=2)))

    assert [found.score for found in page.posts] == [1]
    assert page.duplicates == 1


def test_comments_and_more_are_passed_over_in_a_users_listing() -> None:
    page = page_of(
        Walk.SUBMITTED,
        listing({"kind": "t1", "data": {"body": "hi"}}, post(), {"kind": "more", "data": {}}),
    )

    assert len(page.posts) == 1
    assert (page.skipped, page.rejected) == (2, ())


@pytest.mark.parametrize(
    ("child", "reason"),
    [
        (post(id=None), "no_id"),
        (post(id="Ünbase"), "bad_id"),
        (post(id={"a": 1}), "bad_id"),
        (post(id="x" * 500), "bad_id"),
        (post(subreddit=None), "no_subreddit"),
        (post(subreddit="two words"), "bad_subreddit"),
        (post(subreddit="n" * 65), "bad_subreddit"),
        (post(subreddit_id=None), "no_subreddit"),
        (post(subreddit_id="t5_?"), "bad_subreddit"),
        (post(created_utc=None), "no_created_at"),
        (post(created_utc=-9e9), "bad_created_at"),
        (post(created_utc=9e9), "bad_created_at"),
        (post(created_utc=CREATED_S * 1_000), "bad_created_at"),
        (post(created_utc=1e300), "bad_created_at"),
        (post(created_utc="yesterday"), "bad_created_at"),
        ({"kind": "t3", "data": None}, "not_an_object"),
        ({"kind": "t3", "data": [1]}, "not_an_object"),
        ({"kind": "t3"}, "not_an_object"),
        ({"data": post()}, "no_kind"),
        ({"kind": 3, "data": post()}, "no_kind"),
        (None, "not_an_object"),
        ("t3_1abc", "not_an_object"),
    ],
)
def test_what_cannot_be_a_post_is_refused_alone_with_its_text_and_a_true_reason(
    child: Any, reason: str
) -> None:
    page = page_of(Walk.TOP, listing(post("1st"), child, post("2nd")))

    assert [found.id for found in page.posts] == ["1st", "2nd"]
    (refused,) = page.rejected
    assert (refused.index, refused.reason) == (1, reason)
    assert refused.raw


@pytest.mark.parametrize(
    ("over", "field", "value"),
    [
        ({"score": "12"}, "score", 12),
        ({"score": 12.0}, "score", 12),
        ({"score": 2**70}, "score", None),
        ({"score": -(2**63)}, "score", None),
        ({"score": -5}, "score", -5),
        ({"score": [1]}, "score", None),
        ({"num_comments": -1}, "num_comments", None),
        ({"num_comments": "many"}, "num_comments", None),
        ({"upvote_ratio": 2.5}, "upvote_ratio", None),
        ({"upvote_ratio": "0.5"}, "upvote_ratio", 0.5),
        ({"over_18": None}, "over_18", False),
        ({"over_18": 1}, "over_18", True),
        ({"over_18": "true"}, "over_18", True),
        ({"title": None}, "title", ""),
        ({"title": {"a": 1}}, "title", ""),
        ({"selftext": None}, "selftext", None),
        ({"link_flair_text": ""}, "link_flair_text", None),
        ({"url": "https://example.org/" + "x" * 9_000}, "url", None),
        ({"author": "[deleted]"}, "author", None),
        ({"author": "two words"}, "author", None),
        ({"author_fullname": "t2_"}, "author_id", None),
        ({"media": "none"}, "video_url", None),
        ({"media": {"reddit_video": {"fallback_url": 7}}}, "video_url", None),
        ({"media": video("javascript:alert(1)")}, "video_url", None),
        ({"preview": "none"}, "cover_url", None),
        ({"gallery_data": {"items": [{"media_id": 7}]}}, "image_urls", ()),
        ({"created_utc": str(CREATED_S)}, "created_at", CREATED),
        ({"created_utc": -86_400.0}, "created_at", datetime(1969, 12, 31, tzinfo=UTC)),
        ({"title": "a\x00b"}, "title", "ab"),
        ({"title": "a\ud800b"}, "title", "a\ufffdb"),
    ],
)
def test_an_odd_field_loses_itself_and_nothing_else(
    over: dict[str, Any], field: str, value: Any
) -> None:
    found = read_post(post(**over))

    assert getattr(found, field) == value
    assert found.num_crossposts == 0
    assert found.permalink == "/r/birdhouses/comments/1abc/my_first_one/"


def test_an_odd_post_costs_its_neighbours_nothing() -> None:
    page = page_of(Walk.HOT, listing(post("1st", score={}), post("2nd")))

    assert [(found.id, found.score) for found in page.posts] == [("1st", None), ("2nd", 120)]

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from instagram_samples import carousel, media, photo

from b9_common.events import MAX_RAW_BYTES, CarouselChild, MediaItem, Owner
from b9_instagram_ingest.media_fields import MAX_CHILDREN, media_item_of
from b9_instagram_ingest.page import Reason

PAGE_OWNER = Owner(id="500", username="page.owner")


def item(told: Any, page_owner: Owner | None = None) -> MediaItem:
    found = media_item_of(told, raw=told, page_owner=page_owner)
    assert isinstance(found, MediaItem), found
    return found


def test_every_field_of_a_reel_comes_from_where_it_should() -> None:
    told = media(
        ig_play_count=350,
        is_paid_partnership=False,
        has_shared_to_fb=1,
        is_unified_video=False,
        is_dash_eligible=1,
        number_of_qualities=4,
        comments_disabled=False,
        sharing_friction_info={"should_have_sharing_friction": False},
        original_width=720,
        original_height=1280,
        accessibility_caption="A beach",
        save_count=5,
        shares=6,
        coauthor_producers=[{"pk": 78}, {"id": "79"}, {"pk": 78}, "nonsense"],
        clips_tab_pinned_user_ids=[77],
    )

    assert item(told) == MediaItem(
        media_pk="3001",
        media_id="3001_77",
        shortcode="Cx-1_a",
        owner_id="77",
        owner_username="invented.one",
        product_type="clips",
        media_type=2,
        taken_at=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC),
        caption="A day out #sea with @friend.two",
        hashtags=("#sea",),
        mentions=("@friend.two",),
        play_count=400,
        ig_play_count=350,
        view_count=None,
        like_count=12,
        comment_count=3,
        save_count=5,
        share_count=6,
        has_audio=True,
        video_duration=20.5,
        video_url="https://cdn.example/3001.mp4?oe=66000000",
        cover_url="https://cdn.example/3001.jpg?oe=66000000",
        is_pinned=True,
        is_paid_partnership=False,
        has_shared_to_fb=True,
        is_unified_video=False,
        is_dash_eligible=True,
        number_of_qualities=4,
        comments_disabled=False,
        sharing_friction_info=msgspec.Raw(b'{"should_have_sharing_friction":false}'),
        original_width=720,
        original_height=1280,
        accessibility_caption="A beach",
        coauthor_ids=("78", "79"),
        raw=msgspec.Raw(msgspec.json.encode(told)),
    )


def test_an_item_that_says_next_to_nothing_is_still_an_item() -> None:
    told = {"pk": "1", "user": {"pk": 2}}

    assert item(told) == MediaItem(
        media_pk="1", owner_id="2", raw=msgspec.Raw(b'{"pk":"1","user":{"pk":2}}')
    )


@pytest.mark.parametrize(
    ("counters", "expected"),
    [
        ({"play_count": 4, "view_count": 3, "ig_play_count": 2}, 4),
        ({"play_count": 0, "view_count": 3}, 0),
        ({"play_count": None, "video_view_count": 3, "view_count": 2}, 3),
        ({"play_count": -1, "view_count": 2}, 2),
        ({"play_count": 2**63, "view_count": 2}, 2),
        ({"play_count": "none", "ig_play_count": 1}, 1),
        ({"play_count": -1}, None),
        ({"play_count": None}, None),
    ],
)
def test_plays_fall_back_from_name_to_name_and_zero_is_not_null(
    counters: dict[str, Any], expected: int | None
) -> None:
    assert item(media(**counters)).play_count == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"like_count": 0}, 0),
        ({"like_count": None, "likes": 8}, 8),
        ({"like_count": {"count": 8}}, 8),
        ({"like_count": -1}, None),
        ({"like_count": 3, "like_and_view_counts_disabled": True}, None),
        ({"like_count": 3, "like_and_view_counts_disabled": False}, 3),
    ],
)
def test_hidden_likes_are_null(fields: dict[str, Any], expected: int | None) -> None:
    assert item(media(**fields)).like_count == expected


def test_a_list_of_comments_is_not_their_number() -> None:
    assert item(media(comment_count=None, comments=[{"text": "hi"}])).comment_count is None
    assert item(media(comment_count=None, comments=7)).comment_count == 7


def test_a_count_beyond_what_a_column_holds_is_null_and_its_item_kept() -> None:
    found = item(media(like_count=2**70))

    assert found.like_count is None
    assert found.raw is not None
    assert str(2**70).encode() in bytes(found.raw)


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({}, 2023),
        ({"taken_at": None}, 2023),
        ({"taken_at": -5}, 2023),
        ({"taken_at": None, "device_timestamp": 165065770527504}, 2022),
        ({"taken_at": -5, "device_timestamp": -5}, None),
        ({"taken_at": 10**30, "device_timestamp": None}, None),
    ],
)
def test_the_time_is_when_it_was_taken_else_the_devices(
    fields: dict[str, Any], year: int | None
) -> None:
    taken_at = item(media(**fields)).taken_at

    assert (taken_at.year if taken_at else None) == year


@pytest.mark.parametrize(
    ("told", "pk", "owner_id"),
    [
        ({"pk": 12, "user": {"pk": 7}}, "12", "7"),
        ({"pk": "12_7"}, "12", "500"),
        ({"id": "12_7"}, "12", "7"),
        ({"pk": None, "id": "12_7", "user": {"pk": 8}}, "12", "8"),
        ({"pk": "b@d", "id": "12_7"}, "12", "7"),
        ({"pk": "12", "owner": {"id": "9"}}, "12", "9"),
        ({"pk": "12", "user": {"pk": None, "id": "9"}}, "12", "9"),
        ({"pk": "12"}, "12", "500"),
        ({"pk": "12", "user": {"pk": "b@d"}}, "12", "500"),
    ],
)
def test_an_items_key_and_author_are_found_under_several_names(
    told: dict[str, Any], pk: str, owner_id: str
) -> None:
    found = item(told, PAGE_OWNER)

    assert (found.media_pk, found.owner_id) == (pk, owner_id)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (None, Reason.NOT_AN_OBJECT),
        ("text", Reason.NOT_AN_OBJECT),
        ([], Reason.NOT_AN_OBJECT),
        ({}, Reason.NO_PK),
        ({"pk": None, "user": {"pk": 1}}, Reason.NO_PK),
        ({"pk": "../../etc", "user": {"pk": 1}}, Reason.BAD_PK),
        ({"pk": True, "user": {"pk": 1}}, Reason.BAD_PK),
        ({"pk": 10**40, "user": {"pk": 1}}, Reason.BAD_PK),
        ({"pk": "1"}, Reason.NO_OWNER),
        ({"pk": "1", "user": {}}, Reason.NO_OWNER),
        ({"pk": "1", "user": {"pk": "a b"}}, Reason.BAD_OWNER),
    ],
)
def test_an_item_without_identity_is_refused_with_its_reason(told: Any, reason: Reason) -> None:
    assert media_item_of(told, raw=told, page_owner=None) is reason


def test_a_carousel_keeps_its_children_in_order() -> None:
    found = item(carousel())

    assert found.carousel_children == (
        CarouselChild(media_pk="1", media_type=1, image_url="https://cdn.example/c0.jpg"),
        CarouselChild(
            media_pk="2",
            media_type=2,
            image_url="https://cdn.example/c1.jpg",
            video_url="https://cdn.example/c1.mp4",
        ),
    )
    assert found.image_urls == ("https://cdn.example/c0.jpg", "https://cdn.example/c1.jpg")
    assert found.cover_url == "https://cdn.example/c0.jpg"
    assert found.carousel_media_count == 2


def test_a_carousel_is_bounded() -> None:
    told = carousel() | {"carousel_media": [{"pk": n} for n in range(1_000)]}

    assert len(item(told).carousel_children) == MAX_CHILDREN


def test_a_photo_is_its_own_image() -> None:
    found = item(photo())

    assert found.image_urls == (found.cover_url,) == ("https://cdn.example/3003.jpg?oe=66000000",)
    assert found.video_url is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"sponsor_tags": [{"sponsor": {}}]}, True),
        ({"sponsor_tags": [], "is_paid_partnership": False}, False),
        ({"is_paid_partnership": True}, True),
        ({}, None),
    ],
)
def test_a_paid_item_says_so_in_one_of_two_ways(fields: dict[str, Any], expected: Any) -> None:
    assert item(media(**fields)).is_paid_partnership is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"clips_tab_pinned_user_ids": []}, False),
        ({"timeline_pinned_user_ids": [77], "clips_tab_pinned_user_ids": []}, True),
        ({"is_pinned": True}, True),
        ({}, None),
    ],
)
def test_a_pinned_item_is_told_from_one_that_does_not_say(
    fields: dict[str, Any], expected: Any
) -> None:
    assert item(media(**fields)).is_pinned is expected


def test_a_raw_item_that_is_too_large_is_dropped_and_marked() -> None:
    found = item(media(video_dash_manifest="x" * MAX_RAW_BYTES))

    assert found.raw is None
    assert found.raw_truncated


def test_wrong_types_everywhere_cost_fields_and_never_the_item() -> None:
    names = (
        *MediaItem.__struct_fields__,
        *("image_versions2", "video_versions", "carousel_media", "coauthor_producers"),
        *("device_timestamp", "code", "clips_tab_pinned_user_ids", "sponsor_tags"),
    )
    everything: list[Any] = ["x", -1, 1.5, [], {}, [[]], [{}], {"candidates": 1}, None, True]
    for nonsense in everything:
        told = dict.fromkeys(names, nonsense) | {"pk": "1", "id": "1_2", "user": {"pk": 2}}

        assert item(told).media_pk == "1"

from collections.abc import Callable
from typing import Any

import pytest
from instagram_samples import edges, media, node, photo, private_user, web_user

from b9_common.events import Owner, RejectedItem
from b9_common.fetching.decoding import BodyError, BodyFault
from b9_instagram_ingest.dialects import Dialect, dialect_named, dialect_of
from b9_instagram_ingest.dialects.envelope import MAX_ENTRIES
from b9_instagram_ingest.normalise import normalise
from b9_instagram_ingest.page import Reason

PAGING = {"paging_info": {"more_available": True, "max_id": "CURSOR"}}
OWNER = Owner(id="500", username="asked.for")
LISTS = (Dialect.REELS, Dialect.USER_FEEDS, Dialect.CLIPS_USER, Dialect.FEED_USER)


def reels() -> dict[str, Any]:
    return {"items": [{"media": media("1")}, media("2")]} | PAGING


def feed_user() -> dict[str, Any]:
    return {"items": [photo("1")], "more_available": True, "next_max_id": 17, "status": "ok"}


def feed_timeline() -> dict[str, Any]:
    return {
        "feed_items": [
            {"media_or_ad": media("1")},
            {"suggested_users": {"suggestions": []}},
            {"media_or_ad": photo("2")},
            {"end_of_feed_demarcator": {}},
        ],
        "more_available": True,
        "next_max_id": "NEXT",
    }


def web_profile() -> dict[str, Any]:
    user = web_user(
        edge_owner_to_timeline_media=edges(node("1"), node("2", owner=None)),
        edge_felix_video_timeline=edges(node("1"), node("3"), cursor="VIDEOS"),
    )
    return {"data": {"user": user}, "status": "ok"}


def timeline() -> dict[str, Any]:
    return {"data": {"user": {"edge_owner_to_timeline_media": edges(node("1"))}}}


def related() -> dict[str, Any]:
    users = (web_user(id="1"), web_user(id="2"), web_user(id="1"), {"username": "nameless"})
    return {"data": {"user": {"edge_related_profiles": edges(*users)}}}


@pytest.mark.parametrize(
    ("dialect", "body", "pks", "paging"),
    [
        (Dialect.REELS, reels, ["1", "2"], (True, "CURSOR")),
        (Dialect.USER_FEEDS, reels, ["1", "2"], (True, "CURSOR")),
        (Dialect.CLIPS_USER, reels, ["1", "2"], (True, "CURSOR")),
        (Dialect.FEED_USER, feed_user, ["1"], (True, "17")),
        (Dialect.FEED_TIMELINE, feed_timeline, ["1", "2"], (True, "NEXT")),
        (Dialect.WEB_PROFILE_INFO, web_profile, ["1", "2", "3"], (True, "END")),
        (Dialect.TIMELINE_EDGES, timeline, ["1"], (True, "END")),
    ],
)
def test_each_dialect_of_items_is_read(
    dialect: Dialect,
    body: Callable[[], dict[str, Any]],
    pks: list[str],
    paging: tuple[bool, str],
) -> None:
    page = normalise(dialect, body(), owner=OWNER)

    assert [item.media_pk for item in page.items] == pks
    assert (page.more_available, page.next_cursor) == paging
    assert page.rejected == ()


@pytest.mark.parametrize(
    ("dialect", "body"),
    [
        (Dialect.PROFILE, {"status": True} | web_user()),
        (Dialect.PROFILE, {"status": True, "data": web_user()}),
        (Dialect.USERS_INFO, {"user": private_user(), "status": "ok"}),
        (Dialect.WEB_PROFILE_INFO, {"data": {"user": web_user()}}),
        (Dialect.WEB_PROFILE_INFO, {"graphql": {"user": web_user()}}),
    ],
)
def test_each_dialect_of_profiles_is_read(dialect: Dialect, body: dict[str, Any]) -> None:
    page = normalise(dialect, body)

    assert page.profile is not None
    assert (page.profile.id, page.profile.followers_count) == ("77", 1000)
    assert page.accepted == 1


def test_related_profiles_are_read_each_once() -> None:
    page = normalise(Dialect.RELATED, related())

    assert [profile.id for profile in page.related] == ["1", "2"]
    assert page.duplicates == 1
    assert [(r.index, r.reason) for r in page.rejected] == [(3, Reason.NO_PK)]


def test_related_profiles_may_be_a_plain_list() -> None:
    page = normalise(Dialect.RELATED, {"users": [private_user()]})

    assert [profile.username for profile in page.related] == ["invented.one"]


def test_the_web_and_the_private_api_say_the_same_of_one_item() -> None:
    (web,) = normalise(Dialect.TIMELINE_EDGES, timeline()).items

    assert (web.media_type, web.shortcode, web.caption) == (2, "Cy1", "On the web #sea")
    assert (web.play_count, web.view_count, web.like_count, web.comment_count) == (900, 900, 60, 5)
    assert (web.is_dash_eligible, web.number_of_qualities) == (True, 4)
    assert (web.original_width, web.original_height) == (720, 1280)
    assert (web.is_paid_partnership, web.is_pinned, web.coauthor_ids) == (True, True, ("78",))
    assert (web.owner_id, web.owner_username) == ("77", "invented.one")
    assert web.cover_url == "https://cdn.example/1.jpg"


def test_the_webs_carousel_keeps_images_and_videos_of_its_children() -> None:
    child = {"__typename": "GraphVideo", "id": "9", "display_url": "https://cdn.example/9.jpg",
             "video_url": "https://cdn.example/9.mp4"}  # fmt: skip
    sidecar = node("1", __typename="GraphSidecar", edge_sidecar_to_children=edges(child))
    body = {"data": {"user": {"edge_owner_to_timeline_media": edges(sidecar)}}}

    (found,) = normalise(Dialect.TIMELINE_EDGES, body).items

    assert found.media_type == 8
    assert found.carousel_children[0].video_url == "https://cdn.example/9.mp4"


@pytest.mark.parametrize(
    ("fields", "media_type"),
    [
        ({}, 2),
        ({"__typename": "XDTGraphSidecar"}, 8),
        ({"__typename": None, "is_video": False}, 1),
        ({"__typename": "New", "is_video": True}, 2),
        ({"__typename": None, "edge_sidecar_to_children": {"edges": []}}, 8),
        ({"__typename": None, "is_video": None}, None),
    ],
)
def test_the_webs_media_type_is_told_by_name_or_by_signs(
    fields: dict[str, Any], media_type: int | None
) -> None:
    body = {"data": {"user": {"edge_owner_to_timeline_media": edges(node("1", **fields))}}}

    assert normalise(Dialect.TIMELINE_EDGES, body).items[0].media_type == media_type


def test_a_misshapen_list_inside_a_web_item_costs_that_list_alone() -> None:
    broken = node("1", edge_media_to_caption={"edges": 5}, edge_sidecar_to_children={"edges": "x"})
    body = {"data": {"user": {"edge_owner_to_timeline_media": edges(broken)}}}

    (item,) = normalise(Dialect.TIMELINE_EDGES, body).items

    assert (item.caption, item.carousel_children, item.like_count) == (None, (), 60)


def test_the_webs_hidden_likes_are_null() -> None:
    hidden = node("1", edge_media_preview_like={"count": -1}, edge_liked_by={"count": -1})
    body = {"data": {"user": {"edge_owner_to_timeline_media": edges(hidden)}}}

    assert normalise(Dialect.TIMELINE_EDGES, body).items[0].like_count is None


def test_the_webs_newer_nodes_speak_the_private_apis_tongue() -> None:
    body = {
        "data": {
            "xdt_api__v1__feed__user_timeline_graphql_connection": edges(media("1")),
        }
    }
    clips = {"data": {"xdt_api__v1__clips__user__connection_v2": edges({"media": media("2")})}}

    assert normalise(Dialect.TIMELINE_EDGES, body).items[0].play_count == 400
    assert normalise(Dialect.TIMELINE_EDGES, clips).items[0].media_pk == "2"


@pytest.mark.parametrize("dialect", LISTS)
def test_outer_counters_win_but_a_null_or_hidden_one_hides_nothing(dialect: Dialect) -> None:
    nested = media("1", play_count=None, like_count=5, comment_count=6, view_count=7)
    outer = {"media": nested, "play_count": 90, "like_count": None, "comment_count": -1,
             "view_count": 0}  # fmt: skip

    (item,) = normalise(dialect, {"items": [outer]} | PAGING).items

    assert (item.play_count, item.like_count, item.comment_count, item.view_count) == (90, 5, 6, 0)


def test_entries_of_a_feed_that_are_no_media_are_skipped_and_counted_as_that() -> None:
    page = normalise(Dialect.FEED_TIMELINE, feed_timeline() | {"extra": 1})

    assert (page.skipped, page.accepted, len(page.rejected)) == (2, 2, 0)


def test_a_feed_entry_whose_media_is_broken_is_refused_and_not_skipped() -> None:
    body = {"feed_items": [{"media_or_ad": None}, "text", {"media_or_ad": media("1")}]}

    page = normalise(Dialect.FEED_TIMELINE, body)

    assert [r.reason for r in page.rejected] == [Reason.NOT_AN_OBJECT] * 2
    assert page.accepted == 1


def test_a_bad_item_is_refused_alone_with_its_text() -> None:
    body = {"items": [media("1"), {"caption": "lost"}, 7, media("b@d") | {"id": None}]} | PAGING

    page = normalise(Dialect.REELS, body)

    assert [item.media_pk for item in page.items] == ["1"]
    assert page.rejected[:2] == (
        RejectedItem(index=1, reason="no_pk", raw='{"caption":"lost"}'),
        RejectedItem(index=2, reason="not_an_object", raw="7"),
    )
    assert page.rejected[2].reason == "bad_pk"


def test_one_key_twice_in_a_page_keeps_the_first() -> None:
    body = {"items": [media("1", like_count=1), media(1, like_count=2), media("2")]} | PAGING

    page = normalise(Dialect.REELS, body)

    assert [(item.media_pk, item.like_count) for item in page.items] == [("1", 1), ("2", 12)]
    assert (page.duplicates, len(page.rejected)) == (1, 0)


@pytest.mark.parametrize("dialect", LISTS)
def test_an_item_without_author_belongs_to_whose_page_it_is(dialect: Dialect) -> None:
    body = {"items": [{"pk": "1"}]} | PAGING

    assert normalise(dialect, body, owner=OWNER).items[0].owner_id == "500"
    assert normalise(dialect, body).rejected[0].reason == "no_owner"


def test_on_pages_of_many_authors_nobody_is_taken_for_the_author() -> None:
    feed = {"feed_items": [{"media_or_ad": {"pk": "1"}}]}
    tagged = {"data": {"user": {"id": "77", "edge_user_to_photos_of_you": edges({"id": "1"})}}}

    for dialect, body in ((Dialect.FEED_TIMELINE, feed), (Dialect.TIMELINE_EDGES, tagged)):
        assert normalise(dialect, body, owner=OWNER).rejected[0].reason == "no_owner"


@pytest.mark.parametrize(
    ("paging", "expected"),
    [
        ({"paging_info": {"more_available": True}}, (True, None)),
        ({"paging_info": {"more_available": False, "max_id": ""}}, (False, None)),
        ({"paging_info": {"max_id": "X"}}, (True, "X")),
        ({"paging_info": None}, (False, None)),
        ({"paging_info": {"more_available": True, "max_id": ["X"]}}, (True, None)),
        ({"paging_info": {"more_available": True, "max_id": "X" * 9_999}}, (True, None)),
    ],
)
def test_paging_says_what_the_page_said(
    paging: dict[str, Any], expected: tuple[bool, str | None]
) -> None:
    page = normalise(Dialect.REELS, {"items": []} | paging)

    assert (page.more_available, page.next_cursor) == expected
    assert page.is_empty


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize("body", [{}, {"status": "ok"}, {"items": {}}, {"data": []}, {"user": 1}])
def test_a_body_of_another_shape_is_refused_as_a_whole(
    dialect: Dialect, body: dict[str, Any]
) -> None:
    with pytest.raises(BodyError) as failure:
        normalise(dialect, body)

    assert failure.value.fault is BodyFault.UNEXPECTED_SHAPE


@pytest.mark.parametrize("body", [[], 1, None, "text"])
def test_a_body_that_is_no_object_is_refused_as_a_whole(body: Any) -> None:
    with pytest.raises(BodyError) as failure:
        normalise(Dialect.REELS, body)

    assert failure.value.fault is BodyFault.NOT_AN_OBJECT


def test_a_page_of_absurd_length_is_refused_as_a_whole() -> None:
    with pytest.raises(BodyError) as failure:
        normalise(Dialect.REELS, {"items": [1] * (MAX_ENTRIES + 1)})

    assert failure.value.fault is BodyFault.TOO_MANY_ITEMS


def test_the_lists_inside_a_profile_do_not_travel_twice() -> None:
    page = normalise(Dialect.WEB_PROFILE_INFO, web_profile())

    assert page.profile is not None
    assert page.profile.raw is not None
    assert b"Cy1" not in bytes(page.profile.raw)
    assert (page.duplicates, page.accepted) == (1, 4)
    assert page.items[1].owner_id == "77"


@pytest.mark.parametrize(
    ("name", "dialect"),
    [
        ("users/info", Dialect.USERS_INFO),
        ("clips/user", Dialect.CLIPS_USER),
        ("feed/user", Dialect.FEED_USER),
        ("feed_timeline", Dialect.FEED_TIMELINE),
        ("web_profile_info", Dialect.WEB_PROFILE_INFO),
        ("timeline_edges", Dialect.TIMELINE_EDGES),
        ("User-Feeds", Dialect.USER_FEEDS),
        ("profile", Dialect.PROFILE),
        ("stories", None),
    ],
)
def test_a_dialect_is_known_however_its_name_is_joined(name: str, dialect: Dialect | None) -> None:
    assert dialect_named(name) is dialect


@pytest.mark.parametrize(
    ("body", "dialect"),
    [
        (reels(), Dialect.USER_FEEDS),
        (feed_timeline(), Dialect.FEED_TIMELINE),
        (web_profile(), Dialect.WEB_PROFILE_INFO),
        (timeline(), Dialect.TIMELINE_EDGES),
        (related(), Dialect.RELATED),
        ({"user": private_user()}, Dialect.USERS_INFO),
        ({"status": True} | web_user(), Dialect.PROFILE),
        ({"status": "ok"}, None),
    ],
)
def test_a_dialect_is_told_by_its_keys(body: dict[str, Any], dialect: Dialect | None) -> None:
    assert dialect_of(body) is dialect

"""Which field of an item stands in which column: the one place where rows get their values."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct

from b9_common.events import MediaItem, Profile
from b9_persister.fold import Seen
from b9_persister.values import array_text, json_text, utc


class Column(Struct, frozen=True):
    """
    One column: its name, how its values travel, and where they come from.

    *cast* is the column's own type where it differs: JSON and arrays travel as text.
    """

    name: str
    type: str
    get: Callable[[Any], Any]
    cast: str = ""


Row = Seen[Any]


def values(columns: Sequence[Column], rows: Sequence[Row]) -> list[list[Any]]:
    """The rows as one list per column."""
    return [[column.get(row) for row in rows] for column in columns]


def _same(name: str, type_: str) -> Column:
    """A column called as its field."""
    return _of(name, type_, name)


def _of(column: str, type_: str, field: str) -> Column:
    return Column(column, type_, lambda row: getattr(row.value, field))


def _array(column: str, field: str) -> Column:
    return Column(column, "text", lambda row: array_text(getattr(row.value, field)), "text[]")


def engagement_of(item: MediaItem) -> int | None:
    """Likes and comments; unknown where either is hidden, for null is not zero."""
    if item.like_count is None or item.comment_count is None:
        return None
    return item.like_count + item.comment_count


def post_type_of(item: MediaItem) -> str | None:
    """What a post is, by Instagram's number: 1 image, 2 video, 8 carousel."""
    return {1: "image", 2: "video", 8: "carousel"}.get(item.media_type or 0)


def _bio_links(row: Seen[Profile]) -> str:
    links = [{"url": x.url, "title": x.title, "type": x.type} for x in row.value.bio_links]
    return msgspec.json.encode(links).decode()


SEEN: Final = (
    Column("observed_at", "timestamptz", lambda row: row.observed_at),
    Column("content_hash", "text", lambda row: row.content_hash),
)

ITEM: Final = (
    _same("media_pk", "text"),
    _same("media_id", "text"),
    _same("shortcode", "text"),
    _of("creator_id", "text", "owner_id"),
    _of("creator_username", "text", "owner_username"),
    _same("product_type", "text"),
    _same("media_type", "int"),
    Column(
        "taken_at",
        "timestamptz",
        lambda row: None if row.value.taken_at is None else utc(row.value.taken_at),
    ),
    _of("caption_text", "text", "caption"),
    _array("hashtags", "hashtags"),
    _array("mentions", "mentions"),
    Column("hashtag_count", "int", lambda row: len(row.value.hashtags)),
    Column("mention_count", "int", lambda row: len(row.value.mentions)),
    _same("play_count", "bigint"),
    _same("view_count", "bigint"),
    _same("like_count", "bigint"),
    _same("comment_count", "bigint"),
    _same("save_count", "bigint"),
    _same("share_count", "bigint"),
    Column("engagement_count", "bigint", lambda row: engagement_of(row.value)),
    _same("has_audio", "boolean"),
    _same("video_duration", "float8"),
    _same("video_url", "text"),
    _same("cover_url", "text"),
    _same("is_pinned", "boolean"),
    _same("is_paid_partnership", "boolean"),
    _same("has_shared_to_fb", "boolean"),
    _same("is_unified_video", "boolean"),
    _same("is_dash_eligible", "boolean"),
    _same("number_of_qualities", "int"),
    _same("original_width", "int"),
    _same("original_height", "int"),
    _same("accessibility_caption", "text"),
    _array("coauthor_ids", "coauthor_ids"),
    Column("raw_media_json", "text", lambda row: json_text(row.value.raw), "jsonb"),
    _same("raw_truncated", "boolean"),
    *SEEN,
)

REEL: Final = (*ITEM, _same("ig_play_count", "bigint"))

POST: Final = (
    *ITEM,
    Column("post_type", "text", lambda row: post_type_of(row.value)),
    _array("image_urls", "image_urls"),
    _same("carousel_media_count", "int"),
    _same("comments_disabled", "boolean"),
    Column(
        "sharing_friction_info",
        "text",
        lambda row: json_text(row.value.sharing_friction_info),
        "jsonb",
    ),
)

PROFILE: Final = (
    _of("ig_user_id", "text", "id"),
    _same("full_name", "text"),
    _same("fbid", "text"),
    _same("eimu_id", "text"),
    _same("biography", "text"),
    _same("external_url", "text"),
    _same("external_url_type", "text"),
    Column("bio_links", "text", _bio_links, "jsonb"),
    _same("profile_pic_url", "text"),
    _same("profile_pic_url_hd", "text"),
    _same("category_name", "text"),
    _same("is_business_account", "boolean"),
    _same("is_professional_account", "boolean"),
    _same("is_private", "boolean"),
    _same("is_verified", "boolean"),
    _same("has_clips", "boolean"),
    _same("has_guides", "boolean"),
    _same("has_channel", "boolean"),
    _same("has_onboarded_to_text_post_app", "boolean"),
    _same("highlight_reel_count", "bigint"),
    Column("raw_profile_json", "text", lambda row: json_text(row.value.raw), "jsonb"),
    _same("followers_count", "bigint"),
    _same("following_count", "bigint"),
    _same("media_count", "bigint"),
    Column(
        "followers_last_updated",
        "timestamptz",
        lambda row: None if row.value.followers_count is None else row.observed_at,
    ),
    *SEEN,
)

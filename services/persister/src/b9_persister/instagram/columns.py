"""Which field of an item stands in which column of Instagram's tables."""

from typing import Final

import msgspec

from b9_common.events import MediaItem, Profile
from b9_persister.columns import SEEN, Column, Table, array, moment, of, raw, same
from b9_persister.seen import Seen


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


ITEM: Final = (
    same("media_pk", "text"),
    same("media_id", "text"),
    same("shortcode", "text"),
    of("creator_id", "text", "owner_id"),
    of("creator_username", "text", "owner_username"),
    same("product_type", "text"),
    same("media_type", "int"),
    moment("taken_at", "taken_at"),
    of("caption_text", "text", "caption"),
    array("hashtags", "hashtags"),
    array("mentions", "mentions"),
    Column("hashtag_count", "int", lambda row: len(row.value.hashtags)),
    Column("mention_count", "int", lambda row: len(row.value.mentions)),
    same("play_count", "bigint"),
    same("view_count", "bigint"),
    same("like_count", "bigint"),
    same("comment_count", "bigint"),
    same("save_count", "bigint"),
    same("share_count", "bigint"),
    Column("engagement_count", "bigint", lambda row: engagement_of(row.value)),
    same("has_audio", "boolean"),
    same("video_duration", "float8"),
    same("video_url", "text"),
    same("cover_url", "text"),
    same("is_pinned", "boolean"),
    same("is_paid_partnership", "boolean"),
    same("has_shared_to_fb", "boolean"),
    same("is_unified_video", "boolean"),
    same("is_dash_eligible", "boolean"),
    same("number_of_qualities", "int"),
    same("original_width", "int"),
    same("original_height", "int"),
    same("accessibility_caption", "text"),
    array("coauthor_ids", "coauthor_ids"),
    raw("raw_media_json"),
    same("raw_truncated", "boolean"),
    *SEEN,
)

REEL: Final = (*ITEM, same("ig_play_count", "bigint"))

POST: Final = (
    *ITEM,
    Column("post_type", "text", lambda row: post_type_of(row.value)),
    array("image_urls", "image_urls"),
    same("carousel_media_count", "int"),
    same("comments_disabled", "boolean"),
    raw("sharing_friction_info", "sharing_friction_info"),
)

PROFILE: Final = (
    of("ig_user_id", "text", "id"),
    same("full_name", "text"),
    same("fbid", "text"),
    same("eimu_id", "text"),
    same("biography", "text"),
    same("external_url", "text"),
    same("external_url_type", "text"),
    Column("bio_links", "text", _bio_links, "jsonb"),
    same("profile_pic_url", "text"),
    same("profile_pic_url_hd", "text"),
    same("category_name", "text"),
    same("is_business_account", "boolean"),
    same("is_professional_account", "boolean"),
    same("is_private", "boolean"),
    same("is_verified", "boolean"),
    same("has_clips", "boolean"),
    same("has_guides", "boolean"),
    same("has_channel", "boolean"),
    same("has_onboarded_to_text_post_app", "boolean"),
    same("highlight_reel_count", "bigint"),
    raw("raw_profile_json"),
    same("followers_count", "bigint"),
    same("following_count", "bigint"),
    same("media_count", "bigint"),
    Column(
        "followers_last_updated",
        "timestamptz",
        lambda row: None if row.value.followers_count is None else row.observed_at,
    ),
    *SEEN,
)

PROFILES: Final = Table(name="instagram_creators", key="ig_user_id", field="id", columns=PROFILE)
REELS: Final = Table(name="instagram_reels", key="media_pk", field="media_pk", columns=REEL)
POSTS: Final = Table(name="instagram_posts", key="media_pk", field="media_pk", columns=POST)

"""Reels and posts of Instagram: what both are told with, and the lists of each."""

from dataclasses import replace
from typing import Final

from b9_api.lists.filters import age, at_least, flag, matching, since, texts, until, words
from b9_api.lists.resource import Column, Filter, Media, Resource, Sort, col
from b9_api.media.sql import IS_STORED

_OF_NICHE: Final = "(SELECT c.niche FROM instagram_creators AS c WHERE c.ig_user_id = t.creator_id)"


def _asset(kind: str) -> str:
    """The key of the file, where there is one."""
    return (
        "(SELECT a.asset_key FROM media_assets AS a"  # noqa: S608  constants of ours
        f" WHERE a.asset_key = 'instagram/' || t.media_pk || '/{kind}-0' AND {IS_STORED})"
    )


def _shared(*own: Column) -> tuple[Column, ...]:
    return (
        col("id", "id", "t.media_pk"),
        col("media_pk", "text"),
        col("shortcode", "text"),
        col("creator_id", "text"),
        col("creator_username", "text"),
        col("creator_niche", "text", _OF_NICHE),
        col("caption_text", "text", "left(t.caption_text, 2000)"),
        col("taken_at", "time"),
        col("play_count", "integer"),
        col("view_count", "integer"),
        col("like_count", "integer"),
        col("comment_count", "integer"),
        col("engagement_count", "integer"),
        col("engagement_pct", "number", "t.engagement_rate"),
        col("video_duration_s", "number", "t.video_duration"),
        col("is_viral", "flag"),
        col("viral_multiplier", "number"),
        col("is_pinned", "flag"),
        col("hashtags", "texts"),
        col("mentions", "texts"),
        col("scraped_at", "time"),
        *own,
    )


def _filters(*own: Filter) -> tuple[Filter, ...]:
    return (
        texts("creator_id", "t.creator_id"),
        matching(
            "creator",
            "t.creator_id = (SELECT c.ig_user_id FROM instagram_creators AS c"
            " WHERE lower(c.username) = lower({}))",
        ),
        matching(
            "niche",
            "t.creator_id IN (SELECT c.ig_user_id FROM instagram_creators AS c WHERE c.niche = {})",
        ),
        since("taken_after", "t.taken_at"),
        until("taken_before", "t.taken_at"),
        age("max_age_days", "t.taken_at", "days", 3_650),
        flag("viral", "t.is_viral", "t.is_viral IS NOT TRUE"),
        *own,
    )


_COVER: Final = Media(name="cover_url", sql=f"coalesce({_asset('cover')}, {_asset('image')})")
_VIDEO: Final = Media(name="video_url", sql=_asset("video"))
_TEXT: Final = (
    "lower(coalesce(t.creator_username, '') || ' ' || left(coalesce(t.caption_text, ''), 200))"
)
_TAKEN: Final = Sort(name="taken_at", sql="t.taken_at", type="timestamptz")
_TAKEN_BY_TYPE: Final = replace(_TAKEN, leads=frozenset({"t.post_type"}))
_LIKES: Final = Sort(name="like_count", sql="t.like_count", type="bigint")
_ENGAGEMENT: Final = Sort(name="engagement_pct", sql="t.engagement_rate", type="numeric")

REELS: Final = Resource(
    name="reels",
    table="instagram_reels",
    key="t.media_pk",
    key_type="text",
    thin=True,
    columns=_shared(
        col("ig_play_count", "integer", detail=True),
        col("save_count", "integer", detail=True),
        col("share_count", "integer", detail=True),
        col("has_audio", "flag", detail=True),
        col("is_paid_partnership", "flag", detail=True),
        col("viral_detected_at", "time", detail=True),
        col("original_width", "integer", detail=True),
        col("original_height", "integer", detail=True),
        col("accessibility_caption", "text", detail=True),
        col("coauthor_ids", "texts", detail=True),
    ),
    media=(_VIDEO, _COVER, Media(name="thumbnail_url", sql=_COVER.sql)),
    sorts=(
        Sort(name="play_count", sql="t.play_count", type="bigint"),
        _ENGAGEMENT,
        _TAKEN,
        _LIKES,
        Sort(name="viral_multiplier", sql="t.viral_multiplier", type="numeric"),
    ),
    default_sort="-play_count",
    filters=_filters(at_least("min_views", "t.play_count")),
    search=_TEXT,
)

POSTS: Final = Resource(
    name="posts",
    table="instagram_posts",
    key="t.media_pk",
    key_type="text",
    thin=True,
    columns=_shared(
        col("post_type", "text"),
        col("carousel_media_count", "integer"),
        col("save_count", "integer", detail=True),
        col("share_count", "integer", detail=True),
        col("comments_disabled", "flag", detail=True),
        col("is_paid_partnership", "flag", detail=True),
        col("viral_detected_at", "time", detail=True),
        col("original_width", "integer", detail=True),
        col("original_height", "integer", detail=True),
        col("accessibility_caption", "text", detail=True),
        col("coauthor_ids", "texts", detail=True),
    ),
    media=(
        _VIDEO,
        _COVER,
        Media(
            name="image_urls",
            sql="(SELECT coalesce(array_agg(a.asset_key ORDER BY a.index), '{}')"  # noqa: S608  as above
            " FROM media_assets AS a WHERE a.media_id = t.media_pk"
            f" AND a.platform = 'instagram' AND a.kind = 'image' AND {IS_STORED})",
            many=True,
        ),
    ),
    sorts=(_TAKEN_BY_TYPE, _LIKES, _ENGAGEMENT),
    default_sort="-taken_at",
    filters=_filters(words("post_type", "t.post_type", ("image", "video", "carousel"))),
    search=_TEXT,
)

FOLLOWERS: Final = Resource(
    name="follower_history",
    table="instagram_follower_history",
    key="t.recorded_at",
    key_type="timestamptz",
    columns=(
        col("recorded_at", "time"),
        col("username", "text"),
        col("followers_count", "integer"),
        col("following_count", "integer"),
        col("media_count", "integer"),
    ),
    sorts=(Sort(name="recorded_at", sql="t.recorded_at", type="timestamptz", nullable=False),),
    default_sort="-recorded_at",
    filters=(since("since", "t.recorded_at"), until("until", "t.recorded_at")),
)

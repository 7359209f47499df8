"""Posts of Reddit, with what is known of their community joined when they are read."""

from typing import Final

from b9_api.lists.filters import age, at_least, closed, flag, matching, since, until
from b9_api.lists.resource import Media, Resource, Sort, col
from b9_api.media.sql import IS_STORED

CONTENT_TYPES: Final = ("gallery", "video", "text", "image", "poll", "link")

REDDIT_POSTS: Final = Resource(
    name="reddit_posts",
    table="reddit_posts",
    key="t.reddit_id",
    key_type="text",
    thin=True,
    joins="LEFT JOIN reddit_subreddits AS s ON s.subreddit_id = t.subreddit_id",
    columns=(
        col("id", "id", "t.reddit_id"),
        col("reddit_id", "text"),
        col("subreddit_id", "text"),
        col("subreddit_name", "text"),
        col("author_id", "text"),
        col("author_username", "text"),
        col("title", "text"),
        col("url", "text"),
        col("permalink", "text"),
        col("domain", "text"),
        col("thumbnail", "text"),
        col("content_type", "text"),
        col("created_utc", "time"),
        col("score", "integer"),
        col("score_hidden", "flag"),
        col("upvote_ratio", "number"),
        col("num_comments", "integer"),
        col("comment_to_upvote_ratio", "number"),
        col("over_18", "flag"),
        col("stickied", "flag"),
        col("link_flair_text", "text"),
        col("sub_primary_category", "text", "s.primary_category"),
        col("sub_over18", "flag", "s.over18"),
        col("sub_tags", "json", "s.tags", detail=True),
        col("selftext", "text", detail=True),
        col("removed_by", "text", detail=True),
        col("spoiler", "flag", detail=True),
        col("locked", "flag", detail=True),
        col("archived", "flag", detail=True),
        col("is_crosspost", "flag", detail=True),
        col("author_flair_text", "text", detail=True),
        col("video_duration_s", "number", "t.video_duration", detail=True),
        col("observed_at", "time", detail=True),
    ),
    media=(
        Media(
            name="cover_url",
            sql="(SELECT a.asset_key FROM media_assets AS a WHERE a.media_id = t.reddit_id"  # noqa: S608  constant words
            f" AND a.platform = 'reddit' AND a.kind IN ('cover', 'image') AND {IS_STORED}"
            " ORDER BY a.kind, a.index LIMIT 1)",
        ),
    ),
    sorts=(
        Sort(name="created_utc", sql="t.created_utc", type="timestamptz", nullable=False),
        Sort(name="score", sql="t.score", type="bigint"),
    ),
    default_sort="-created_utc",
    filters=(
        matching(
            "subreddit",
            "t.subreddit_id = (SELECT s.subreddit_id FROM reddit_subreddits AS s"
            " WHERE lower(s.name) = lower({}) ORDER BY s.observed_at DESC NULLS LAST, s.id DESC"
            " LIMIT 1)",
        ),
        matching("subreddit_id", "t.subreddit_id = {}"),
        matching("author", "lower(t.author_username) = lower({})"),
        matching("author_id", "t.author_id = {}"),
        closed("content_type", "t.content_type", CONTENT_TYPES),
        flag("over_18", "t.over_18"),
        at_least("score_min", "t.score"),
        since("created_after", "t.created_utc"),
        until("created_before", "t.created_utc"),
        age("window_hours", "t.created_utc", "hours", 24 * 3_650),
    ),
)

"""Communities of Reddit: the lists of review, of categorisation, and of where to post."""

from dataclasses import replace
from typing import Final

from b9_api.lists.filters import (
    age,
    at_least,
    at_most,
    closed,
    flag,
    since,
    tags,
    texts,
    until,
    words,
)
from b9_api.lists.resource import Groups, Resource, Shape, Sort, col

REVIEWS: Final = ("Ok", "No Seller", "Non Related", "User Feed", "Banned")
STATES: Final = (
    "ok", "private", "banned", "quarantined", "suspended", "not_found", "unavailable_legal",
)  # fmt: skip
# What a person decided, or else what a machine suggests.
EFFECTIVE: Final = "coalesce(t.review, t.suggested_review)"
_LED: Final = frozenset({"t.review", EFFECTIVE})
# Of which nothing was ever said, no figure is known: they come last by any.
_UNSEEN: Final = frozenset({"t.upstream_state"})
_TODAY: Final = "t.created_at >= date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'"

# One list, whether they are stored so or as Reddit itself wraps them.
RULES: Final = (
    "CASE jsonb_typeof(t.rules_data) WHEN 'array' THEN t.rules_data"
    " WHEN 'object' THEN coalesce(t.rules_data -> 'rules', '[]') ELSE '[]' END"
)

_LONG: Final[dict[str, Shape]] = {
    "description": "text", "submission_type": "text", "allow_images": "flag",
    "allow_videos": "flag", "allow_polls": "flag", "spoilers_enabled": "flag",
    "wiki_enabled": "flag", "lang": "text", "url": "text", "submit_text": "text",
    "submit_text_html": "text", "banner_img": "text", "mobile_banner_image": "text",
    "header_img": "text", "banner_background_color": "text", "primary_color": "text",
    "key_color": "text", "link_flair_enabled": "flag", "link_flair_position": "text",
    "user_flair_enabled_in_sr": "flag", "user_flair_position": "text", "rules_data": "json",
    "rules_observed_at": "time", "suggested_evidence": "json", "notes": "text",
    "category_id": "text", "tags_updated_at": "time", "tags_updated_by": "text",
    "image_post_avg_score": "number", "video_post_avg_score": "number",
    "text_post_avg_score": "number", "link_post_avg_score": "number",
    "gallery_post_avg_score": "number", "poll_post_avg_score": "number",
    "nsfw_percentage": "number", "analytics_at": "time", "scan_requested_at": "time",
}  # fmt: skip

SUBREDDITS: Final = Resource(
    name="subreddits",
    table="reddit_subreddits",
    key="t.id",
    key_type="bigint",
    newest="t.observed_at DESC NULLS LAST, t.id DESC",
    columns=(
        col("id", "id"),
        col("subreddit_id", "text"),
        col("name", "text"),
        col("display_name_prefixed", "text"),
        col("title", "text"),
        col("public_description", "text"),
        col("subscribers", "integer"),
        col("accounts_active", "integer"),
        col("over18", "flag"),
        col("created_utc", "time"),
        col("is_quarantined", "flag"),
        col("is_user_feed", "flag"),
        col("subreddit_type", "text"),
        col("icon_img", "text"),
        col("community_icon", "text"),
        col("verification_required", "flag"),
        col("upstream_state", "text"),
        col("review", "text"),
        col("reviewed_at", "time"),
        col("reviewed_by", "text"),
        col("suggested_review", "text"),
        col("effective_review", "text", EFFECTIVE),
        col("primary_category", "text"),
        col("tags", "json"),
        col("paused_at", "time"),
        col("engagement_ratio", "number", "t.engagement"),
        col("engagement_pct", "number", "round(t.engagement * 100, 1)"),
        col("engagement", "number"),
        col("subreddit_score", "number"),
        col("activity_score", "number"),
        col("avg_upvotes_per_post", "number"),
        col("avg_comments_per_post", "number"),
        col("comment_to_upvote_ratio", "number"),
        col("best_posting_day", "integer"),
        col("best_posting_hour", "integer"),
        col("top_content_type", "text"),
        col("posts_analysed", "integer"),
        col("has_rules", "flag", "t.rules_data IS NOT NULL AND t.rules_data <> '[]'"),
        col("mirror_media", "flag"),
        col("discovered_at", "time"),
        col("last_scraped_at", "time"),
        col("observed_at", "time"),
        col("version", "integer"),
        col("created_at", "time"),
        col("updated_at", "time"),
        # Each as {short_name, kind, description, violation_reason, created_utc}.
        col("rules", "json", RULES, detail=True),
        *(col(name, shape, detail=True) for name, shape in _LONG.items()),
    ),
    sorts=(
        Sort(
            name="avg_upvotes_per_post",
            sql="t.avg_upvotes_per_post",
            type="numeric",
            leads=_LED | _UNSEEN,
        ),
        Sort(name="subscribers", sql="t.subscribers", type="bigint", leads=_LED | _UNSEEN),
        Sort(name="engagement", sql="t.engagement", type="numeric", leads=_UNSEEN),
        Sort(name="subreddit_score", sql="t.subreddit_score", type="numeric", leads=_UNSEEN),
        Sort(name="activity_score", sql="t.activity_score", type="numeric", leads=_UNSEEN),
        Sort(
            name="created_at",
            sql="t.created_at",
            type="timestamptz",
            nullable=False,
            leads=_LED | _UNSEEN | {"t.primary_category"},
        ),
        Sort(name="name", sql="lower(t.name)", type="text", nullable=False),
    ),
    default_sort="-created_at",
    # A person put it out of sight.
    base="t.removed_at IS NULL",
    filters=(
        words("review", "t.review", REVIEWS, tab=True),
        words("effective_review", EFFECTIVE, REVIEWS, tab=True),
        words("upstream_state", "t.upstream_state", STATES),
        tags("tag", "t.tags", every=False, json=True),
        tags("tag_all", "t.tags", every=True, json=True),
        flag("untagged", "t.tags = '[]'"),
        texts("category", "t.primary_category"),
        flag("over18", "t.over18", "t.over18 IS FALSE"),
        flag("verification_required", "t.verification_required"),
        flag("is_user_feed", "t.is_user_feed"),
        at_least("subscribers_min", "t.subscribers"),
        at_most("subscribers_max", "t.subscribers"),
        at_least("engagement_min", "t.engagement", "numeric"),
        since("created_after", "t.created_at"),
        until("created_before", "t.created_at"),
        age("max_age_days", "t.created_at", "days", 3_650),
    ),
    search="lower(t.name || ' ' || coalesce(t.title, '') || ' '"
    " || coalesce(t.public_description, ''))",
    counts={
        "total": "true",
        "reviewable": f"{EFFECTIVE} IS NULL OR {EFFECTIVE} IN ('Ok', 'No Seller', 'Non Related')",
        "unreviewed": f"{EFFECTIVE} IS NULL",
        "undecided": "t.review IS NULL",
        "ok": f"{EFFECTIVE} = 'Ok'",
        "no_seller": f"{EFFECTIVE} = 'No Seller'",
        "non_related": f"{EFFECTIVE} = 'Non Related'",
        "user_feed": f"{EFFECTIVE} = 'User Feed'",
        "banned": f"{EFFECTIVE} = 'Banned'",
        "tagged": "t.review = 'Ok' AND t.tags <> '[]'",
        "untagged": "t.review = 'Ok' AND t.tags = '[]'",
        "sfw": "t.review = 'Ok' AND t.over18 IS FALSE",
        "verification_required": "t.review = 'Ok' AND t.verification_required",
        "new_today": _TODAY,
    },
    groups=Groups(
        table="reddit_subreddits_counted",
        beside={
            "new_today": "SELECT count(*) FROM reddit_subreddits AS t"  # noqa: S608  our own words
            f" WHERE t.removed_at IS NULL AND {_TODAY}"
        },
    ),
)

RECOMMENDATIONS: Final = replace(
    SUBREDDITS,
    name="recommendations",
    base="t.removed_at IS NULL AND t.review = 'Ok' AND NOT t.is_user_feed",
    sorts=(
        Sort(name="score", sql="t.subreddit_score", type="numeric"),
        Sort(name="engagement", sql="t.engagement", type="numeric"),
        Sort(name="avg_upvotes", sql="t.avg_upvotes_per_post", type="numeric"),
        Sort(name="subscribers", sql="t.subscribers", type="bigint"),
    ),
    default_sort="-score",
    filters=(
        tags("tag", "t.tags", every=False, json=True),
        flag("sfw", "t.over18 IS FALSE", "t.over18"),
        flag("verified", "t.verification_required", "t.verification_required IS NOT TRUE"),
        at_least("engagement_min", "t.engagement", "numeric"),
        closed("content_type", "t.top_content_type", ("image", "video", "text", "link", "gallery")),
    ),
    counts={
        "total": "true",
        "sfw": "t.over18 IS FALSE",
        "verification_required": "t.verification_required",
    },
)

"""Accounts of Reddit: all that are known, and those that the team posts with."""

from dataclasses import replace
from typing import Final

from b9_api.lists.filters import (
    at_least,
    at_most,
    closed,
    flag,
    moment,
    numbers,
    since,
    tags,
    until,
    words,
)
from b9_api.lists.resource import Groups, Resource, Sort, col
from b9_api.resources.subreddits import STATES

HIGH_QUALITY: Final = 7
# Of whom nothing was ever said, nothing else is known: they come last by any figure.
_LED: Final = frozenset({"t.upstream_state"})
# Posted today or on one of the thirty days before, in UTC.
_ACTIVE: Final = "last_day >= (now() AT TIME ZONE 'UTC')::date - 30"
ACCOUNT_STATES: Final = ("active", "inactive", "banned", "suspended")

USERS: Final = Resource(
    name="users",
    table="reddit_users",
    key="t.id",
    key_type="bigint",
    newest="t.observed_at DESC NULLS LAST, t.id DESC",
    thin=True,
    columns=(
        col("id", "id"),
        col("reddit_id", "text"),
        col("username", "text"),
        col("icon_img", "text"),
        col("created_utc", "time"),
        col("account_age_days", "integer"),
        col("total_karma", "integer"),
        col("link_karma", "integer"),
        col("comment_karma", "integer"),
        col("karma_per_day", "number"),
        col("overall_user_score", "number"),
        col("verified", "flag"),
        col("has_verified_email", "flag"),
        col("is_gold", "flag"),
        col("is_mod", "flag"),
        col("is_suspended", "flag"),
        col("upstream_state", "text"),
        col("our_creator", "flag"),
        col("model_id", "text", "t.model_id::text"),
        col("status", "text"),
        col("bio", "text"),
        col("avg_post_score", "number"),
        col("avg_post_comments", "number"),
        col("total_posts_analyzed", "integer"),
        col("preferred_content_type", "text"),
        col("most_active_posting_hour", "integer"),
        col("most_active_posting_day", "integer"),
        col("primary_subreddits", "texts"),
        col("cross_subreddit_activity", "integer"),
        col("last_scraped_at", "time"),
        col("version", "integer"),
        col("created_at", "time"),
        col("updated_at", "time"),
        col("notes", "text", detail=True),
        col("awardee_karma", "integer", detail=True),
        col("awarder_karma", "integer", detail=True),
        col("is_employee", "flag", detail=True),
        col("accept_followers", "flag", detail=True),
        col("hide_from_robots", "flag", detail=True),
        col("pref_show_snoovatar", "flag", detail=True),
        col("bio_url", "text", detail=True),
        col("subreddit_display_name", "text", detail=True),
        col("subreddit_title", "text", detail=True),
        col("subreddit_subscribers", "integer", detail=True),
        col("subreddit_over_18", "flag", detail=True),
        col("subreddit_banner_img", "text", detail=True),
        col("avg_posts_per_month", "number", detail=True),
        col("analytics_at", "time", detail=True),
        col("observed_at", "time", detail=True),
    ),
    sorts=(
        Sort(name="total_karma", sql="t.total_karma", type="bigint", leads=_LED),
        Sort(name="score", sql="t.overall_user_score", type="numeric", leads=_LED),
        Sort(name="created_utc", sql="t.created_utc", type="timestamptz", leads=_LED),
        Sort(name="posts", sql="t.total_posts_analyzed", type="int", leads=_LED),
        Sort(name="created_at", sql="t.created_at", type="timestamptz", nullable=False),
        Sort(name="username", sql="lower(t.username)", type="text", nullable=False),
    ),
    default_sort="-total_karma",
    filters=(
        at_least("score_min", "t.overall_user_score", "numeric"),
        at_most("score_max", "t.overall_user_score", "numeric"),
        flag("high_quality", f"t.overall_user_score >= {HIGH_QUALITY}",
             f"t.overall_user_score < {HIGH_QUALITY}"),
        flag("our_creator", "t.our_creator"),
        numbers("model_id", "t.model_id"),
        closed("status", "t.status", ACCOUNT_STATES),
        words("upstream_state", "t.upstream_state", STATES),
        at_least("karma_min", "t.total_karma"),
        at_most("karma_max", "t.total_karma"),
        flag("verified", "t.verified", "t.verified IS NOT TRUE"),
        flag("gold", "t.is_gold", "t.is_gold IS NOT TRUE"),
        flag("has_bio", "t.bio <> ''", "coalesce(t.bio, '') = ''"),
        since("created_after", "t.created_utc"),
        until("created_before", "t.created_utc"),
        moment(
            "active_since",
            "EXISTS (SELECT 1 FROM reddit_posts AS p WHERE p.author_id = t.reddit_id"
            " AND p.created_utc >= {})",
        ),
    ),
    search="lower(t.username)",
    counts={
        "total": "true",
        "high_quality": f"t.overall_user_score >= {HIGH_QUALITY}",
        "low": f"t.overall_user_score < {HIGH_QUALITY}",
        "our_creators": "t.our_creator",
        "active_30d": f"t.reddit_id IN (SELECT author_id FROM reddit_authors WHERE {_ACTIVE})",  # noqa: S608  a constant of ours
    },
    groups=Groups(
        table="reddit_users_counted",
        # By days. Of an author who had no account when a post came, the account is looked up.
        beside={
            "active_30d": "SELECT (SELECT coalesce(sum(n), 0)::bigint"  # noqa: S608  as above
            f" FROM reddit_authors_counted WHERE has_account AND {_ACTIVE}) + (SELECT count(*)"
            " FROM reddit_authors AS a JOIN reddit_users AS u ON u.reddit_id = a.author_id"
            f" WHERE NOT a.has_account AND {_ACTIVE})"
        },
    ),
)  # fmt: skip

_TAGS: Final = "(SELECT m.assigned_tags FROM models AS m WHERE m.id = t.model_id)"

ACCOUNTS: Final = replace(
    USERS,
    name="accounts",
    base="t.model_id IS NOT NULL",
    joins="JOIN models AS m ON m.id = t.model_id",
    columns=(
        *USERS.columns,
        col("stage_name", "text", "m.stage_name"),
        col("model_status", "text", "m.status"),
        col("assigned_tags", "json", "m.assigned_tags"),
        col("posts_count", "integer", "t.total_posts_analyzed"),
        col("top_subreddit", "text", "t.primary_subreddits[1]"),
    ),
    filters=(
        *(one for one in USERS.filters if one.name in {"status", "our_creator", "model_id"}),
        tags("tag", _TAGS, every=False, json=True),
    ),
    counts={"total": "true", "active": "t.status = 'active'"},
    groups=None,
)

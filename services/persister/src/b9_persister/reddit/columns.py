"""Which field of an item stands in which column of Reddit's tables."""

from typing import Any, Final

import msgspec

from b9_common.events import KeywordMatch, Rule
from b9_persister.columns import SEEN, Column, Row, Table, array, moment, of, raw, same, seen
from b9_persister.values import utc

# The columns of the rules, beside those of the about page in the same row.
RULES_SEEN_AT: Final = "rules_observed_at"
RULES_HASH: Final = "rules_hash"


def _matches(column: str, matches: Any) -> Column:
    return Column(column, "text", lambda row: _json([_match(x) for x in matches(row)]), "jsonb")


def _match(match: KeywordMatch) -> dict[str, str]:
    return {"category": match.category, "phrase": match.phrase, "where": match.where}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "short_name": rule.short_name,
        "kind": rule.kind,
        "description": rule.description,
        "violation_reason": rule.violation_reason,
        "created_utc": None if rule.created_at is None else utc(rule.created_at),
    }


def _rules(row: Row) -> str:
    return _json([_rule(rule) for rule in row.value.rules.rules])


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


ABOUT: Final = (
    of("subreddit_id", "text", "id"),
    same("name", "text"),
    same("title", "text"),
    same("description", "text"),
    same("public_description", "text"),
    same("subscribers", "bigint"),
    same("accounts_active", "bigint"),
    same("over18", "boolean"),
    moment("created_utc", "created_at"),
    same("is_quarantined", "boolean"),
    same("is_user_feed", "boolean"),
    same("subreddit_type", "text"),
    same("submission_type", "text"),
    same("allow_images", "boolean"),
    same("allow_videos", "boolean"),
    same("allow_polls", "boolean"),
    same("spoilers_enabled", "boolean"),
    same("wiki_enabled", "boolean"),
    same("lang", "text"),
    same("url", "text"),
    same("display_name_prefixed", "text"),
    same("submit_text", "text"),
    same("submit_text_html", "text"),
    same("icon_img", "text"),
    same("community_icon", "text"),
    same("banner_img", "text"),
    same("mobile_banner_image", "text"),
    same("header_img", "text"),
    same("banner_background_color", "text"),
    same("primary_color", "text"),
    same("key_color", "text"),
    same("link_flair_enabled", "boolean"),
    same("link_flair_position", "text"),
    same("user_flair_enabled_in_sr", "boolean"),
    same("user_flair_position", "text"),
    of("about_verification", "boolean", "verification_mentioned"),
    _matches("about_matches", lambda row: row.value.matches),
    raw("raw_about_json"),
    same("raw_truncated", "boolean"),
    *SEEN,
)

RULES: Final = (
    of("subreddit_id", "text", "id"),
    Column("name", "text", lambda row: row.value.name, once=True),
    Column("rules_data", "text", _rules, "jsonb"),
    Column("rules_verification", "boolean", lambda row: row.value.rules.verification_mentioned),
    _matches("rules_matches", lambda row: row.value.rules.matches),
    *seen(RULES_SEEN_AT, RULES_HASH),
)

USER: Final = (
    of("reddit_id", "text", "id"),
    same("username", "text"),
    moment("created_utc", "created_at"),
    same("comment_karma", "bigint"),
    same("link_karma", "bigint"),
    same("total_karma", "bigint"),
    same("awardee_karma", "bigint"),
    same("awarder_karma", "bigint"),
    same("is_employee", "boolean"),
    same("is_mod", "boolean"),
    same("is_gold", "boolean"),
    same("verified", "boolean"),
    same("has_verified_email", "boolean"),
    same("accept_followers", "boolean"),
    same("hide_from_robots", "boolean"),
    same("pref_show_snoovatar", "boolean"),
    same("icon_img", "text"),
    same("bio", "text"),
    same("bio_url", "text"),
    same("subreddit_display_name", "text"),
    same("subreddit_title", "text"),
    same("subreddit_subscribers", "bigint"),
    same("subreddit_over_18", "boolean"),
    same("subreddit_banner_img", "text"),
    raw("raw_about_json"),
    same("raw_truncated", "boolean"),
    *SEEN,
)

POST: Final = (
    of("reddit_id", "text", "id"),
    same("subreddit_id", "text"),
    of("subreddit_name", "text", "subreddit"),
    same("author_id", "text"),
    of("author_username", "text", "author"),
    same("title", "text"),
    same("selftext", "text"),
    same("url", "text"),
    same("permalink", "text"),
    same("domain", "text"),
    moment("created_utc", "created_at"),
    of("edited", "boolean", "is_edited"),
    moment("edited_at", "edited_at"),
    same("score", "bigint"),
    same("score_hidden", "boolean"),
    same("upvote_ratio", "float8"),
    same("num_comments", "bigint"),
    same("num_crossposts", "bigint"),
    same("content_type", "text"),
    same("over_18", "boolean"),
    same("spoiler", "boolean"),
    same("stickied", "boolean"),
    same("locked", "boolean"),
    same("archived", "boolean"),
    same("is_self", "boolean"),
    same("is_video", "boolean"),
    same("is_gallery", "boolean"),
    same("is_poll", "boolean"),
    same("removed_by", "text"),
    same("crosspost_parent", "text"),
    same("link_flair_text", "text"),
    same("author_flair_text", "text"),
    same("thumbnail", "text"),
    same("distinguished", "text"),
    same("gilded", "bigint"),
    same("total_awards_received", "bigint"),
    same("subreddit_type", "text"),
    same("subreddit_subscribers", "bigint"),
    same("video_url", "text"),
    same("video_duration", "float8"),
    same("cover_url", "text"),
    array("image_urls", "image_urls"),
    raw("preview_data", "preview"),
    raw("raw_post_json"),
    same("raw_truncated", "boolean"),
    *SEEN,
)

ABOUTS: Final = Table(name="reddit_subreddits", key="subreddit_id", field="id", columns=ABOUT)
RULES_OF: Final = Table(
    name="reddit_subreddits",
    key="subreddit_id",
    field="id",
    columns=RULES,
    seen_at=RULES_SEEN_AT,
    said=RULES_HASH,
)
USERS: Final = Table(name="reddit_users", key="reddit_id", field="id", columns=USER)
POSTS: Final = Table(name="reddit_posts", key="reddit_id", field="id", columns=POST)

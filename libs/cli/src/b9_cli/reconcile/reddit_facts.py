"""Everything the database holds of one community or account of Reddit."""

from collections.abc import Mapping
from typing import Final

from b9_cli.database import Database, Row
from b9_cli.reconcile.content_log import LoggedPage
from b9_cli.reconcile.facts import TargetFacts, read_shared, request_facts
from b9_common.events import Kind, Platform

LISTS: Final[Mapping[str, str]] = {"hot": "posts", "top": "posts", "submitted": "posts"}
# The lists whose depth a request asks for; authors' own are as long as they are.
WALKED: Final[Mapping[str, tuple[str, ...]]] = {
    Kind.SUBREDDIT_SCAN: ("hot", "top"),
    Kind.SUBREDDIT_DISCOVER: ("hot", "top"),
    Kind.SUBREDDIT_FETCH_SINGLE: ("top",),
    Kind.USER_DISCOVER: ("submitted",),
}


async def read_community(database: Database, name: str) -> TargetFacts:
    """What is held of the community *name*, and of the requests for it."""
    return await _read(database, name, "community", "subreddit", _COMMUNITY, _POSTS_IN)


async def read_account(database: Database, name: str) -> TargetFacts:
    """The same of the account *name*."""
    return await _read(database, name, "account", "user", _ACCOUNT, _POSTS_BY)


async def add_published(
    database: Database, facts: TargetFacts, pages: Mapping[str, LoggedPage]
) -> None:
    """Add to *facts* what there is of all that *pages* brought: posts stand in many communities."""
    named = list({pk for page in pages.values() for pk in page.item_ids})
    found = await database.rows(_POSTS, named)
    facts.rows.setdefault("posts", set()).update(row["reddit_id"] for row in found)
    owners = list({thing.split(":")[1] for page in pages.values() for thing in page.things})
    facts.things = {row["thing"] for row in await database.rows(_THINGS, owners)}


async def _read(
    database: Database, name: str, kind: str, target_kind: str, row_sql: str, posts_sql: str
) -> TargetFacts:
    prefix = "u/" if target_kind == "user" else "r/"
    facts = TargetFacts(
        name=f"{prefix}{name}", kind=kind, platform=Platform.REDDIT, lists=LISTS, whole=False
    )
    row = await database.row(row_sql, name)
    if row is not None:
        facts.owner_id, facts.name = row["id"], f"{prefix}{row['name']}"
    for request in await database.rows(_REQUESTS, target_kind, facts.owner_id, name):
        facts.requests.append(request_facts(request, _wanted(request)))
    posts = await database.rows(posts_sql, facts.owner_id or "")
    facts.rows["posts"] = {post["reddit_id"] for post in posts}
    await read_shared(database, facts)
    return facts


def _wanted(request: Row) -> dict[str, int]:
    posts: int = request["depth_posts"]
    return dict.fromkeys(WALKED[request["kind"]], posts)


_COMMUNITY: Final = """
SELECT subreddit_id AS id, name FROM reddit_subreddits WHERE lower(name) = lower($1)
 ORDER BY observed_at DESC NULLS LAST, reddit_subreddits.id DESC LIMIT 1
"""
_ACCOUNT: Final = """
SELECT reddit_id AS id, username AS name FROM reddit_users WHERE lower(username) = lower($1)
 ORDER BY observed_at DESC NULLS LAST, reddit_users.id DESC LIMIT 1
"""
_REQUESTS: Final = """
SELECT id::text, kind, status, depth_posts, created_at, marker::text, error_code,
       coalesce((options ->> 'mirror_media')::boolean, true) AS mirrors
  FROM requests
 WHERE platform = 'reddit' AND target_kind = $1
   AND (owner_id = $2 OR (owner_id IS NULL AND lower(target) = lower($3)))
 ORDER BY created_at
"""
_POSTS_IN: Final = "SELECT reddit_id FROM reddit_posts WHERE subreddit_id = $1"
_POSTS_BY: Final = "SELECT reddit_id FROM reddit_posts WHERE author_id = $1"
_POSTS: Final = "SELECT reddit_id FROM reddit_posts WHERE reddit_id = ANY ($1::text[])"
# $1 are ids of communities and accounts that pages speak of.
_THINGS: Final = """
SELECT 'community:' || subreddit_id AS thing FROM reddit_subreddits
 WHERE subreddit_id = ANY ($1::text[]) AND observed_at IS NOT NULL
 UNION ALL
SELECT 'rules:' || subreddit_id FROM reddit_subreddits
 WHERE subreddit_id = ANY ($1) AND rules_observed_at IS NOT NULL
 UNION ALL
SELECT 'account:' || reddit_id FROM reddit_users
 WHERE reddit_id = ANY ($1) AND observed_at IS NOT NULL
 UNION ALL
SELECT concat_ws(':', 'found', subreddit_id, source_id, via_user) FROM subreddit_discoveries
 WHERE subreddit_id = ANY ($1)
"""

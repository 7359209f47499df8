"""Lists are read by their indexes: whatever is asked, no large table is read whole or sorted."""

from collections.abc import Iterator
from typing import Any

import asyncpg
import msgspec
import pytest
from services.api.tests.integration.list_questions import asked

from b9_api.adapters.database import Database
from b9_api.lists import statement
from b9_api.lists.cursor import Position
from b9_api.lists.resource import Resource
from b9_api.resources.creators import CREATORS
from b9_api.resources.instagram_items import POSTS, REELS
from b9_api.resources.operations import LOGS
from b9_api.resources.reddit_posts import REDDIT_POSTS
from b9_api.resources.subreddits import RECOMMENDATIONS, SUBREDDITS
from b9_api.resources.users import USERS
from b9_devstack.testing import Database as TemporaryDatabase

LARGE = {
    "instagram_creators",
    "instagram_reels",
    "instagram_posts",
    "reddit_subreddits",
    "reddit_posts",
    "reddit_users",
}
PAGE = 51
FILL = {
    "instagram_creators": """
INSERT INTO instagram_creators (ig_user_id, username, followers_count, review_status, niche,
       discovery_date, engagement_rate_cached, avg_views_per_reel_cached, last_scraped_at,
       created_at)
SELECT 'c' || n, 'name' || n, nullif(n * 7919 % 100003, 7), CASE WHEN n % 5 = 0 THEN 'ok' END,
       CASE WHEN n % 10 = 0 THEN 'niche' || n % 30 END, now() - make_interval(mins => n),
       n % 977, n % 983, now() - make_interval(secs => n), now() - make_interval(hours => n)
  FROM generate_series(1, 20000) AS n
""",
    "reddit_subreddits": """
INSERT INTO reddit_subreddits (subreddit_id, name, subscribers, review, is_user_feed,
       avg_upvotes_per_post, engagement, subreddit_score, activity_score, tags, upstream_state,
       primary_category, created_at)
SELECT 'c' || n, 'Name' || n, n * 7919 % 100003,
       CASE n % 10 WHEN 0 THEN 'Ok' WHEN 1 THEN 'Non Related' END, n % 100 = 7, n % 977, n % 983,
       n % 991, n % 997, CASE WHEN n % 20 = 0 THEN '["niche:a"]'::jsonb ELSE '[]' END,
       CASE WHEN n % 10 = 0 THEN NULL WHEN n % 999 = 0 THEN 'private' ELSE 'ok' END,
       CASE WHEN n % 999 = 0 THEN 'rare' WHEN n % 10 = 0 THEN 'niche' END,
       now() - make_interval(mins => n)
  FROM generate_series(1, 20000) AS n
""",
    "reddit_posts": """
INSERT INTO reddit_posts (reddit_id, subreddit_id, subreddit_name, author_id, author_username,
       title, created_utc, edited, score, score_hidden, content_type, over_18, spoiler, stickied,
       locked, archived, is_self, is_video, is_gallery, is_poll, observed_at, content_hash)
SELECT 'p' || n, 'c' || n % 500, 'Name' || n % 500, 'a' || n % 700, 'pilot' || n % 700, 'x',
       now() - make_interval(mins => n), false, n * 7919 % 1000, false,
       CASE WHEN n > 19990 THEN 'poll' WHEN n % 4 = 0 THEN 'video' ELSE 'image' END, false, false,
       false, false, false, false, false, false, false, now(), 'x'
  FROM generate_series(1, 20000) AS n
""",
    "reddit_users": """
INSERT INTO reddit_users (reddit_id, username, total_karma, account_age_days, created_utc,
       total_posts_analyzed, our_creator, upstream_state, status, created_at)
SELECT 'a' || n, 'Pilot' || n, CASE WHEN n % 4 = 0 THEN n * 7919 % 100003 END,
       CASE WHEN n % 4 = 0 THEN n % 3000 END,
       CASE WHEN n % 4 = 0 THEN now() - make_interval(days => n % 3000) END, n % 50, n % 500 = 0,
       CASE WHEN n % 4 <> 0 THEN NULL WHEN n % 999 = 0 THEN 'suspended' ELSE 'ok' END,
       CASE WHEN n % 500 = 0 THEN 'active' ELSE 'inactive' END, now() - make_interval(mins => n)
  FROM generate_series(1, 20000) AS n
""",
}
ITEMS = """
INSERT INTO {table} (media_pk, creator_id, creator_username, caption_text, taken_at, play_count,
       like_count, engagement_rate, viral_multiplier, is_viral, observed_at, content_hash)
SELECT 'm' || n, 'c' || n % 400, 'name' || n % 400, 'about ' || n, now() - make_interval(mins => n),
       n * 7919 % 100003, n * 7907 % 100003, n % 977, n % 983, n % 50 = 0, now(), 'x'
  FROM generate_series(1, 20000) AS n
"""
EVENTS = """
WITH asked AS (
    INSERT INTO requests (id, correlation_id, kind, kind_group, platform, target_kind, target,
           status)
    VALUES (gen_random_uuid(), 'c', 'creator_add', 'content', 'instagram', 'creator', 'x',
           'completed') RETURNING id
)
INSERT INTO request_events (id, request_id, at, service, severity, type, stage, message, dedupe_key)
SELECT n, asked.id, now() - make_interval(mins => 30000 - n::int), 'persister',
       CASE WHEN n % 5000 = 0 THEN 'error' WHEN n % 50 = 0 THEN 'warning' ELSE 'info' END,
       CASE WHEN n < 20 THEN 'rare' ELSE 'page_fetched' END,
       CASE WHEN n < 20 THEN 'analytics' ELSE 'content' END, 'x', 'k' || n
  FROM asked, generate_series(1, 20000) AS n
"""
# What few rows match: read by an index of those, not by looking through all of them.
FEW: list[tuple[Resource, str, str]] = [
    (REDDIT_POSTS, "content_type=poll", "reddit_posts_by_content_type"),
    (REDDIT_POSTS, "content_type=poll&sort=score", "reddit_posts_by_content_type"),
    (USERS, "upstream_state=none", "reddit_users_by_state"),
    (USERS, "upstream_state=none&sort=-created_utc", "reddit_users_by_state"),
    (SUBREDDITS, "upstream_state=none&sort=-engagement", "reddit_subreddits_by_state"),
    (USERS, "upstream_state=suspended", "reddit_users_by_state"),
    (USERS, "upstream_state=banned&sort=-created_at", "reddit_users_by_state"),
    (USERS, "status=active", "reddit_users_by_status"),
    (USERS, "status=banned&sort=username", "reddit_users_by_status"),
    (SUBREDDITS, "upstream_state=private", "reddit_subreddits_by_state"),
    (SUBREDDITS, "upstream_state=banned&sort=name", "reddit_subreddits_by_state"),
    (SUBREDDITS, "category=rare", "reddit_subreddits_by_primary_category"),
    (POSTS, "post_type=none", "instagram_posts_by_type"),
    (POSTS, "post_type=video&sort=taken_at", "instagram_posts_by_type"),
    (LOGS, "level_min=error", "request_events_errors"),
    (LOGS, "level_min=warning", "request_events_warnings"),
    (LOGS, "type=rare", "request_events_by_type"),
    (LOGS, "stage=analytics", "request_events_by_stage"),
    (LOGS, "since=2199-01-01T00:00:00Z", "request_events_by_time"),
    (LOGS, "until=1990-01-01T00:00:00Z", "request_events_by_time"),
]
# Narrowed by what stands in the index of the order: no row is looked at that does not match.
WITHIN: list[tuple[Resource, str]] = [
    (REDDIT_POSTS, "window_hours=72&sort=-score"),
    (USERS, "score_max=7"),
    (USERS, "karma_min=1000&sort=-score"),
    (REELS, "min_views=1000&sort=-like_count"),
    (REELS, "min_views=1000&sort=-engagement_pct"),
    (REELS, "min_views=1000&sort=-viral_multiplier"),
]
VALUES = {"bigint": "500", "numeric": "500", "int": "5", "text": "name5"}

# What the dashboard's tabs and controls ask, beside every order as it is.
TABS: list[tuple[Resource, str]] = [
    (CREATORS, "review_status=none"),
    (CREATORS, "review_status=ok&sort=-discovery_date"),
    (CREATORS, "review_status=none&sort=discovery_date"),
    (CREATORS, "review_status=ok&niche=none"),
    (CREATORS, "review_status=ok&niche=any"),
    (SUBREDDITS, "effective_review=none&sort=-avg_upvotes_per_post"),
    (SUBREDDITS, "effective_review=Ok&sort=-avg_upvotes_per_post"),
    (SUBREDDITS, "review=none&sort=avg_upvotes_per_post"),
    (SUBREDDITS, "review=Ok&untagged=true&sort=-subscribers"),
    (RECOMMENDATIONS, "engagement_min=0.5&sort=-score"),
    (REELS, "max_age_days=30&sort=-play_count"),
    (REELS, "max_age_days=7&sort=-taken_at"),
    (REELS, "max_age_days=30&sort=-like_count"),
    (REELS, "viral=true&sort=-viral_multiplier"),
    (REDDIT_POSTS, "subreddit_id=c7"),
    (REDDIT_POSTS, "subreddit_id=c7&sort=-score"),
    (REDDIT_POSTS, "author_id=a7"),
    (USERS, "high_quality=true"),
    (USERS, "high_quality=false"),
    (USERS, "our_creator=true"),
]


def orders(resource: Resource) -> Iterator[str]:
    for sort in resource.sorts:
        yield from (f"sort={sort.name}", f"sort=-{sort.name}")


def forms(resource: Resource, query: str) -> Iterator[tuple[str, tuple[str, list[Any]]]]:
    """The statements that the first page and one deep in the list are read by."""
    question = asked(resource, query)
    sort, down = question.sort, question.descending
    moment = "2026-06-01T00:00:00+00:00"
    value = moment if sort.type == "timestamptz" else VALUES[sort.type]
    after = Position("", value, "m5" if resource.key_type == "text" else "10000")
    first: statement.Part = "all" if down or not sort.nullable else "valued"
    rest: statement.Part = "valued" if sort.nullable else "all"
    yield "first", statement.page(question, first, None, PAGE)
    yield "deep", statement.page(question, rest, after, PAGE)
    if sort.nullable:
        yield "last", statement.page(question, "null", Position("", None, after.key), PAGE)


def is_sorted(plan: dict[str, Any], table: str) -> bool:
    """Whether rows of *table* are sorted to find a page of them; the page itself may be."""
    for limit in (node for node in nodes(plan) if node["Node Type"] == "Limit"):
        below = list(nodes(limit))
        if any(node.get("Relation Name") == table for node in below):
            return any("Sort" in node["Node Type"] for node in below)
    return True


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


def faults(plan: dict[str, Any]) -> list[str]:
    found = []
    for node in nodes(plan):
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] in LARGE:
            found.append(f"reads {node['Relation Name']} whole")
        if "Sort" in node["Node Type"] and max(n["Plan Rows"] for n in nodes(node)) > PAGE * 2:
            sorted_rows = max(one["Plan Rows"] for one in node["Plans"])
            if sorted_rows > PAGE:
                found.append(f"sorts {sorted_rows} rows")
    return found


async def plan_of(owner: Any, text: str, args: list[Any]) -> dict[str, Any]:
    told = msgspec.json.decode(await owner.fetchval(f"EXPLAIN (FORMAT JSON) {text}", *args))
    plan: dict[str, Any] = told[0]["Plan"]
    return plan


async def faults_of(owner: Any, resource: Resource, queries: Iterator[str] | list[str]) -> Any:
    found = {}
    for query in queries:
        for form, (text, args) in forms(resource, query):
            plan = await plan_of(owner, text, args)
            wrong = faults(plan)
            never_null = not asked(resource, query).sort.nullable
            if query.startswith("sort=") and never_null and is_sorted(plan, resource.table):
                wrong.append("is not in the order of an index")
            if wrong:
                found[f"{resource.name}?{query} ({form})"] = wrong
    return found


async def not_read_by_its_index(owner: Any, tables: set[str]) -> dict[str, set[str]]:
    """Of those questions that few rows match, which are read otherwise, and by what."""
    found = {}
    for resource, query, index in FEW:
        if resource.table in tables:
            _, (text, args) = next(forms(resource, query))
            plan = await plan_of(owner, text, args)
            used = {node["Index Name"] for node in nodes(plan) if "Index Name" in node}
            if index not in used:
                found[f"{resource.name}?{query}"] = used
    return found


async def looked_at(owner: Any, table: str) -> dict[str, set[str]]:
    """Of those that are narrowed by what an index holds, which look at rows to pick a page."""
    # Of so few rows, a sort of the matching ones is as quick.
    await owner.execute("SET enable_sort = off; SET enable_bitmapscan = off")
    found = {}
    for resource, query in WITHIN:
        if resource.table == table:
            _, (text, args) = next(forms(resource, query))
            plan = await plan_of(owner, text, args)
            limit = next(node for node in nodes(plan) if node["Node Type"] == "Limit")
            kinds = {node["Node Type"] for node in nodes(limit)} - {"Limit"}
            if kinds != {"Index Only Scan"}:
                found[f"{resource.name}?{query}"] = kinds
    return found


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("table", "resources"),
    [
        ("instagram_creators", [CREATORS]),
        ("instagram_reels", [REELS]),
        ("instagram_posts", [POSTS]),
        ("reddit_subreddits", [SUBREDDITS, RECOMMENDATIONS]),
        ("reddit_posts", [REDDIT_POSTS]),
        ("reddit_users", [USERS]),
    ],
)
async def test_every_order_of_a_list_and_every_tab_is_read_by_an_index(
    database: TemporaryDatabase, table: str, resources: list[Resource]
) -> None:
    owner = await asyncpg.connect(database.owner_dsn)
    await owner.execute(FILL.get(table) or ITEMS.format(table=table))
    # As it is after a while: what is all visible may be read from the index alone.
    await owner.execute(f"VACUUM ANALYZE {table}")

    found: dict[str, Any] = {}
    for resource in resources:
        tabs = [query for of, query in TABS if of is resource]
        found |= await faults_of(owner, resource, [*orders(resource), *tabs])
    found |= await not_read_by_its_index(owner, {table})
    found |= await looked_at(owner, table)
    await owner.close()

    assert found == {}


@pytest.mark.timeout(120)
async def test_what_few_lines_of_the_log_are_is_found_by_an_index_of_those(
    database: TemporaryDatabase,
) -> None:
    owner = await asyncpg.connect(database.owner_dsn)
    await owner.execute(EVENTS)
    await owner.execute("VACUUM ANALYZE request_events")

    found = await not_read_by_its_index(owner, {"request_events"})
    await owner.close()

    assert found == {}


@pytest.mark.timeout(120)
async def test_a_text_is_found_by_its_trigrams(database: TemporaryDatabase) -> None:
    owner = await asyncpg.connect(database.owner_dsn)
    await owner.execute(FILL["reddit_users"])
    await owner.execute("VACUUM ANALYZE reddit_users")

    text, args = statement.page(asked(USERS, "q=pilot1999"), "all", None, PAGE)
    plan = "\n".join(row[0] for row in await owner.fetch(f"EXPLAIN {text}", *args))
    await owner.close()

    assert "reddit_users_by_text" in plan, plan


async def test_a_plan_for_one_value_is_asked_for_where_it_is_wanted_and_nowhere_else(
    database: TemporaryDatabase,
) -> None:
    async with asyncpg.create_pool(database.gateway_dsn, min_size=1, max_size=1) as pool:
        reading = Database(pool)
        modes = [
            await read("SHOW plan_cache_mode")
            for read in (reading.fetch, reading.fetch_planned, reading.fetch)
        ]

    assert [rows[0][0] for rows in modes] == ["auto", "force_custom_plan", "auto"]

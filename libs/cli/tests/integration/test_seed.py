"""Seeding a real database: numbers, skew, nulls, the same twice, and nothing left to work on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import asyncpg
import pytest

from b9_cli.commands.reset import TABLES
from b9_cli.database import Database as Connection
from b9_cli.seed.seeding import FIRST, LANES, is_empty, seed
from b9_cli.seed.sizes import Sizes
from b9_devstack.testing import Database
from b9_devstack.testing.debian import DEBIAN_15, debian_database

NOW: Final = datetime(2026, 11, 1, tzinfo=UTC)
SIZES: Final = Sizes.at(0.002)
FILLS: Final = (*FIRST, *LANES[0], *LANES[1])
# Invented like the rest, but people's own: a reset keeps them.
KEPT_BY_RESET: Final = {"models", "audit_log"}


@asynccontextmanager
async def connected(database: Database) -> AsyncIterator[tuple[Any, Any]]:
    pair = [await asyncpg.connect(database.owner_dsn, command_timeout=20) for _ in range(2)]
    try:
        yield pair[0], pair[1]
    finally:
        for one in pair:
            await one.close()


@asynccontextmanager
async def seeded(database: Database, number: int = 1) -> AsyncIterator[Any]:
    async with connected(database) as (one, other):
        await seed((Connection(one), Connection(other)), SIZES, number=number, now=NOW)
        yield one


async def digest(connection: Any, table: str) -> object:
    # Numbers that the database gives by itself depend on which lane came first.
    return await connection.fetchval(
        f"SELECT md5(string_agg(told, ',' ORDER BY told)) FROM (SELECT (to_jsonb(t) - 'id'"
        f" - 'entry_id' - 'updated_at')::text AS told FROM {table} AS t) AS rows"
    )


async def test_there_are_as_many_rows_as_were_asked_for(database: Database) -> None:
    async with seeded(database) as connection:
        for table, number in {
            "instagram_creators": SIZES.creators,
            "instagram_reels": SIZES.reels,
            "instagram_posts": SIZES.posts,
            "reddit_subreddits": SIZES.subreddits,
            "reddit_users": SIZES.reddit_users,
            "reddit_posts": SIZES.reddit_posts,
            "requests": SIZES.requests,
            "request_events": SIZES.events,
            "api_calls": SIZES.calls,
        }.items():
            assert await connection.fetchval(f"SELECT count(*) FROM {table}") == number, table
        ok = "SELECT count(*) FROM reddit_subreddits WHERE review = 'Ok'"
        assert await connection.fetchval(ok) == SIZES.ok_subreddits
        for fill in FILLS:
            assert await connection.fetchval(f"SELECT EXISTS (SELECT FROM {fill.table})")


async def test_some_have_far_more_than_most_and_much_is_unknown(database: Database) -> None:
    async with seeded(database) as connection:
        most, mean = await connection.fetchrow(
            "SELECT max(n), (SELECT count(*)::float / $1 FROM instagram_reels) FROM"
            " (SELECT count(*) AS n FROM instagram_reels GROUP BY creator_id) AS counted",
            SIZES.creators,
        )
        assert most > 3 * mean
        for table, column in (
            ("instagram_creators", "review_status"),
            ("instagram_reels", "like_count"),
            ("reddit_posts", "score"),
            ("reddit_posts", "author_id"),
            ("reddit_users", "total_karma"),
        ):
            share = await connection.fetchval(
                f"SELECT avg(({column} IS NULL)::int)::float FROM {table}"
            )
            assert 0 < share < 0.7, (table, column)


async def test_whatever_names_another_row_names_one_that_is_there(database: Database) -> None:
    async with seeded(database) as connection:
        for table, column, target, key in (
            ("instagram_reels", "creator_id", "instagram_creators", "ig_user_id"),
            ("instagram_follower_history", "creator_id", "instagram_creators", "ig_user_id"),
            ("reddit_posts", "subreddit_id", "reddit_subreddits", "subreddit_id"),
            ("reddit_posts", "author_id", "reddit_users", "reddit_id"),
            ("request_events", "request_id", "requests", "id"),
            ("request_stages", "request_id", "requests", "id"),
            ("api_calls", "request_id", "requests", "id"),
        ):
            lost = await connection.fetchval(
                f"SELECT count(*) FROM {table} AS t WHERE t.{column} IS NOT NULL"
                f" AND NOT EXISTS (SELECT FROM {target} AS o WHERE o.{key} = t.{column})"
            )
            assert lost == 0, (table, column)


async def test_the_same_number_makes_the_same_rows_and_another_makes_others(
    database: Database, postgres: Any
) -> None:
    async with seeded(database) as first, postgres.fresh() as again, seeded(again) as second:
        for table in sorted({fill.table for fill in FILLS}):
            assert await digest(first, table) == await digest(second, table), table
        async with postgres.fresh() as different, seeded(different, number=2) as third:
            assert await digest(first, "reddit_posts") != await digest(third, "reddit_posts")


async def test_seeding_again_completes_what_was_cut_short_and_changes_nothing_else(
    database: Database,
) -> None:
    async with seeded(database) as connection:
        before = {fill.table: await digest(connection, fill.table) for fill in FILLS}
        await connection.execute("DELETE FROM reddit_posts WHERE reddit_id > '5eed0001'")
    async with seeded(database) as connection:
        for table, told in before.items():
            assert await digest(connection, table) == told, table


async def test_nothing_that_was_made_asks_to_be_worked_on(database: Database) -> None:
    async with seeded(database) as connection:
        for waiting in (
            "requests WHERE status IN ('queued', 'running', 'waiting', 'retrying')",
            "requests WHERE human_applied_at IS NULL",
            "request_events WHERE id IS NULL",
            "outbox",
            "reddit_subreddits WHERE scan_requested_at IS NULL",
            # What a budget still has to count, and what is purged for its age.
            "api_calls WHERE at > '2026-11-01' OR at < '2026-10-02'",
        ):
            assert not await connection.fetchval(f"SELECT EXISTS (SELECT FROM {waiting})"), waiting


async def test_a_database_with_rows_is_not_empty_and_a_reset_makes_it_so(
    database: Database,
) -> None:
    async with seeded(database) as connection:
        assert not await is_empty(Connection(connection))
        assert {fill.table for fill in FILLS} - set(TABLES) == KEPT_BY_RESET
        await connection.execute(f"TRUNCATE {', '.join(TABLES)}")
        assert await is_empty(Connection(connection))


@pytest.mark.skipif(not DEBIAN_15.exists(), reason="Debian's PostgreSQL 15 is not installed")
async def test_it_fills_debians_15_where_installed(tmp_path: Path) -> None:
    async with debian_database(tmp_path) as old, seeded(old) as connection:
        assert await connection.fetchval("SELECT count(*) FROM reddit_posts") == SIZES.reddit_posts

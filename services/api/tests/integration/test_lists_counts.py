"""What is counted by groups is what there is, whoever wrote it, however, and before how long."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from services.api.tests.integration.list_questions import asked

from b9_api.dispatcher.housekeeping import COUNTED as FOLDED
from b9_api.lists import statement
from b9_api.lists.resource import Resource
from b9_api.old import sql as old
from b9_api.resources.every import EVERY
from b9_api.sql.housekeeping import FOLD_COUNTS
from b9_devstack.testing import Database as TemporaryDatabase
from b9_devstack.testing.debian import DEBIAN_15, debian_database

COUNTED = [resource for resource in EVERY if resource.groups is not None]
PEOPLE = """
INSERT INTO reddit_users (reddit_id, username, total_karma, account_age_days, our_creator)
SELECT 'a' || n, 'Pilot' || n, 10 ^ (n % 6), n % 3000, n % 9 = 0
  FROM generate_series($1::int, $2::int) AS n
"""
ROWS = (
    PEOPLE.replace("$1", "1").replace("$2", "60"),
    """
INSERT INTO instagram_creators (ig_user_id, username, review_status, niche, tags, removed_at)
SELECT 'c' || n, 'name' || n, (ARRAY['ok', 'ok', 'non_related', NULL])[1 + n % 4],
       CASE WHEN n % 3 = 0 THEN 'niche' || n END,
       CASE WHEN n % 5 = 0 THEN ARRAY['style:a'] ELSE '{}' END, CASE WHEN n % 7 = 0 THEN now() END
  FROM generate_series(1, 60) AS n
""",
    """
INSERT INTO reddit_subreddits (subreddit_id, name, review, is_user_feed, upstream_state, over18,
       about_verification, tags, removed_at, created_at)
SELECT 's' || n, 'Name' || n,
       (ARRAY['Ok', 'Ok', 'No Seller', 'Non Related', 'Banned', NULL, NULL])[1 + n % 7],
       n % 11 = 0, CASE WHEN n % 13 = 0 THEN 'banned' END, nullif(n % 3, 0) = 1, n % 4 = 0,
       CASE WHEN n % 5 = 0 THEN '["style:a"]'::jsonb ELSE '[]' END,
       CASE WHEN n % 17 = 0 THEN now() END, now() - make_interval(hours => n)
  FROM generate_series(1, 90) AS n
""",
    """
INSERT INTO reddit_posts (reddit_id, subreddit_id, subreddit_name, author_id, title, created_utc,
       edited, score_hidden, content_type, over_18, spoiler, stickied, locked, archived, is_self,
       is_video, is_gallery, is_poll, observed_at, content_hash)
SELECT 'p' || n, 's1', 'Name1', CASE WHEN n % 10 > 0 THEN 'a' || n % 50 END, 'x',
       now() - make_interval(days => n), false, false, 'image', false, false, false, false, false,
       false, false, false, false, now(), 'x'
  FROM generate_series(1, 200) AS n
""",
    """
INSERT INTO instagram_reels (media_pk, creator_id, observed_at, content_hash)
SELECT 'm' || n, 'c1', now(), 'x' FROM generate_series(1, 9) AS n
""",
)
CHANGES = (
    "UPDATE reddit_users SET total_karma = total_karma * 1000 WHERE id % 2 = 0",
    "UPDATE reddit_users SET our_creator = NOT our_creator WHERE id % 3 = 0",
    "DELETE FROM reddit_users WHERE reddit_id = 'a60'",
    "UPDATE instagram_creators SET review_status = 'ok', niche = NULL WHERE id % 2 = 0",
    "UPDATE instagram_creators SET tags = '{}', removed_at = now() WHERE id % 9 = 0",
    "DELETE FROM instagram_creators WHERE id % 10 = 0",
    "UPDATE reddit_subreddits SET review = NULL, tags = '[]' WHERE id % 4 = 0",
    "UPDATE reddit_subreddits SET upstream_state = 'not_found', is_user_feed = false",
    "UPDATE reddit_posts SET score = 7",
    # As another answer may tell them: an author where there was none, and another day.
    "UPDATE reddit_posts SET author_id = 'a55' WHERE reddit_id = 'p10'",
    "UPDATE reddit_posts SET created_utc = now() WHERE reddit_id = 'p49'",
    # An author without an account, who has one later; and one who has none any more.
    "UPDATE reddit_posts SET author_id = 'a70', created_utc = now() WHERE reddit_id = 'p20'",
    PEOPLE.replace("$1", "70").replace("$2", "70"),
    "DELETE FROM reddit_users WHERE reddit_id IN ('a1', 'a70')",
    # Written again: neither new nor told apart.
    """
INSERT INTO instagram_reels (media_pk, creator_id, observed_at, content_hash)
VALUES ('m1', 'c1', now(), 'y'), ('m10', 'c1', now(), 'y')
    ON CONFLICT (media_pk) DO UPDATE SET content_hash = excluded.content_hash
""",
)


@pytest.fixture
async def owner(database: TemporaryDatabase) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(database.owner_dsn)
    yield connection
    await connection.close()


async def told(connection: Any, resource: Resource) -> dict[str, int]:
    text, args = statement.counts(asked(resource, "include=counts"))
    return dict(await connection.fetchrow(text, *args))


async def wrong(connection: Any) -> dict[str, Any]:
    """Whatever is counted otherwise by reading every row."""
    found = {}
    for resource in COUNTED:
        by_groups = await told(connection, resource)
        by_rows = await told(connection, replace(resource, groups=None))
        if by_groups != by_rows:
            found[resource.name] = (by_groups, by_rows)
    numbers = dict(await connection.fetchrow(old.ROWS))
    read = {name: await connection.fetchval(f"SELECT count(*) FROM {name}") for name in numbers}
    return found | {name: (numbers[name], read[name]) for name in read if numbers != read}


async def fold(connection: Any, beyond: int = 0, at_once: int = 20_000) -> int:
    """Add all of it up; how many fewer rows there are."""
    return sum([await connection.fetchval(FOLD_COUNTS, table, beyond, at_once) for table in FOLDED])


async def written(connection: Any) -> None:
    for statement_ in (*ROWS, *CHANGES):
        await connection.execute(statement_)
        assert await wrong(connection) == {}, statement_


async def test_counts_are_of_what_there_is_after_every_kind_of_change(owner: Any) -> None:
    assert len(COUNTED) >= 4
    assert await wrong(owner) == {}

    await written(owner)

    users = await told(owner, next(one for one in COUNTED if one.name == "users"))
    # By hand: a2 to a30, but those of every tenth post; a55 and a49 by what was told later.
    assert (users["total"], users["active_30d"]) == (58, 29 - 3 + 2)


@pytest.mark.skipif(not DEBIAN_15.exists(), reason="Debian's PostgreSQL 15 is not installed")
async def test_they_are_so_on_debians_15_where_installed(tmp_path: Path) -> None:
    async with debian_database(tmp_path) as old_server:
        connection = await asyncpg.connect(old_server.owner_dsn)
        await written(connection)
        await fold(connection)
        assert await wrong(connection) == {}
        await taken_back_and_made_again(connection)
        await connection.close()


async def test_folded_counts_are_the_same_and_of_few_rows(
    database: TemporaryDatabase, owner: Any
) -> None:
    await written(owner)
    for n in range(100, 110):
        await owner.execute(PEOPLE, n, n)
    gateway = await asyncpg.connect(database.gateway_dsn)

    assert await fold(gateway, 1_000) == 0
    assert await fold(gateway) > 0
    with pytest.raises(asyncpg.RaiseError):
        await gateway.fetchval(FOLD_COUNTS, "requests", 0, 10)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await gateway.execute("SELECT recount()")
    await gateway.close()

    assert await wrong(owner) == {}
    told_apart = "SELECT count(*), count(DISTINCT to_jsonb(t) - 'n') FROM reddit_users_counted AS t"
    assert len(set(await owner.fetchrow(told_apart))) == 1


async def test_writers_do_not_wait_for_each_other_and_no_row_is_lost_while_counts_are_folded(
    database: TemporaryDatabase, owner: Any
) -> None:
    writers = [await asyncpg.connect(database.owner_dsn) for _ in range(3)]
    open_ones = [writer.transaction() for writer in writers]
    for number, (writer, transaction) in enumerate(zip(writers, open_ones, strict=True)):
        await transaction.start()
        await writer.execute("SET LOCAL lock_timeout = '2s'")
        await writer.execute(PEOPLE, number * 10 + 1, number * 10 + 10)

    # All three have written and none has committed; one never will.
    await fold(owner)
    await asyncio.gather(open_ones[0].commit(), open_ones[1].rollback(), open_ones[2].commit())
    await asyncio.gather(*(owner_of.close() for owner_of in writers))

    assert await wrong(owner) == {}
    await fold(owner)
    assert await wrong(owner) == {}
    assert await owner.fetchval("SELECT sum(n) FROM reddit_users_counted") == 20


async def test_of_any_backlog_each_fold_leaves_fewer_rows_and_touches_no_more_than_it_may(
    owner: Any,
) -> None:
    many = "INSERT INTO reddit_authors_counted SELECT now()::date - n % 40, true, 1"
    await owner.execute(f"{many} FROM generate_series(1, 1000) AS n")
    left = []
    while fewer := await owner.fetchval(FOLD_COUNTS, "reddit_authors", 300, 200):
        assert 0 < fewer <= 200
        left.append(await owner.fetchval("SELECT count(*) FROM reddit_authors_counted"))

    assert left == sorted(left, reverse=True)
    assert left[0] == 840
    assert left[-1] <= 300
    assert await owner.fetchval("SELECT sum(n) FROM reddit_authors_counted") == 1_000


async def test_counting_anew_mends_what_came_without_the_triggers_or_twice(owner: Any) -> None:
    assert [name for (name,) in await owner.fetch("SELECT name FROM counted_lists()")] == [*FOLDED]
    await written(owner)
    await owner.execute("INSERT INTO reddit_users_counted SELECT * FROM reddit_users_counted")
    await owner.execute("SET session_replication_role = replica")
    await owner.execute(PEOPLE, 200, 220)
    await owner.execute("UPDATE reddit_posts SET author_id = 'a210' WHERE reddit_id = 'p1'")
    assert await wrong(owner) != {}

    await owner.execute("RESET session_replication_role")
    await owner.execute("SELECT recount()")

    assert await wrong(owner) == {}
    authors = dict(await owner.fetch("SELECT author_id, has_account FROM reddit_authors"))
    assert authors == dict(
        await owner.fetch(
            "SELECT DISTINCT author_id, EXISTS (SELECT FROM reddit_users"
            " WHERE reddit_id = author_id) FROM reddit_posts WHERE author_id IS NOT NULL"
        )
    )
    await owner.execute(PEOPLE, 221, 222)
    assert await wrong(owner) == {}


async def taken_back_and_made_again(connection: Any) -> None:
    """The migration's other part, and itself again, with rows there."""
    (path,) = (Path(__file__).parents[4] / "services/persister/migrations").glob("*_counts.sql")
    up, down = path.read_text().split("-- migrate:down")
    await connection.execute(down)
    assert await connection.fetchval("SELECT to_regclass('reddit_authors')") is None
    assert await connection.fetchval("SELECT to_regproc('counted_lists')") is None
    await connection.execute(up)
    assert await wrong(connection) == {}


async def test_counts_are_taken_back_and_made_again_of_the_rows_that_are_there(owner: Any) -> None:
    await written(owner)

    await taken_back_and_made_again(owner)


async def test_an_emptied_table_counts_nothing(owner: Any) -> None:
    await written(owner)

    await owner.execute(
        "TRUNCATE reddit_users, reddit_posts, reddit_subreddits, instagram_creators,"
        " instagram_reels"
    )

    assert await wrong(owner) == {}
    assert not await owner.fetchval("SELECT EXISTS (SELECT FROM reddit_authors)")


async def test_only_the_tables_own_triggers_write_counts(database: TemporaryDatabase) -> None:
    for dsn in (database.gateway_dsn, database.persister_dsn):
        connection = await asyncpg.connect(dsn)
        for statement_ in (
            "INSERT INTO reddit_users_counted (n) VALUES (1)",
            "DELETE FROM reddit_users_counted",
            "UPDATE reddit_authors SET last_day = now()",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement_)
        await connection.close()

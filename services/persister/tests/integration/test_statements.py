"""Every statement is prepared against a freshly migrated database, on both PostgreSQL versions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import asyncpg
import pytest

from b9_common.events import (
    AssetKind,
    AssetOutcome,
    AssetState,
    CallClass,
    Kind,
    Lane,
    Platform,
)
from b9_devstack.testing import Database as Stored
from b9_devstack.testing.debian import DEBIAN_15, debian_database
from b9_devstack.testing.statements import needing_a_session, refused_by, statements_of
from b9_persister.completion import RANK
from b9_persister.reddit.analytics import CONTENT_TYPES
from b9_persister.reddit.states import STATES, TargetKind
from b9_persister.testing.events import STAGES as CREATOR_STAGES
from b9_persister.testing.reddit import STAGES as COMMUNITY_STAGES

Take = Callable[..., Any]
STATEMENTS = statements_of("b9_persister")


async def test_every_statement_is_prepared_as_the_persister_on_postgresql_18(
    database: Stored,
) -> None:
    assert len(STATEMENTS) > 50
    assert await refused_by(database.persister_dsn, STATEMENTS) == {}


@pytest.mark.skipif(not DEBIAN_15.exists(), reason="Debian's PostgreSQL 15 is not installed")
async def test_every_statement_is_prepared_on_debians_postgresql_15_where_it_is_installed(
    tmp_path: Path,
) -> None:
    async with debian_database(tmp_path) as old:
        assert await refused_by(old.persister_dsn, STATEMENTS) == {}


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("requests", "platform", Platform),
        ("requests", "kind", Kind),
        ("requests", "lane", Lane),
        ("request_stages", "state", RANK),
        ("username_history", "platform", Platform),
        ("creator_relations", "platform", Platform),
        ("media_assets", "platform", Platform),
        ("media_assets", "state", AssetState),
        ("media_assets", "kind", AssetKind),
        ("request_assets", "outcome", AssetOutcome),
        ("api_calls", "call_class", CallClass),
        ("api_calls", "platform", Platform),
        ("request_stages", "stage", {*CREATOR_STAGES, *COMMUNITY_STAGES}),
        ("reddit_posts", "content_type", CONTENT_TYPES),
        ("reddit_target_states", "state", STATES),
        ("reddit_target_states", "kind", get_args(TargetKind)),
        ("reddit_subreddits", "upstream_state", STATES),
        ("reddit_users", "upstream_state", STATES),
    ],
)
async def test_the_words_of_the_events_are_those_the_database_allows(
    rows: Take, table: str, column: str, values: Any
) -> None:
    (definition,) = await rows(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'c' AND conrelid = $1::text::regclass AND conname = $2",
        table,
        f"{table}_{column}_check",
    )

    allowed = {part.split("'")[1] for part in definition.split("::text") if "'" in part}
    assert allowed == set(values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE instagram_creators SET niche = 'x'",
        "UPDATE instagram_creators SET review_status = 'ok'",
        "UPDATE instagram_creators SET tags = '{x}'",
        "UPDATE instagram_creators SET notes = 'x'",
        "INSERT INTO instagram_creators (ig_user_id, niche) VALUES ('1', 'x')",
        "DELETE FROM instagram_creators",
        "TRUNCATE instagram_reels",
        *(
            f"UPDATE reddit_subreddits SET {column} = NULL"
            for column in (
                "review",
                "reviewed_at",
                "reviewed_by",
                "notes",
                "primary_category",
                "category_id",
                "tags",
                "tags_updated_at",
                "tags_updated_by",
                "mirror_media",
                "scan_requested_at",
            )
        ),
        "UPDATE reddit_users SET our_creator = true",
        "UPDATE reddit_users SET model_id = 1",
        "UPDATE reddit_users SET status = 'active'",
        "INSERT INTO reddit_subreddits (subreddit_id, name, review) VALUES ('1', 'x', 'Ok')",
        "INSERT INTO reddit_users (reddit_id, username, our_creator) VALUES ('1', 'x', true)",
        "DELETE FROM reddit_posts",
        "UPDATE providers SET pace = 1",
        "UPDATE requests SET params = '{}'",
        "UPDATE requests SET drive = 2",
        "UPDATE system_control SET enabled = false",
        "DELETE FROM request_pages",
    ],
)
async def test_the_persister_is_refused_what_is_not_its_own(
    database: Stored, statement: str
) -> None:
    connection = await asyncpg.connect(database.persister_dsn)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reddit_subreddits SET review = 'Ok', tags = '[]', version = version + 1",
        "UPDATE reddit_subreddits SET mirror_media = true, scan_requested_at = now()",
        "UPDATE reddit_users SET our_creator = true, status = 'active', model_id = 1",
        "SELECT get_viral_posts_count()",
    ],
)
async def test_the_gateway_may_write_what_people_decide(database: Stored, statement: str) -> None:
    connection = await asyncpg.connect(database.gateway_dsn)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.mark.parametrize("column", ["name", "subscribers", "upstream_state", "rules_data"])
async def test_the_gateway_is_refused_what_was_collected(database: Stored, column: str) -> None:
    connection = await asyncpg.connect(database.gateway_dsn)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(f"UPDATE reddit_subreddits SET {column} = NULL")
    finally:
        await connection.close()


def test_no_statement_leaves_anything_in_a_connection_that_a_pooler_gives_to_others() -> None:
    assert needing_a_session({"one": "SELECT pg_advisory_lock(1)"}) == ["one"]
    assert needing_a_session(STATEMENTS) == []

"""Rows to edit, and what became of them."""

from types import ModuleType
from typing import Any

import msgspec
import pytest
from services.api.tests.integration.api_harness import Answer, Harness

from b9_api.adapters.database import DatabaseUnavailableError
from b9_api.editing.editor import edit_in


async def creators(api: Harness, count: int) -> list[int]:
    """*count* creators as the persister leaves them; their ids, in order."""
    await api.persister.execute(
        "INSERT INTO instagram_creators (ig_user_id, username, observed_at)"
        " SELECT n::text, 'orbit' || n, now() FROM generate_series(1, $1::int) AS n",
        count,
    )
    rows = await api.owner.fetch("SELECT id FROM instagram_creators ORDER BY id")
    return [row["id"] for row in rows]


async def subreddit(api: Harness, subreddit_id: str = "2qh1i") -> int:
    """One community; its id."""
    await api.subreddit(subreddit_id, f"orbits{subreddit_id}")
    found: int = await api.owner.fetchval(
        "SELECT id FROM reddit_subreddits WHERE subreddit_id = $1", subreddit_id
    )
    return found


async def account(api: Harness, reddit_id: str = "9aa") -> int:
    """One account of Reddit; its id."""
    await api.persister.execute(
        "INSERT INTO reddit_users (reddit_id, username) VALUES ($1, $2)",
        reddit_id,
        f"pilot_{reddit_id}",
    )
    found: int = await api.owner.fetchval(
        "SELECT id FROM reddit_users WHERE reddit_id = $1", reddit_id
    )
    return found


async def patch(api: Harness, path: str, **body: Any) -> Answer:
    return await api.ask("PATCH", path, json=body)


async def row(api: Harness, table: str, row_id: int) -> dict[str, Any]:
    found = await api.owner.fetchval(
        f"SELECT to_jsonb(t)::text FROM {table} AS t WHERE id = $1", row_id
    )
    told: dict[str, Any] = msgspec.json.decode(found)
    return told


async def audit(api: Harness) -> list[tuple[Any, ...]]:
    """Every edit in the order made: action, whose, before, after."""
    rows = await api.owner.fetch(
        "SELECT action, entity_id, before, after FROM audit_log ORDER BY id"
    )
    return [
        (one["action"], one["entity_id"], *map(msgspec.json.decode, (one["before"], one["after"])))
        for one in rows
    ]


def cut_off_in_the_second_thousand(patched: pytest.MonkeyPatch, moves: ModuleType) -> None:
    """Let the database be away as soon as *moves* has committed a thousand rows."""
    seen: list[Any] = []

    async def cut_off(connection: Any, change: Any, who: Any, token: Any) -> Any:
        if token not in seen:
            seen.append(token)
        if len(seen) > 1:
            raise DatabaseUnavailableError("it does not answer")
        return await edit_in(connection, change, who, token)

    patched.setattr(moves, "edit_in", cut_off)

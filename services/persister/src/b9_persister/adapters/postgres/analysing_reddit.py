"""The figures of a community or an account, brought up to date when a request has its facts."""

from datetime import datetime
from typing import Any

import msgspec

from b9_common.events import Kind
from b9_persister.adapters.postgres.database import Connection
from b9_persister.adapters.postgres.ledger import Judged
from b9_persister.adapters.postgres.sql import communities as sql
from b9_persister.reddit.analytics import MAX_POSTS, Post, analyse_community, analyse_user


async def analyse_target(connection: Connection, judged: Judged, now: datetime) -> bool:
    """Bring the target's figures up to date. Whether there was a target to look at."""
    owner = judged.marker.owner
    if owner is None:
        return False
    if judged.facts.kind == Kind.USER_DISCOVER:
        return await _analyse_user(connection, judged, owner.id, now)
    if await connection.fetchrow(sql.LOCK_COMMUNITY, owner.id) is None:
        return False
    figures = analyse_community(await _posts(connection, sql.READ_COMMUNITY_POSTS, owner.id))
    at = judged.marker.finished_at
    await connection.execute(sql.WRITE_COMMUNITY, owner.id, at, *msgspec.structs.astuple(figures))
    return True


async def _analyse_user(
    connection: Connection, judged: Judged, user_id: str, now: datetime
) -> bool:
    row = await connection.fetchrow(sql.LOCK_USER, user_id)
    if row is None:
        return False
    posts = await _posts(connection, sql.READ_USER_POSTS, user_id)
    figures = analyse_user(
        posts, created_utc=row["created_utc"], total_karma=row["total_karma"], now=now
    )
    at = judged.marker.finished_at
    await connection.execute(sql.WRITE_USER, user_id, at, *msgspec.structs.astuple(figures))
    return True


async def _posts(connection: Connection, statement: str, owner_id: str) -> list[Post]:
    rows = await connection.fetch(statement, owner_id, MAX_POSTS)
    return [msgspec.convert(dict(row), Post) for row in rows]


async def count_found(connection: Connection, request_id: str) -> dict[str, Any]:
    """How many communities this request was the first to lead to."""
    return dict(await connection.fetchrow(sql.COUNT_FOUND, request_id) or {})

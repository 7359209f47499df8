"""A creator's figures, brought up to date when a request has all its facts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from b9_persister.adapters.postgres.database import Connection
from b9_persister.adapters.postgres.ledger import Judged
from b9_persister.adapters.postgres.sql import creators as sql
from b9_persister.adapters.postgres.writing import run
from b9_persister.instagram.analytics import (
    MAX_POSTS,
    MAX_REELS,
    Analysis,
    Growth,
    Item,
    ItemFigures,
    analyse,
)

MANUAL = "manual_add"


async def set_whole(connection: Connection, judged: Judged) -> None:
    """Keep that a creator was fetched in full depth; once is enough."""
    if judged.marker.owner is not None:
        await connection.execute(sql.SET_WHOLE, judged.marker.owner.id)


async def analyse_creator(connection: Connection, judged: Judged, now: datetime) -> bool:
    """Bring a creator's figures up to date. Whether there was a creator to look at."""
    marker = judged.marker
    request = await connection.fetchrow(sql.READ_REQUEST, judged.request_id)
    if request is None or marker.owner is None:
        return False
    owner_id = marker.owner.id
    if await connection.fetchrow(sql.LOCK_CREATOR, owner_id) is None:
        return False
    reels = await _items(connection, sql.PICK_REELS, sql.READ_REELS, owner_id, MAX_REELS)
    posts = await _items(connection, sql.PICK_POSTS, sql.READ_POSTS, owner_id, MAX_POSTS)
    row = await connection.fetchrow(sql.READ_GROWTH, owner_id, judged.request_id, marker.run)
    before = dict(row or {})
    followers = before.pop("followers", None)
    analysis = analyse(
        reels,
        posts,
        followers=request["followers_count"] if followers is None else followers,
        growth=msgspec.convert(before, Growth),
        now=now,
    )
    await _write(connection, judged, request, analysis, now)
    await _write_items(connection, sql.WRITE_REELS, reels, analysis.reels)
    await _write_items(connection, sql.WRITE_POSTS, posts, analysis.posts)
    return True


async def _write(
    connection: Connection, judged: Judged, request: Any, analysis: Analysis, now: datetime
) -> None:
    marker = judged.marker
    by_hand = request["kind"] == "creator_add"
    await connection.execute(
        sql.WRITE_CREATOR,
        marker.owner and marker.owner.id,
        marker.finished_at,
        MANUAL if by_hand else None,
        request["created_at"] if by_hand else None,
        judged.whole,
        now,
        *msgspec.structs.astuple(analysis.creator),
    )


async def _items(
    connection: Connection, pick: str, read: str, owner_id: str, limit: int
) -> list[Item]:
    keys = [row["media_pk"] for row in await connection.fetch(pick, owner_id, limit)]
    rows = await connection.fetch(read, keys, owner_id)
    return [msgspec.convert(dict(row), Item) for row in rows]


async def _write_items(
    connection: Connection, statement: str, items: Sequence[Item], figures: Sequence[ItemFigures]
) -> None:
    """The figures of the creator's own items; another author's are that author's to tell."""
    rows = [
        msgspec.structs.astuple(one) for item, one in zip(items, figures, strict=True) if item.own
    ]
    await run(connection, statement, *rows)

"""Pages of Instagram become rows, tables and keys always in the same order."""

import msgspec

from b9_persister.adapters.postgres.database import Connection
from b9_persister.adapters.postgres.sql import instagram as sql
from b9_persister.adapters.postgres.writing import Changes, run, write_seen
from b9_persister.instagram.columns import POSTS, PROFILES, REELS
from b9_persister.instagram.fold import InstagramRows


async def write_instagram(connection: Connection, rows: InstagramRows, changes: Changes) -> None:
    """Write *rows*; what happened to each page's is added to *changes*."""
    owners = [(owner.id, owner.username) for owner in rows.owners]
    await run(connection, sql.INSERT_OWNERS, *owners)
    if rows.profiles:
        await _write_profiles(connection, rows, changes)
    await write_seen(connection, sql.UPSERT_REELS, REELS, rows.reels, changes)
    await write_seen(connection, sql.UPSERT_POSTS, POSTS, rows.posts, changes)
    relations = [msgspec.structs.astuple(one) for one in rows.relations]
    await run(connection, sql.INSERT_RELATIONS, *relations)


async def _write_profiles(connection: Connection, rows: InstagramRows, changes: Changes) -> None:
    """Profiles, their growth and their names. Names move, so their holders are locked as well."""
    ids = [row.value.id for row in rows.profiles]
    names = sorted({row.value.username.lower() for row in rows.history})
    await connection.execute(sql.LOCK_CREATORS, ids, names)
    await write_seen(connection, sql.UPSERT_PROFILES, PROFILES, rows.profiles, changes)
    history = [
        (
            row.value.id,
            row.observed_at,
            row.value.username,
            row.value.followers_count,
            row.value.following_count,
            row.value.media_count,
        )
        for row in rows.history
    ]
    await run(connection, sql.INSERT_FOLLOWERS, *history)
    seen = [(row.value.id, row.value.username, row.observed_at) for row in rows.history]
    await run(connection, sql.INSERT_NAMES, *seen)
    renamed = await connection.fetch(sql.FIND_RENAMED, ids, names)
    if renamed:
        await connection.execute(sql.CLEAR_NAMES, [row["ig_user_id"] for row in renamed])
        held = [tuple(row) for row in renamed if row["username"] is not None]
        await run(connection, sql.SET_NAMES, *held)

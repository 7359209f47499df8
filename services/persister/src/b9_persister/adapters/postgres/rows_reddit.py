"""Pages of Reddit become rows, tables and keys always in the same order."""

import msgspec

from b9_persister.adapters.postgres.database import Connection
from b9_persister.adapters.postgres.sql import reddit as sql
from b9_persister.adapters.postgres.writing import Changes, run, transposed, write_seen
from b9_persister.reddit.columns import ABOUTS, POSTS, RULES_OF, USERS
from b9_persister.reddit.fold import RedditRows


async def write_reddit(connection: Connection, rows: RedditRows, changes: Changes) -> None:
    """Write *rows*; what happened to each page's is added to *changes*."""
    await connection.execute(sql.LOCK_WORDS if rows.told else sql.LOCK_ROWS)
    states = [msgspec.structs.astuple(one) for one in rows.states]
    await run(connection, sql.UPSERT_STATES, *states)
    await _write_communities(connection, rows, changes)
    await _write_users(connection, rows, changes)
    await write_seen(connection, sql.UPSERT_POSTS, POSTS, rows.posts, changes)
    discoveries = [msgspec.structs.astuple(one) for one in rows.discoveries]
    await run(connection, sql.INSERT_DISCOVERIES, *discoveries)


async def _write_communities(connection: Connection, rows: RedditRows, changes: Changes) -> None:
    """Stubs of those spoken of, then what their own pages say, then what was said of them."""
    names = {one.name_lower for one in rows.states if one.kind == "subreddit"}
    mentioned = [msgspec.structs.astuple(one) for one in rows.communities]
    missing = set()
    if mentioned:
        found = await connection.fetch(sql.FIND_MISSING_COMMUNITIES, *transposed(mentioned))
        missing = {row["id"] for row in found}
    own = {row.value.id for row in rows.abouts} | {row.value.id for row in rows.rules}
    if missing or own or names:
        await connection.execute(sql.LOCK_COMMUNITIES, sorted(missing | own), sorted(names))
    stubs = [one for one in mentioned if one[0] in missing]
    await run(connection, sql.INSERT_COMMUNITIES, *stubs)
    await write_seen(connection, sql.UPSERT_ABOUTS, ABOUTS, rows.abouts, changes)
    await write_seen(connection, sql.UPSERT_RULES, RULES_OF, rows.rules, changes)
    names |= {one.name.lower() for one in rows.communities if one.id in missing}
    if names:
        await connection.execute(sql.TELL_COMMUNITIES, sorted(names))


async def _write_users(connection: Connection, rows: RedditRows, changes: Changes) -> None:
    """As for communities: stubs, own pages, what was said of them."""
    names = {one.name_lower for one in rows.states if one.kind == "user"}
    mentioned = [(one.id, one.name) for one in rows.authors]
    missing = set()
    if mentioned:
        found = await connection.fetch(sql.FIND_MISSING_USERS, *transposed(mentioned))
        missing = {row["id"] for row in found}
    own = {row.value.id for row in rows.users}
    if missing or own or names:
        await connection.execute(sql.LOCK_USERS, sorted(missing | own), sorted(names))
    await run(connection, sql.INSERT_USERS, *(one for one in mentioned if one[0] in missing))
    await write_seen(connection, sql.UPSERT_USERS, USERS, rows.users, changes)
    names |= {name.lower() for id_, name in mentioned if id_ in missing}
    if names:
        await connection.execute(sql.TELL_USERS, sorted(names))

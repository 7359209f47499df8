"""Fills a database, a bounded number of rows at a time, and tells its planner of them."""

import asyncio
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, Protocol

from b9_cli.seed import instagram, ledger, reddit
from b9_cli.seed.draws import functions
from b9_cli.seed.fill import Fill
from b9_cli.seed.sizes import Sizes

# Before any of the others: accounts name models.
FIRST: Final = (reddit.MODELS,)
# In two lanes, each by a connection of its own, that take about as long.
LANES: Final = (
    (reddit.SUBREDDITS, reddit.STATES, reddit.POSTS, reddit.DISCOVERIES),
    (reddit.USERS, *instagram.FILLS, *ledger.FILLS),
)
# What the database makes of their rows by itself.
FOLLOWING: Final = ("reddit_authors", "reddit_authors_counted")
ROWS_AT_ONCE: Final = 20_000
# Not what a person would lose: invented rows and smoke are told apart by nobody.
KEPT: Final = ("instagram_creators", "reddit_subreddits", "reddit_posts", "requests")


class Connection(Protocol):
    """What seeding needs of a database."""

    async def execute(self, sql: str, *values: object) -> object:
        """Run a statement."""

    async def value(self, sql: str, *values: object) -> object:
        """The first column of the first row."""


async def is_empty(connection: Connection) -> bool:
    """Whether nothing was collected there yet."""
    kept = " OR ".join(f"EXISTS (SELECT FROM {table})" for table in KEPT)
    return not await connection.value(f"SELECT {kept}")


async def seed(
    connections: tuple[Connection, Connection],
    sizes: Sizes,
    *,
    number: int,
    now: datetime,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """
    Make the rows of *sizes*, the same for the same *number* and *now*; what exists stays.

    Rows are committed in pieces: what was cut short is completed by asking again.
    """
    for connection in connections:
        for statement in functions(sizes, number, now):
            await connection.execute(statement)
    await _fill(connections[0], FIRST, sizes, say)
    async with asyncio.TaskGroup() as lanes:
        for connection, fills in zip(connections, LANES, strict=True):
            lanes.create_task(_fill(connection, fills, sizes, say))
    # Each piece was counted by itself, and posts before their authors' accounts.
    await connections[0].execute("SELECT recount()")
    # At the very end: what one lane is writing keeps the other's rows from being seen by all.
    filled = [fill.table for fill in (*FIRST, *LANES[0], *LANES[1])]
    for table in dict.fromkeys((*filled, *FOLLOWING)):
        await connections[0].execute(f"VACUUM (ANALYZE) {table}")


async def _fill(
    connection: Connection, fills: Iterable[Fill], sizes: Sizes, say: Callable[[str], None]
) -> None:
    for fill in fills:
        started, number = time.monotonic(), sizes.all[fill.number]
        for first in range(1, number + 1, ROWS_AT_ONCE):
            last = min(first + ROWS_AT_ONCE - 1, number)
            await connection.execute(fill.statement, first, last)
        say(f"{fill.table}: {time.monotonic() - started:.1f} s")

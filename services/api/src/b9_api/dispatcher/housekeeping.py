"""Numbers events in the order clients may rely on, purges, and measures the outbox."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from b9_api.adapters.database import Database
from b9_api.dispatcher.lease import Lease
from b9_api.sql import housekeeping as sql
from b9_api.sql import relaying
from b9_common.metrics import Gauge, set_gauge

log = logging.getLogger(__name__)

NUMBER_AT_ONCE: Final = 1_000
PURGE_AT_ONCE: Final = 1_000
KEY_DAYS: Final = 1
# Each list by its table; so few rows by which it is counted stay as they are, and so many are added
# up in one transaction.
COUNTED: Final = (
    "instagram_creators",
    "reddit_subreddits",
    "reddit_users",
    "instagram_reels",
    "instagram_posts",
    "reddit_posts",
    "reddit_authors",
)
COUNTED_ROWS: Final = 300
FOLD_AT_ONCE: Final = 20_000
# Taken back within seven; after that, whoever tries is told why for a while.
EDIT_DAYS: Final = 30
# The relay works in milliseconds; this long means that it does not work.
OUTBOX_LATE_S: Final = 60.0


class Numbering:
    """Gives events the ids that clients see."""

    def __init__(
        self, database: Database, lease: Lease, tell: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        self._database = database
        self._lease = lease
        self._tell = tell

    async def turn(self) -> int:
        """Number what was committed since, and tell those who wait for it; how many."""
        # Looked for ten times a second, and most of the time there is nothing.
        if await self._database.find(sql.UNNUMBERED) is None:
            return 0
        async with self._lease.transaction() as connection:
            done = await connection.execute(sql.NUMBER, NUMBER_AT_ONCE)
        numbered = _rows(done)
        if numbered and self._tell is not None:
            await self._tell()
        return numbered


class Purge:
    """Deletes what is older than it is kept, a bounded number of rows at a time."""

    def __init__(self, lease: Lease, keep_days: int) -> None:
        self._lease = lease
        self._due = (
            (sql.PURGE_EVENTS, timedelta(days=keep_days)),
            (sql.PURGE_CALLS, timedelta(days=keep_days)),
            (sql.PURGE_EDITS, timedelta(days=EDIT_DAYS)),
            (sql.PURGE_KEYS, timedelta(days=KEY_DAYS)),
        )

    async def turn(self) -> int:
        """Delete one batch of each; how many rows."""
        deleted = 0
        for statement, age in self._due:
            async with self._lease.transaction() as connection:
                deleted += _rows(await connection.execute(statement, age, PURGE_AT_ONCE))
        return deleted


class CountsFold:
    """Keeps few rows in the tables by which lists are counted; who reads them waits for nobody."""

    def __init__(self, lease: Lease) -> None:
        self._lease = lease

    async def turn(self) -> int:
        """Add up what is alike, of each list a bounded part; how many fewer rows there are."""
        fewer = 0
        for table in COUNTED:
            async with self._lease.transaction() as connection:
                fewer += await connection.fetchval(
                    sql.FOLD_COUNTS, table, COUNTED_ROWS, FOLD_AT_ONCE
                )
        return fewer


class OutboxGauge:
    """Shows how much waits to be relayed, and for how long."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.rows = 0
        self.age_s = 0.0

    async def turn(self) -> int:
        """Measure once."""
        head = (await self._database.fetch(relaying.OLDEST))[0]
        self.rows, self.age_s = head["rows"], head["age_s"]
        set_gauge(Gauge.OUTBOX, self.rows)
        set_gauge(Gauge.OUTBOX_AGE, self.age_s)
        if self.age_s > OUTBOX_LATE_S:
            log.error("the oldest of %d outbox rows waits for %.0f s", self.rows, self.age_s)
        return 0


def _rows(command_tag: str) -> int:
    """How many rows a statement touched, from what the server says of it."""
    return int(command_tag.rpartition(" ")[2])

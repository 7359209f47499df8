"""When the pages of one request became visible to a reader of the database."""

import asyncio
import time
from datetime import datetime
from typing import Final

from benchmarks.stacks import Connection
from msgspec import Struct

# A reader that looks this often; what it sees is at most this much younger than the commit.
LOOK_EVERY_S: Final = 0.005

LOOK: Final = """
SELECT page_key, walk, n, observed_at
  FROM request_pages WHERE request_id = $1 AND page_key <> ALL ($2)
"""
ROWS_DONE: Final = "SELECT state FROM request_stages WHERE request_id = $1 AND stage = 'rows'"


class Arrival(Struct, frozen=True, kw_only=True):
    """A page: when its answer was in the ingest's hands, and when its rows were seen."""

    walk: str
    n: int
    observed_at: datetime
    seen_at: float

    @property
    def took_s(self) -> float:
        """From fetched to committed."""
        return self.seen_at - self.observed_at.timestamp()


async def watch(connection: Connection, request_id: str, timeout_s: float) -> list[Arrival]:
    """Look until all rows of *request_id* are there; every page, in order of arrival."""
    arrivals: list[Arrival] = []
    known: list[str] = []
    async with asyncio.timeout(timeout_s):
        while True:
            rows = await connection.fetch(LOOK, request_id, known)
            now = time.time()
            for row in rows:
                known.append(row["page_key"])
                arrivals.append(
                    Arrival(
                        walk=row["walk"],
                        n=row["n"],
                        observed_at=row["observed_at"],
                        seen_at=now,
                    )
                )
            if not rows and await connection.fetchval(ROWS_DONE, request_id) == "done":
                return arrivals
            await asyncio.sleep(LOOK_EVERY_S)

"""Numbered events out of the table: those that are new, and those that a viewer missed."""

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

import msgspec
from msgspec import Struct

from b9_api.adapters.database import Database, Record
from b9_api.live import sql
from b9_api.live.frames import frame
from b9_api.live.hub import Told
from b9_api.live.topics import LOGS, REQUEST, REQUESTS, Topics

# Fewer than a viewer may have waiting, so that a burst alone drops nobody.
AT_ONCE: Final = 100
PIECE_BYTES: Final = 256 * 1024
WINDOW: Final = 500


class Bounds(Struct, frozen=True):
    """The first and the last number that the table holds; 0 where it holds none."""

    oldest: int
    newest: int

    def reach(self, last_seen: int) -> bool:
        """Whether everything after *last_seen* is still there, and *last_seen* was ours."""
        return self.oldest - 1 <= last_seen <= self.newest


class Page(Struct, frozen=True):
    """What was found, and up to which number that is all."""

    frames: bytes
    upto: int


class Events:
    """Reads, each bounded in rows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def bounds(self) -> Bounds:
        """What is kept now."""
        row = (await self._database.fetch(sql.BOUNDS))[0]
        return Bounds(row["oldest"], row["newest"])

    async def after(self, last: int) -> Sequence[Told]:
        """The next ones, of all organisations."""
        return [_told(row) for row in await self._database.fetch(sql.AFTER, last, AT_ONCE)]

    async def missed(self, org_id: str, topics: Topics, after: int, upto: int) -> Page:
        """A page of what a viewer of *topics* wants of the numbers after *after*, up to *upto*."""
        if topics.all_requests or topics.sources:
            end = min(upto, after + WINDOW)
            wanted = (topics.all_requests, topics.requests, topics.sources)
            rows = await self._database.fetch(sql.WINDOW, after, end, org_id, *wanted)
        else:
            own = topics.requests
            rows = await self._database.fetch(sql.OF_REQUESTS, own, after, upto, org_id, WINDOW)
            end = rows[-1]["id"] if len(rows) == WINDOW else upto
        return Page(b"".join(_told(row).frame for row in rows), end)

    async def know(self, org_id: str, requests: Sequence[UUID]) -> bool:
        """Whether all *requests* are that organisation's."""
        rows = await self._database.fetch(sql.KNOWN_REQUESTS, org_id, requests)
        return bool(rows[0]["count"] == len(requests))


def pieces(events: Sequence[Told]) -> Iterator[Sequence[Told]]:
    """*events* in their order, a quarter of what a viewer may have waiting at a time."""
    start, size = 0, 0
    for place, one in enumerate(events):
        if size and size + len(one.frame) > PIECE_BYTES:
            yield events[start:place]
            start, size = place, 0
        size += len(one.frame)
    if events:
        yield events[start:]


def _told(row: Record) -> Told:
    request_id = str(row["request_id"])
    data = {key: value for key, value in row.items() if key not in {"org_id", "data", "id"}} | {
        "id": str(row["id"]),
        # As the list of what was said calls them.
        "source": row["service"],
        "level": row["severity"],
        "data": msgspec.Raw(row["data"].encode()),
    }
    return Told(
        row["id"],
        row["org_id"],
        (REQUESTS, REQUEST + request_id, LOGS + row["service"], LOGS + row["platform"]),
        frame("request", data, row["id"]),
    )

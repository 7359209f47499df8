"""Exports: a few at once, each read as fast as it is taken, and written down when it ended."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final, Protocol
from uuid import UUID

import msgspec

from b9_api.adapters.database import Database, DatabaseUnavailableError, Record
from b9_api.adapters.snapshots import Snapshot, Snapshots
from b9_api.export import csv_text, parquet, sql
from b9_api.export.columns import Format, Row, cells_of, questions_of
from b9_api.export.pace import Pace
from b9_api.http.caller import Caller
from b9_api.http.problems import Problem
from b9_api.lists.asking import Asked

log = logging.getLogger(__name__)

COME_BACK_S: Final = 15
ENDED_WITHIN_S: Final = 2.0
# What breaks exports that nobody can help.
EXPECTED: Final = (DatabaseUnavailableError, TimeoutError)
MEDIA_TYPES: Final[dict[Format, str]] = {
    "csv": csv_text.MEDIA_TYPE,
    "parquet": parquet.MEDIA_TYPE,
}


class Writer(Protocol):
    """Makes a file of rows. Takes its time: not for the event loop."""

    def begin(self) -> bytes:
        """What comes before the first row."""
        ...

    def rows(self, rows: Sequence[Row]) -> bytes:
        """What can be sent once *rows* are there too."""
        ...

    def end(self) -> bytes:
        """What comes after the last row."""
        ...


WRITERS: Final[dict[Format, Callable[..., Writer]]] = {
    "csv": csv_text.CsvFile,
    "parquet": parquet.ParquetFile,
}


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be exported, for whom; *wanted* is what the audit log tells of the question."""

    asked: Asked
    format: Format
    caller: Caller
    http_id: str
    wanted: Mapping[str, Any]


class Export:
    """One file on its way: how many rows are in it, and the pieces still to be sent."""

    def __init__(self, writer: Writer) -> None:
        self.rows = 0
        self.begun = False
        self._writer = writer
        self._next: list[Record] = []

    async def begin(self, snapshot: Snapshot) -> None:
        """Have the first rows at hand: what goes wrong until then is an answer of its own."""
        self._next = await snapshot.read(Pace().rows)
        self._snapshot = snapshot
        self.begun = True

    async def pieces(self) -> AsyncIterator[bytes]:
        """The file, piece by piece; nothing is read ahead of whoever takes them."""
        pace = Pace()
        yield await asyncio.to_thread(self._writer.begin)
        while rows := self._next:
            made = await asyncio.to_thread(self._made, rows, pace)
            self.rows += len(rows)
            if made:
                yield made
            # Held by nobody while the next ones come.
            self._next = rows = []
            self._next = await self._snapshot.read(pace.rows)
        yield await asyncio.to_thread(self._writer.end)

    def _made(self, rows: list[Record], pace: Pace) -> bytes:
        pace.learn(rows)
        return self._writer.rows(rows)


class Exports:
    """Makes files of lists, at most *at_once*, one for each caller, each within *within_s*."""

    def __init__(
        self,
        database: Database,
        snapshots: Snapshots,
        links: Callable[[Any], Any],
        *,
        at_once: int,
        within_s: float,
    ) -> None:
        self._database = database
        self._snapshots = snapshots
        self._links = links
        self._at_once = at_once
        self._under_way: set[str] = set()
        self._none = asyncio.Event()
        self._none.set()
        self._within_s = within_s

    @asynccontextmanager
    async def opened(self, order: Order) -> AsyncIterator[Export]:
        """
        The export that *order* asks for, with its first rows at hand; recorded when the block ends.

        Raises `Problem` where there is no place for it, `DatabaseUnavailableError` before or within
        the block, and `TimeoutError` when it has taken too long.
        """
        questions = questions_of(order.asked, order.format)
        export = Export(WRITERS[order.format](cells_of(order.asked), self._links))
        whole = False
        with self._place(order.caller.id):
            try:
                async with (
                    asyncio.timeout(self._within_s),
                    self._snapshots.open(questions) as snapshot,
                ):
                    await export.begin(snapshot)
                    yield export
                whole = True
            finally:
                if export.begun:
                    _tell_of_faults(order, sys.exception())
                    await self._record(order, export.rows, whole=whole)

    async def ended(self) -> None:
        """Wait, not for long, until what a stop has cut off is written down."""
        with suppress(TimeoutError):
            async with asyncio.timeout(ENDED_WITHIN_S):
                await self._none.wait()

    @contextmanager
    def _place(self, caller_id: str) -> Iterator[None]:
        if caller_id in self._under_way:
            raise _no_place("another of yours is being exported; come back when it has ended")
        if len(self._under_way) >= self._at_once:
            raise _no_place("others are being exported; come back when one of them has ended")
        self._under_way.add(caller_id)
        self._none.clear()
        try:
            yield
        finally:
            self._under_way.remove(caller_id)
            if not self._under_way:
                self._none.set()

    async def _record(self, order: Order, rows: int, *, whole: bool) -> None:
        """A whole file that nobody could write down is not given out as whole: this raises then."""
        told = {**order.wanted, "format": order.format, "rows": rows, "whole": whole}
        action = f"export.{'finished' if whole else 'broken'}"
        name = order.asked.resource.name
        args = (order.caller.org_id, order.caller.id, action, name)
        try:
            async with self._database.transaction() as connection:
                after = msgspec.json.encode(told).decode()
                await connection.execute(sql.AUDIT, *args, after, UUID(order.http_id))
        except DatabaseUnavailableError:
            log.exception("an export was not written down", extra={"resource": name, "rows": rows})
            if whole:
                raise


def _no_place(why: str) -> Problem:
    headers = {"Retry-After": str(COME_BACK_S)}
    return Problem(503, "too_many_exports", why, headers=headers)


def _tell_of_faults(order: Order, exc: BaseException | None) -> None:
    """Whatever nobody reckoned with is a fault of ours, and the log says which."""
    if isinstance(exc, Exception) and not isinstance(exc, EXPECTED):
        name = order.asked.resource.name
        log.error("an export broke by a fault", exc_info=exc, extra={"resource": name})

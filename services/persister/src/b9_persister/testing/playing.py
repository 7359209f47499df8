"""A log of events played in any order, and what it leaves behind."""

import random
from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from b9_common.events import Event, MediaUploaded

Take = Callable[..., Awaitable[Sequence[Any]]]


class RefusedError(Exception):
    """An event of the log was not stored."""


async def play(take: Take, events: Sequence[Event], chance: random.Random) -> None:
    """Hand *events* over in batches of any size."""
    for _, run in groupby(events, key=lambda one: isinstance(one, MediaUploaded)):
        rest = list(run)
        while rest:
            size = chance.randint(1, 6)
            errors = [one for one in await take(*rest[:size]) if one is not None]
            if errors:
                raise RefusedError(errors)
            rest = rest[size:]


async def left_behind(rows: Take, tables: Iterable[str], derived: Iterable[str]) -> dict[str, Any]:
    """Every row of *tables* as text, sorted, without the columns that are *derived*."""
    found = {}
    for table in tables:
        # Our own table names, and a fixed list of columns.
        query = f"SELECT (to_jsonb(t) - $1::text[])::text FROM {table} AS t ORDER BY 1"  # noqa: S608 - as said
        found[table] = await rows(query, list(derived))
    return found

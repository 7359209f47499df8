"""Pages of any declared list, and single rows of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from msgspec import Raw, Struct

from b9_api.adapters.database import Database, Record
from b9_api.lists import statement
from b9_api.lists.asking import Asked
from b9_api.lists.counting import Kept
from b9_api.lists.cursor import Position, Signer
from b9_api.lists.media_links import Link, nowhere
from b9_api.lists.resource import Resource
from b9_api.lists.together import Together

NO_MEDIA: Final = b"{}"


class Page(Struct, frozen=True, kw_only=True):
    """One answer of a list, but for when it was made."""

    items: Sequence[Any]
    limit: int
    next_cursor: str | None
    counts: Mapping[str, int] | None = None
    as_of: datetime


class Lists:
    """Reads every resource. Raises `Problem` for a cursor that is not of the question."""

    def __init__(self, database: Database, signer: Signer, link: Link = nowhere) -> None:
        self._database = database
        self.signer = signer
        self._link = link
        self._counts = Kept(ahead=True)
        self.together = Together()

    async def page(self, asked: Asked) -> Page:
        """Up to the limit of rows, where to go on, and the counts where they were asked for."""
        after = self.signer.read(asked.cursor, asked.question) if asked.cursor else None
        as_of = datetime.now(UTC)
        rows = await self._rows(asked, after, asked.limit + 1)
        more = len(rows) > asked.limit
        shown = rows[: asked.limit]
        return Page(
            items=self._all_told(asked.resource, shown),
            limit=asked.limit,
            next_cursor=self._cursor(asked, shown[-1]) if more else None,
            counts=await self.counts(asked) if "counts" in asked.include else None,
            as_of=as_of,
        )

    async def few(
        self, resource: Resource, part_of: tuple[str, str], *, sort: str, limit: int
    ) -> list[Raw]:
        """The first *limit* rows that belong to something, for showing beside it."""
        found = resource.sort(sort.removeprefix("-"))
        if found is None:
            raise KeyError(sort)
        asked = Asked(
            resource=resource,
            sort=found,
            descending=sort.startswith("-"),
            org_id="",
            part_of=part_of,
            fields=resource.short,
            limit=limit,
        )
        return self._all_told(resource, await self._rows(asked, None, limit))

    async def find(
        self, resource: Resource, where: str, value: Any, org_id: str = ""
    ) -> dict[str, Raw] | None:
        """The row of which *where* is true, ``{}`` being *value*, by its fields; None for none."""
        row = await self._database.find(*_spread(statement.one(resource, where, value, org_id)))
        if row is None:
            return None
        return msgspec.json.decode(self._all_told(resource, [row])[0], type=dict[str, Raw])

    async def counts(self, asked: Asked) -> Mapping[str, int]:
        """Every count of the list, at most a few seconds old."""
        text, args = statement.counts(asked)

        async def count() -> dict[str, int]:
            row = await self._database.find(text, *args)
            return dict(row or {})

        counted: dict[str, int] = await self._counts.get(
            f"{asked.resource.name}:{asked.org_id}:{text}:{args}", count
        )
        return counted

    async def read(self, text: str, *args: Any) -> list[dict[str, Any]]:
        """The rows of a statement beside the lists."""
        return [dict(row) for row in await self._database.fetch(text, *args)]

    async def records(self, text: str, *args: Any) -> list[Record]:
        """The same as they came: of many thousand rows nothing is made that nobody looks at."""
        return await self._database.fetch(text, *args)

    async def counted(self, key: str, text: str, args: Iterable[Any]) -> list[dict[str, Any]]:
        """The same of one that counts: at most a few seconds old. *key* names it and its args."""
        found: list[dict[str, Any]] = await self._counts.get(key, lambda: self.read(text, *args))
        return found

    def forget_counts(self, resource: str) -> None:
        """Count again: rows of *resource* were changed here."""
        self._counts.forget(f"{resource}:")

    async def _rows(self, asked: Asked, after: Position | None, limit: int) -> list[Record]:
        """Those with a value first, then those without, whichever way the list is sorted."""
        if not asked.sort.nullable or (asked.descending and after is None):
            return await self._part(asked, "all", after, limit)
        rows: list[Record] = []
        if after is None or after.value is not None:
            rows = await self._part(asked, "valued", after, limit)
            after = None
        if len(rows) < limit:
            rows += await self._part(asked, "null", after, limit - len(rows))
        return rows

    async def _part(
        self, asked: Asked, part: statement.Part, after: Position | None, limit: int
    ) -> list[Record]:
        read = self._database.fetch
        if statement.is_planned_anew(asked):
            read = self._database.fetch_planned
        return await read(*_spread(statement.page(asked, part, after, limit)))

    def _cursor(self, asked: Asked, last: Record) -> str:
        return self.signer.write(Position(asked.question, last["value"], last["key"]))

    def _all_told(self, resource: Resource, rows: Sequence[Record]) -> list[Raw]:
        """The JSON of *rows*, of the same fields all, with media's addresses at the end of each."""
        names = [one.name for one in resource.media if rows and one.name in rows[0]]
        if not names:
            return [Raw(row["row"].encode()) for row in rows]
        return [
            Raw(
                joined(
                    row["row"].encode(),
                    msgspec.json.encode({name: self.links(row[name]) for name in names}),
                )
            )
            for row in rows
        ]

    def links(self, keys: Any) -> Any:
        """The address of an asset by its key, of several in a list, or None for None."""
        if keys is None or isinstance(keys, str):
            return None if keys is None else self._link(keys)
        return [address for key in keys if (address := self._link(key)) is not None]


def joined(first: bytes, second: bytes) -> bytes:
    """Two JSON objects as one."""
    if NO_MEDIA in {first, second}:
        return first if second == NO_MEDIA else second
    return first[:-1] + b"," + second[1:]


def _spread(made: tuple[str, Iterable[Any]]) -> tuple[Any, ...]:
    text, args = made
    return text, *args

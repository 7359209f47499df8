"""What a client asks of a list, read from the query string and checked against its declaration."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import msgspec
from starlette.datastructures import QueryParams

from b9_api.http.problems import FieldError, Problem
from b9_api.lists.resource import Filter, Resource, Sort

DEFAULT_LIMIT: Final = 50
MAX_LIMIT: Final = 200
MIN_SEARCH: Final = 2
MAX_SEARCH: Final = 100
MAX_CURSOR: Final = 2_000
RESERVED: Final = frozenset({"limit", "cursor", "sort", "q", "fields", "include", "counts_scope"})
CountsScope = Literal["all", "query"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question. *values* are the filters' values, in the order of the declaration."""

    resource: Resource
    sort: Sort
    descending: bool
    org_id: str
    # Not of that organisation alone, but of all.
    whole: bool = False
    values: tuple[tuple[Filter, Any], ...] = ()
    # What the list is part of: a column, and the one value it has here.
    part_of: tuple[str, str] | None = None
    q: str | None = None
    fields: frozenset[str] = frozenset()
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    include: frozenset[str] = frozenset()
    counts_scope: CountsScope = "all"

    @property
    def question(self) -> str:
        """What a cursor belongs to: everything that decides which rows come, in which order."""
        parts = [
            self.resource.name,
            self.sort.name,
            self.descending,
            None if self.whole else self.org_id,
            self.q,
            self.part_of,
            [(one.name, value) for one, value in self.values],
        ]
        return hashlib.blake2b(msgspec.json.encode(parts), digest_size=9).hexdigest()


def read_asked(
    resource: Resource, params: QueryParams, org_id: str, extra: frozenset[str] = frozenset()
) -> Asked:
    """What *params* ask of *resource*; refuses all that is wrong with them at once."""
    reading = _Reading(params)
    reading.refuse_unknown(RESERVED | extra | {one.name for one in resource.filters})
    order = reading.sort(resource)
    values = [
        (one, reading.parsed(one.name, one.read)) for one in resource.filters if one.name in params
    ]
    asked = Asked(
        resource=resource,
        sort=order[0],
        descending=order[1],
        org_id=org_id,
        values=tuple(values),
        q=reading.search(resource),
        fields=reading.fields(resource),
        limit=reading.limit(),
        cursor=reading.cursor(),
        include=reading.include(resource),
        counts_scope=reading.counts_scope(),
    )
    if reading.errors:
        detail = "; ".join(f"{one.field}: {one.message}" for one in reading.errors)
        raise Problem(422, "invalid", detail[:1_000], errors=reading.errors[:20])
    return asked


class _Reading:
    """Reads parameters and keeps what is wrong with each."""

    def __init__(self, params: QueryParams) -> None:
        self._params = params
        self.errors: list[FieldError] = []

    def refuse_unknown(self, known: frozenset[str]) -> None:
        for name in sorted(set(self._params) - known):
            self._wrong(name[:100], "unknown_parameter", "there is no such parameter")

    def parsed(self, name: str, read: Any) -> Any:
        try:
            return read(self._params.getlist(name))
        except ValueError as exc:
            self._wrong(name, "invalid_value", str(exc))
            return None

    def sort(self, resource: Resource) -> tuple[Sort, bool]:
        text = self._params.get("sort", resource.default_sort)
        found = resource.sort(text.removeprefix("-"))
        if found is None:
            names = ", ".join(one.name for one in resource.sorts)
            self._wrong("sort", "unknown_sort", f"one of {names}, `-` before it for descending")
            return resource.sorts[0], True
        return found, text.startswith("-")

    def search(self, resource: Resource) -> str | None:
        text = self._params.get("q")
        if text is None or not (text := " ".join(text.split()).lower()):
            return None
        if resource.search is None:
            self._wrong("q", "not_searchable", "this list is not searched")
        elif not MIN_SEARCH <= len(text) <= MAX_SEARCH or not text.isprintable():
            self._wrong("q", "invalid_value", f"from {MIN_SEARCH} to {MAX_SEARCH} characters")
        return text

    def fields(self, resource: Resource) -> frozenset[str]:
        wanted = self._list("fields", resource.names)
        return frozenset(wanted) if wanted else resource.short

    def limit(self) -> int:
        text = self._params.get("limit", str(DEFAULT_LIMIT))
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004  more is out of range anyway
        if not 1 <= number <= MAX_LIMIT:
            self._wrong("limit", "out_of_range", f"from 1 to {MAX_LIMIT}")
            return DEFAULT_LIMIT
        return number

    def cursor(self) -> str | None:
        text = self._params.get("cursor") or None
        if text is not None and (len(text) > MAX_CURSOR or not text.isascii()):
            self._wrong("cursor", "invalid_cursor", "not a cursor of this list")
            return None
        return text

    def include(self, resource: Resource) -> frozenset[str]:
        return frozenset(self._list("include", ("counts",) if resource.counts else ()))

    def counts_scope(self) -> CountsScope:
        text = self._params.get("counts_scope", "all")
        if text not in {"all", "query"}:
            self._wrong("counts_scope", "invalid_value", "one of all, query")
        return "query" if text == "query" else "all"

    def _list(self, name: str, known: Sequence[str]) -> list[str]:
        given = [part.strip() for text in self._params.getlist(name) for part in text.split(",")]
        wanted = [part for part in given if part]
        if not set(wanted) <= set(known):
            self._wrong(name, "unknown_name", f"of {', '.join(known) or 'nothing here'}")
            return []
        return wanted

    def _wrong(self, field: str, code: str, message: str) -> None:
        shown = field.encode("utf-8", "replace").decode()
        self.errors.append(FieldError(field=shown, code=code, message=message))

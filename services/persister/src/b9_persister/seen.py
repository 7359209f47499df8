"""Observations of things, and which of them counts: what the folds of every platform share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from msgspec import Struct

from b9_persister.batch import Refused
from b9_persister.hashing import content_hash
from b9_persister.things import Thing

T = TypeVar("T")
P = TypeVar("P")
S = TypeVar("S", bound=Struct)


class Seen(Struct, Generic[T], frozen=True):
    """One observation of one thing; *page* is the number of its page in the batch."""

    value: T
    observed_at: datetime
    content_hash: str
    page: int


@dataclass(slots=True)
class Account:
    """What became of the items a page announced; the last five add up to the first."""

    announced: int
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    superseded: int = 0
    rejected: int = 0


class Numbered(Struct, Generic[P], frozen=True):
    """A page of a batch with its number there, and what of the batch is refused."""

    number: int
    event: P
    observed_at: datetime
    refused: Refused

    def kept(self, kind: Thing, things: Sequence[S]) -> Sequence[S]:
        """Those of *things* that are not refused."""
        if not self.refused:
            return things
        return [
            thing
            for index, thing in enumerate(things)
            if (self.number, kind, index) not in self.refused
        ]

    def seen(self, kind: Thing, things: Sequence[S]) -> list[Seen[S]]:
        """The observations of those of *things* that are not refused."""
        return [
            Seen(thing, self.observed_at, content_hash(thing), self.number)
            for thing in self.kept(kind, things)
        ]


def newest(rows: Iterable[Seen[T]], key: str, accounts: Sequence[Account]) -> list[Seen[T]]:
    """The newest observation of each key, by key; the others are booked as superseded by it."""
    of_key: dict[str, Seen[T]] = {}
    for row in rows:
        name = getattr(row.value, key)
        other = of_key.get(name)
        if other is None:
            of_key[name] = row
            continue
        loser = row
        if (other.observed_at, other.content_hash) < (row.observed_at, row.content_hash):
            of_key[name], loser = row, other
        accounts[loser.page].superseded += 1
    return [of_key[name] for name in sorted(of_key)]

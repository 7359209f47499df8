"""Pages of a list: slots, cursors, and how both go wrong."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64Error
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final

from b9_devstack.simulator.creators import Creator, Walk
from b9_devstack.simulator.draw import Draw
from b9_devstack.simulator.items import FIRST_PINNED, Item, make_item

MAX_PAGE: Final = 12


class BadCursorError(Exception):
    """The cursor is not one of ours."""


@dataclass(slots=True)
class Changes:
    """What drift did to one list so far: *appeared* slots are negative, the newest smallest."""

    appeared: list[int] = field(default_factory=list)
    vanished: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a list; *cursor* null where it is withheld or there is no more."""

    items: tuple[Item, ...]
    more: bool
    cursor: str | None


def slots(creator: Creator, walk: Walk, changes: Changes, after: int | None) -> Iterator[int]:
    """Yield the slots behind *after*, in the order of the list."""
    start = FIRST_PINNED if after is None else after + 1
    pinned = range(FIRST_PINNED, FIRST_PINNED + creator.pinned)
    front = (slot for slot in chain(pinned, sorted(changes.appeared)) if slot >= start)
    ordinary = range(max(0, start), creator.count(walk))
    return (slot for slot in chain(front, ordinary) if slot not in changes.vanished)


def make_page(
    creator: Creator,
    walk: Walk,
    *,
    asked_cursor: str | None,
    count: int,
    changes: Changes,
    twists: Collection[str] = (),
) -> Page:
    """
    Return the page behind *asked_cursor*, at most 12 items whatever *count* says.

    *twists* are paging faults by their trait names. Raises `BadCursorError`.
    """
    after = read_cursor(asked_cursor, walk) if asked_cursor else None
    size = max(1, min(count, MAX_PAGE))
    if "short" in twists:
        size = 1 + Draw(creator.id, "short", walk, after).below(min(5, size))
    found = list(islice(slots(creator, walk, changes, after), size + 1))
    more = len(found) > size
    shown = found[:size]
    items = tuple(make_item(creator, walk, slot) for slot in shown)
    cursor = _next_cursor(walk, shown, asked_cursor, twists) if more else None
    return Page(items, more, cursor)


def _next_cursor(
    walk: Walk, shown: list[int], asked: str | None, twists: Collection[str]
) -> str | None:
    if "nocursor" in twists:
        return None
    if "loopcursor" in twists and asked:
        return asked
    last = shown[-2] if "overlap" in twists and len(shown) > 1 else shown[-1]
    return write_cursor(walk, last)


def write_cursor(walk: Walk, slot: int) -> str:
    """Return the opaque text that means: what comes behind *slot*."""
    return urlsafe_b64encode(f"b9/{walk}/{slot}".encode()).decode()


def read_cursor(cursor: str, walk: Walk) -> int:
    """Return the slot that *cursor* means, or raise `BadCursorError`."""
    try:
        mark, named_walk, slot = urlsafe_b64decode(cursor).decode().split("/")
        number = int(slot)
    except (BadBase64Error, ValueError) as exc:
        raise BadCursorError(cursor) from exc
    if (mark, named_walk) != ("b9", walk):
        raise BadCursorError(cursor)
    return number

"""What an adapter hands to the normaliser: the entries of a page, in the common tongue."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from b9_common.events import Owner
from b9_common.fetching.decoding import BodyError, BodyFault, clean_text

# Instagram's largest pages hold 50; a body with more than this is no page.
MAX_ENTRIES: Final = 1_000
MAX_CURSOR_CHARS: Final = 4_096


class Entry(Struct, frozen=True):
    """One entry: *media* in the private API's names, *raw* as the upstream sent it."""

    media: Any
    raw: Any


class Envelope(Struct, frozen=True, kw_only=True):
    """
    A page taken apart, nothing judged yet.

    *page_owner* is whose page it says it is; where it has *many_authors*, entries that name none
    are nobody's.
    """

    user: Any = None
    user_raw: Any = None
    entries: tuple[Entry, ...] = ()
    related: tuple[Any, ...] = ()
    page_owner: Owner | None = None
    many_authors: bool = False
    skipped: int = 0
    more_available: bool = False
    next_cursor: str | None = None


def merged(outer: Any, nested_under: str) -> Any:
    """
    *outer* laid over the object it nests: outer keys win, but a null or hidden one hides nothing.

    Providers put the true counters on the outside and the rest inside.
    """
    nested = outer.get(nested_under) if isinstance(outer, dict) else None
    if not isinstance(nested, dict):
        return outer
    over = {
        key: value
        for key, value in outer.items()
        if key != nested_under and not (_says_nothing(value) and key in nested)
    }
    return nested | over


def _says_nothing(value: Any) -> bool:
    return value is None or (value.__class__ is int and value == -1)


def listed(value: Any, what: str) -> list[Any]:
    """*value*, which must be a list of bounded length."""
    if not isinstance(value, list):
        raise BodyError(BodyFault.UNEXPECTED_SHAPE, f"{what} is no list")
    if len(value) > MAX_ENTRIES:
        raise BodyError(BodyFault.TOO_MANY_ITEMS, f"{len(value)} {what}")
    return value


def cursor(value: Any) -> str | None:
    """A cursor as text; null where there is none."""
    if value.__class__ is int:
        value = str(value)
    if not isinstance(value, str) or not 0 < len(value) <= MAX_CURSOR_CHARS:
        return None
    return clean_text(value)


def paging(*holders: Any) -> tuple[bool, str | None]:
    """Whether more is available, and the cursor to it, from the first holder that speaks of it."""
    more, following = None, None
    for holder in holders:
        if isinstance(holder, Mapping):
            more = _first(more, holder, "more_available", "has_next_page", "has_more")
            following = _first(
                following, holder, "next_max_id", "max_id", "end_cursor", "next_cursor"
            )
    at = cursor(following)
    return (at is not None if more is None else bool(more)), at


def _first(found: Any, holder: Mapping[str, Any], *names: str) -> Any:
    for name in names:
        if found is None:
            found = holder.get(name)
    return found

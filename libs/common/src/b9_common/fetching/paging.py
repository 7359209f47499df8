"""What a page means for its walk: which items are new, and whether and where to go on."""

from typing import Final

import msgspec
from msgspec import Struct

from b9_common.fetching.progress import WalkProgress

CURSOR_MISSING: Final = "cursor_missing"
CURSOR_LOOP: Final = "cursor_loop"
EMPTY_PAGE: Final = "empty_page"
TOO_MANY_PAGES: Final = "too_many_pages"


class Sight(Struct, frozen=True, kw_only=True):
    """
    What paging needs to know of a page: the keys of its items, how many entries it refused.

    An *empty* page held nothing at all, not even something refused.
    """

    keys: tuple[str, ...]
    rejected: int = 0
    empty: bool = False
    more: bool = False
    cursor: str | None = None


class Step(Struct, frozen=True, kw_only=True):
    """The keys of one page that are new, and the state of its walk once they are confirmed."""

    fresh: frozenset[str]
    after: WalkProgress


def advance(
    before: WalkProgress,
    page: Sight,
    wanted: int,
    *,
    max_pages: int,
    known: frozenset[str] = frozenset(),
) -> Step:
    """
    The step that *page* makes; items seen on earlier pages of the run are left out.

    A page of nothing but *known* items ends the walk: what lies behind is known too. *max_pages*
    bounds the cost of a walk, whatever cursors the upstream invents.
    """
    fresh = frozenset(page.keys).difference(before.seen)
    announced = len(fresh) + page.rejected
    after = msgspec.structs.replace(
        before,
        cursor=page.cursor,
        n=before.n + 1,
        have=before.have + announced,
        announced=before.announced + announced,
        failures=0,
        seen=(*before.seen, *(key for key in page.keys if key in fresh)),
        cursors=(*before.cursors, *filter(None, [page.cursor])),
    )
    all_known = bool(page.keys) and known.issuperset(page.keys)
    if all_known or not page.more:
        after = msgspec.structs.replace(after, ended=True)
    elif after.have < wanted and (code := _dead_end(before, page, after.n, max_pages)):
        after = msgspec.structs.replace(after, code=code)
    return Step(fresh=fresh, after=after)


def _dead_end(before: WalkProgress, page: Sight, n: int, max_pages: int) -> str | None:
    """Why the walk cannot go on although the upstream says that there is more."""
    if page.empty:
        return EMPTY_PAGE
    if page.cursor is None:
        return CURSOR_MISSING
    if page.cursor in before.cursors:
        return CURSOR_LOOP
    return TOO_MANY_PAGES if n > max_pages else None


def stuck(state: WalkProgress) -> bool:
    """Whether a walk that must go on has no cursor: without one it would begin again."""
    return state.n > 0 and state.cursor is None

"""What a page means for its walk: which items are new, and whether and where to go on."""

from typing import Final

import msgspec
from msgspec import Struct

from b9_common.events import MediaItem, RejectedItem
from b9_instagram_ingest.page import Page
from b9_instagram_ingest.progress import WalkProgress

# The provider gives no more than this, whatever is asked for.
PAGE_SIZE: Final = 12
SPARE_PAGES: Final = 5

CURSOR_MISSING: Final = "cursor_missing"
CURSOR_LOOP: Final = "cursor_loop"
EMPTY_PAGE: Final = "empty_page"
TOO_MANY_PAGES: Final = "too_many_pages"


class Step(Struct, frozen=True, kw_only=True):
    """The news of one page, and the state of its walk once they are confirmed."""

    items: tuple[MediaItem, ...]
    rejected: tuple[RejectedItem, ...]
    after: WalkProgress

    @property
    def announced(self) -> int:
        """How many items the page will speak of."""
        return len(self.items) + len(self.rejected)


def count_to_ask(before: WalkProgress, wanted: int) -> int:
    """How many items the next page is asked for."""
    return min(PAGE_SIZE, wanted - before.have)


def take(
    before: WalkProgress, page: Page, wanted: int, known: frozenset[str] = frozenset()
) -> Step:
    """
    The step that *page* makes; items seen on earlier pages of the run are left out.

    A page of nothing but *known* items ends the walk: what lies behind is known too.
    """
    seen = frozenset(before.seen)
    items = tuple(item for item in page.items if item.media_pk not in seen)
    fresh = len(items) + len(page.rejected)
    after = msgspec.structs.replace(
        before,
        cursor=page.next_cursor,
        n=before.n + 1,
        have=before.have + fresh,
        announced=before.announced + fresh,
        failures=0,
        seen=(*before.seen, *(item.media_pk for item in items)),
        cursors=(*before.cursors, *filter(None, [page.next_cursor])),
    )
    all_known = bool(page.items) and all(item.media_pk in known for item in page.items)
    if all_known or not page.more_available:
        after = msgspec.structs.replace(after, ended=True)
    elif after.have < wanted and (code := _dead_end(before, page, after, wanted)):
        after = msgspec.structs.replace(after, code=code)
    return Step(items=items, rejected=page.rejected, after=after)


def _dead_end(before: WalkProgress, page: Page, after: WalkProgress, wanted: int) -> str | None:
    """Why the walk cannot go on although the upstream says that there is more."""
    if page.is_empty:
        return EMPTY_PAGE
    if page.next_cursor is None:
        return CURSOR_MISSING
    if page.next_cursor in before.cursors:
        return CURSOR_LOOP
    if after.n > max_pages(wanted):
        return TOO_MANY_PAGES
    return None


def stuck(state: WalkProgress) -> bool:
    """Whether a walk that must go on has no cursor: without one it would begin again."""
    return state.n > 0 and state.cursor is None


def max_pages(wanted: int) -> int:
    """
    A bound on the cost of a walk, whatever cursors the upstream invents.

    Pages of one item are allowed for, as long as they bring something.
    """
    return wanted + SPARE_PAGES

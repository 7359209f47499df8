"""How a page of reels or posts moves its walk."""

from typing import Final

from b9_common.fetching.paging import Sight, Step, advance
from b9_common.fetching.progress import WalkProgress
from b9_instagram_ingest.page import Page

# The provider gives no more than this, whatever is asked for.
PAGE_SIZE: Final = 12
SPARE_PAGES: Final = 5


def count_to_ask(before: WalkProgress, wanted: int) -> int:
    """How many items the next page is asked for."""
    return min(PAGE_SIZE, wanted - before.have)


def take(
    before: WalkProgress, page: Page, wanted: int, known: frozenset[str] = frozenset()
) -> Step:
    """The step that *page* makes; pages of one item are allowed for, while they bring something."""
    sight = Sight(
        keys=tuple(item.media_pk for item in page.items),
        rejected=len(page.rejected),
        empty=page.is_empty,
        more=page.more_available,
        cursor=page.next_cursor,
    )
    return advance(before, sight, wanted, max_pages=wanted + SPARE_PAGES, known=known)

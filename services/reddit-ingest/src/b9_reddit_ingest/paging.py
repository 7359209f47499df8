"""How a page of Reddit moves its walk."""

import math
from typing import Final

from b9_common.events import Walk
from b9_common.fetching.paging import Sight, Step, advance
from b9_common.fetching.progress import WalkProgress
from b9_reddit_ingest.page import Page

LISTS: Final = frozenset({Walk.HOT, Walk.TOP, Walk.SUBMITTED})
# Reddit gives no more at once, whatever is asked for, and a call costs the same for less.
PER_PAGE: Final = 100
SPARE_PAGES: Final = 5


def count_to_ask(walk: Walk, before: WalkProgress, wanted: int) -> int:
    """How many posts the next page is asked for."""
    return min(PER_PAGE, wanted - before.have) if walk in LISTS else 0


def take(walk: Walk, before: WalkProgress, page: Page, wanted: int) -> Step:
    """The step that *page* makes; what is no listing ends with its one page."""
    if walk not in LISTS:
        announced = page.accepted + len(page.rejected)
        done = WalkProgress(n=1, have=1, announced=announced, ended=True)
        return Step(fresh=frozenset(), after=done)
    sight = Sight(
        keys=tuple(post.id for post in page.posts),
        rejected=len(page.rejected),
        empty=page.is_empty,
        more=page.after is not None,
        cursor=page.after,
    )
    # Pages are filtered after they were cut, so a full walk takes a few more than it should.
    return advance(before, sight, wanted, max_pages=2 * math.ceil(wanted / PER_PAGE) + SPARE_PAGES)

"""Pages of a list: the several orders, cursors down to null, and how paging goes wrong."""

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from b9_devstack.reddit_simulator.communities import DAY_S
from b9_devstack.reddit_simulator.outline import Ref
from b9_devstack.simulator.draw import Draw
from b9_devstack.simulator.items import EPOCH_S

DEFAULT_LIMIT: Final = 25
MAX_LIMIT: Final = 100
REPEATED: Final = 3
# Reddit's own: an order of magnitude of votes outweighs so many seconds.
HOT_S: Final = 45_000
SPANS: Final = {
    "hour": 3_600, "day": DAY_S, "week": 7 * DAY_S, "month": 30 * DAY_S, "year": 365 * DAY_S,
}  # fmt: skip


class Listed(Protocol):
    """What may stand in a list."""

    @property
    def fullname(self) -> str:
        """Kind and id, the name of a cursor."""
        ...


T = TypeVar("T", bound=Listed)


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a list was asked for; *limit* null where nothing sensible was said."""

    limit: int = DEFAULT_LIMIT
    after: str | None = None
    before: str | None = None
    count: int = 0
    span: str = "day"

    @property
    def size(self) -> int:
        """How many items a page holds."""
        return min(self.limit, MAX_LIMIT) if self.limit > 0 else DEFAULT_LIMIT


def ordered(refs: Sequence[Ref], order: str, span: str) -> list[Ref]:
    """Return *refs* in the *order* asked for; spans count back from the newest there can be."""
    if order in {"top", "controversial"}:
        since = EPOCH_S - SPANS.get(span, EPOCH_S)
        refs = [ref for ref in refs if ref.created >= since]
    return sorted(refs, key=ORDERS[order])


def page_of(
    listed: Sequence[T],
    asked: Asked,
    *,
    gone: Collection[str] = (),
    on_top: int = 0,
    twists: Collection[str] = (),
) -> tuple[list[T], str | None, str | None]:
    """
    Return the items of a page and its cursors after and before.

    What is *gone* is not shown, but still good as a cursor; an unknown cursor is the end. The
    first page holds *on_top* items more. *twists* are paging faults by their trait names.
    """
    alive = [item for item in listed if item.fullname not in gone]
    if asked.before is not None:
        end = _place(listed, asked.before, gone) or 0
        begin = max(0, end - asked.size)
    elif asked.after is not None:
        place = _place(listed, asked.after, gone)
        begin = len(alive) if place is None else place + (asked.after not in gone)
        begin, end = _twisted(begin, begin + asked.size, asked, twists)
    else:
        begin, end = _twisted(0, asked.size + on_top, asked, twists)
    shown = alive[begin:end]
    after = shown[-1].fullname if shown and end < len(alive) else None
    if "endless" in twists and asked.after:
        after = asked.after
    before = shown[0].fullname if shown and begin and (asked.count or asked.before) else None
    return shown, after, before


def _place(listed: Sequence[T], cursor: str, gone: Collection[str]) -> int | None:
    """Return how many of those still there come before *cursor*; null if it is unknown."""
    passed = 0
    for item in listed:
        if item.fullname == cursor:
            return passed
        passed += item.fullname not in gone
    return None


def _twisted(begin: int, end: int, asked: Asked, twists: Collection[str]) -> tuple[int, int]:
    if "short" in twists:
        end = begin + 1 + Draw("short", asked.after).below(end - begin)
    if "repeating" in twists and begin > REPEATED and end - begin > REPEATED:
        return begin - REPEATED, end - REPEATED
    return begin, end


def _hot(ref: Ref) -> tuple[bool, float]:
    score = math.copysign(math.log10(max(1, abs(ref.score))), ref.score)
    return not ref.sticky, -(score + ref.created / HOT_S)


ORDERS: Final[dict[str, Callable[[Ref], tuple[float, ...]]]] = {
    "hot": _hot,
    "new": lambda ref: (-ref.created,),
    "rising": lambda ref: (-ref.created,),
    "top": lambda ref: (-ref.score, -ref.created),
    "controversial": lambda ref: (ref.dice % 1_009, -ref.created),
}

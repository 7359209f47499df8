"""Drift: with every call about a list, posts appear and vanish and scores move."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from b9_devstack.reddit_simulator.communities import Community
from b9_devstack.reddit_simulator.outline import Ref, appeared
from b9_devstack.simulator.draw import Draw

APPEAR_PERCENT: Final = 15
VANISH_PERCENT: Final = 8
MAX_APPEARED: Final = 200
MAX_VANISHED: Final = 20
# Only what an ordinary walk would see may vanish, or drift would hardly ever be noticed.
VANISHING_DEPTH: Final = 100


@dataclass(slots=True)
class Course:
    """How far one list has drifted: *calls* decides everything, given the seed."""

    calls: int = 0
    appeared: int = 0
    vanished: set[str] = field(default_factory=set)

    def advance(self, seed: int, owner: str, refs: list[Ref]) -> None:
        """Let one call about the list of *owner*, which began as *refs*, pass."""
        self.calls += 1
        draw = Draw(seed, "drift", owner, self.calls)
        if draw.below(100) < APPEAR_PERCENT and self.appeared < MAX_APPEARED:
            self.appeared += 1
        vanishing = draw.below(100) < VANISH_PERCENT and self.calls > 1
        if vanishing and refs and len(self.vanished) < MAX_VANISHED:
            self.vanished.add(refs[draw.below(min(len(refs), VANISHING_DEPTH))].fullname)

    def of(self, refs: list[Ref], community: Community | None) -> list[Ref]:
        """Return *refs* as they stand now: those that vanished too, for the sake of cursors."""
        now = [ref._replace(score=moved(ref, self.calls)) for ref in refs]
        if community is None or not refs:
            return now
        return [*(appeared(community, number) for number in range(self.appeared, 0, -1)), *now]


def moved(ref: Ref, calls: int) -> int:
    """Return the score of *ref* after *calls*: most rise, some fall."""
    return ref.score + calls * (ref.dice % 7 - 1)


class Courses:
    """The course of every list asked for, the longest unused forgotten first."""

    def __init__(self, limit: int = 50_000) -> None:
        self._limit = limit
        self._courses: OrderedDict[str, Course] = OrderedDict()

    def of(self, owner: str) -> Course:
        """Return the course of *owner*; a new one where there was none."""
        course = self._courses.setdefault(owner, Course())
        self._courses.move_to_end(owner)
        if len(self._courses) > self._limit:
            self._courses.popitem(last=False)
        return course

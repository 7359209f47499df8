"""Drift: with every call about a creator, items appear and vanish and counters move."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from b9_devstack.simulator.creators import Creator, Walk
from b9_devstack.simulator.draw import Draw
from b9_devstack.simulator.feeds import Changes

WALKS: Final[tuple[Walk, ...]] = ("reels", "posts")
APPEAR_PERCENT: Final = 15
VANISH_PERCENT: Final = 8
MAX_APPEARED: Final = 200
MAX_VANISHED: Final = 20
# Only what a full walk would see may vanish, or drift would hardly ever be noticed.
VANISHING_DEPTH: Final = {"reels": 100, "posts": 34}


@dataclass(slots=True)
class Course:
    """How far one creator has drifted: *calls* decides everything, given the seed."""

    calls: int = 0
    changes: dict[Walk, Changes] = field(default_factory=lambda: {w: Changes() for w in WALKS})

    def advance(self, creator: Creator) -> None:
        """Let one call pass."""
        self.calls += 1
        for walk in WALKS:
            draw = Draw(creator.seed, "drift", creator.id, walk, self.calls)
            self._appear(self.changes[walk], draw)
            if self.calls > 1:
                self._vanish(self.changes[walk], creator, walk, draw)

    @staticmethod
    def _appear(changes: Changes, draw: Draw) -> None:
        if draw.below(100) < APPEAR_PERCENT and len(changes.appeared) < MAX_APPEARED:
            changes.appeared.append(-len(changes.appeared) - 1)

    @staticmethod
    def _vanish(changes: Changes, creator: Creator, walk: Walk, draw: Draw) -> None:
        depth = min(creator.count(walk), VANISHING_DEPTH[walk])
        if draw.below(100) < VANISH_PERCENT and depth and len(changes.vanished) < MAX_VANISHED:
            changes.vanished.add(draw.below(depth + len(changes.appeared)) - len(changes.appeared))


class Courses:
    """The course of every creator asked about, the longest unused forgotten first."""

    def __init__(self, limit: int = 50_000) -> None:
        self._limit = limit
        self._by_id: OrderedDict[str, Course] = OrderedDict()

    def of(self, creator: Creator) -> Course:
        """Return the creator's course; a new one where there was none."""
        course = self._by_id.setdefault(creator.id, Course())
        self._by_id.move_to_end(creator.id)
        if len(self._by_id) > self._limit:
            self._by_id.popitem(last=False)
        return course

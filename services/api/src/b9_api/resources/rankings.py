"""
Whole rankings of viral posts, shared by all viewers, and what is made of each.

There may be twenty thousand posts in one. Nothing looks at all of them without letting others have
their turn in between, and what was made of them stays with the ranking, for whoever asks the same.
"""

import asyncio
import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final, Protocol, TypeAlias

import msgspec
from msgspec import Struct

from b9_api.http.problems import unavailable
from b9_api.lists.counting import Kept
from b9_api.lists.cursor import Position

# It takes the database longer than a page may: so long one ranking is the newest, and so long it is
# kept for those who page through it.
FRESH_S: Final = 5.0
KEEP_S: Final = 60.0
# Up to 20,000 posts each.
CAPACITY: Final = 4
# Questions whose matches are kept with a ranking.
PARTS: Final = 16
# So many rankings are made at once, and so many others may wait for their turn.
MADE_AT_ONCE: Final = 2
WAITING: Final = 8
# So many posts are looked at in well under a millisecond.
TURN: Final = 500


class Row(Protocol):
    """One post of a ranking, by the names of its columns."""

    def __getitem__(self, name: str, /) -> Any:
        """What the column has."""


# Reads every row of a ranking of so many hours, so many of a community, as of then.
Read: TypeAlias = Callable[[int, int, datetime], Awaitable[Sequence[Row]]]


class Narrowed(Struct, frozen=True, kw_only=True):
    """Which ranking, and which posts of it."""

    hours: int
    per_subreddit: int
    sfw: bool | None
    category: str | None
    q: str | None

    @property
    def question(self) -> str:
        """What a cursor belongs to."""
        return f"viral:{msgspec.json.encode(self).decode()}"

    @property
    def whole(self) -> bool:
        """Whether every post of the ranking is asked for."""
        return self.sfw is None and self.category is None and self.q is None

    def matches(self, row: Row) -> bool:
        """Whether *row* is asked for."""
        sfw = not row["over_18"] and not row["sub_over18"]
        return (
            (self.sfw is None or sfw == self.sfw)
            and (self.category is None or row["category"] == self.category)
            and (self.q is None or self.q in row["text"])
        )


class Ranking:
    """Posts, best first, as they were ranked at *as_of*."""

    def __init__(self, as_of: datetime, rows: Sequence[Row]) -> None:
        self.as_of = as_of
        self._rows = rows
        # As old as the ranking, and gone with it.
        self._matching = Kept(keep_s=math.inf, capacity=PARTS)
        self._summaries = Kept(keep_s=math.inf, capacity=PARTS)

    async def matching(self, asked: Narrowed) -> Sequence[Row]:
        """Every match, best first."""
        if asked.whole:
            return self._rows

        async def match() -> list[Row]:
            return [row async for part in _turns(self._rows) for row in part if asked.matches(row)]

        found: Sequence[Row] = await self._matching.get(asked.question, match)
        return found

    async def summary(self, asked: Narrowed) -> dict[str, Any]:
        """What is told of every match together."""

        async def sum_up() -> dict[str, Any]:
            return await summed(await self.matching(asked))

        told: dict[str, Any] = await self._summaries.get(asked.question, sum_up)
        return told


class Rankings:
    """Rankings by *read*, made anew at most every few seconds, and kept while they are paged."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._newest = Kept(keep_s=FRESH_S, capacity=CAPACITY, ahead=True)
        self._kept = Kept(keep_s=KEEP_S, capacity=CAPACITY)
        self._turn = asyncio.Semaphore(MADE_AT_ONCE)
        self._coming = 0

    async def newest(self, asked: Narrowed) -> Ranking:
        """That of a few seconds ago; who keeps asking waits for none."""

        async def make() -> Ranking:
            return await self.of(asked, datetime.now(UTC).replace(microsecond=0))

        key = f"{asked.hours}:{asked.per_subreddit}"
        ranking: Ranking = await self._newest.get(key, make)
        return ranking

    async def of(self, asked: Narrowed, as_of: datetime) -> Ranking:
        """That of then. Refuses where too many others are being made."""
        args = (asked.hours, asked.per_subreddit, as_of)
        ranking: Ranking = await self._kept.get(str(args), lambda: self._made(*args))
        return ranking

    async def _made(self, hours: int, per_subreddit: int, as_of: datetime) -> Ranking:
        if self._coming >= MADE_AT_ONCE + WAITING:
            raise unavailable("too many rankings are asked for at once", "overloaded")
        self._coming += 1
        try:
            async with self._turn:
                return Ranking(as_of, await self._read(hours, per_subreddit, as_of))
        finally:
            self._coming -= 1


def seen_at(after: Position) -> datetime:
    """When the ranking was made that *after* goes on in."""
    return datetime.fromisoformat((after.value or "").partition("|")[0])


def next_of(asked: Narrowed, as_of: datetime, last: Row) -> Position:
    """Where to go on after *last*."""
    return Position(asked.question, f"{as_of.isoformat()}|{last['value']}", last["key"])


def place_after(rows: Sequence[Row], after: Position) -> int:
    """Where those of *rows* begin that come after that position."""
    seen = Decimal((after.value or "").partition("|")[2]), after.key
    return bisect_left(rows, True, key=lambda row: (Decimal(row["value"]), row["key"]) < seen)


@dataclass(slots=True)
class _Sums:
    """What a summary is made of, post by post."""

    scores: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    posts: Counter[str] = field(default_factory=Counter)
    comments: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    hour_scores: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    hour_posts: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    sfw: int = 0

    def add(self, rows: Sequence[Row]) -> None:
        self.posts.update(row["subreddit_name"] for row in rows)
        self.hour_posts.update(row["hour"] for row in rows)
        self.kinds.update(row["content_type"] for row in rows)
        for row in rows:
            name, score = row["subreddit_name"], row["score"]
            self.scores[name] += score
            self.hour_scores[row["hour"]] += score
            self.comments[name] += row["num_comments"] or 0
            self.sfw += not row["over_18"]


async def summed(rows: Sequence[Row]) -> dict[str, Any]:
    """What is told of *rows* together; of equals the first by name, the smallest hour."""
    sums = _Sums()
    async for part in _turns(rows):
        sums.add(part)
    best = _best({name: score / sums.posts[name] for name, score in sums.scores.items()})
    hour = _best({at: score / sums.hour_posts[at] for at, score in sums.hour_scores.items()})
    talked = _best(sums.comments)
    return {
        "total_posts": len(rows),
        "total_subreddits": len(sums.posts),
        "best_subreddit": best[0],
        "best_subreddit_avg_score": best[1],
        "most_discussed_subreddit": talked[0],
        "most_discussed_comments": talked[1],
        "best_hour_utc": hour[0],
        "best_hour_avg_score": hour[1],
        "top_content_type": _best(sums.kinds)[0],
        "sfw_posts": sums.sfw,
        "nsfw_posts": len(rows) - sums.sfw,
    }


async def _turns(rows: Sequence[Row]) -> AsyncIterator[Sequence[Row]]:
    """All of *rows*, some at a time; others have their turn between."""
    for start in range(0, len(rows), TURN):
        if start:
            await asyncio.sleep(0)
        yield rows[start : start + TURN]


def _best(values: Mapping[Any, float]) -> tuple[Any, float | None]:
    if not values:
        return None, None
    name = min(values, key=lambda one: (-values[one], one))
    return name, round(values[name], 2)

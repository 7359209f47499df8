"""Large rankings are shared, looked through in turns, and gone through without reading them all."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from b9_api.http.problems import Problem
from b9_api.resources.rankings import (
    MADE_AT_ONCE,
    TURN,
    WAITING,
    Narrowed,
    Ranking,
    Rankings,
    Row,
    next_of,
    place_after,
    summed,
)

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def asked(**narrowed: Any) -> Narrowed:
    every: dict[str, Any] = {
        "hours": 72,
        "per_subreddit": 3,
        "sfw": None,
        "category": None,
        "q": None,
    }
    return Narrowed(**(every | narrowed))


def post(n: int) -> dict[str, Any]:
    """Three posts have the same value; the texts of values do not sort as numbers do."""
    return {
        "value": f"{n // 3}.5",
        "key": f"p{n % 3}x{n}",
        "subreddit_name": f"s{n % 7}",
        "score": n % 50,
        "num_comments": None if n % 5 == 0 else n % 11,
        "content_type": ("image", "video")[n % 2],
        "over_18": n % 4 == 0,
        "sub_over18": n % 3 == 0,
        "category": "a" if n % 2 else "b",
        "text": f"title {n}",
        "hour": n % 24,
    }


def ranked(number: int) -> list[dict[str, Any]]:
    """So many posts, best first."""
    return [post(n) for n in reversed(range(number))]


class Counted(Sequence[Row]):
    """A ranking of so many posts that knows how many were looked at, and makes no others."""

    def __init__(self, number: int) -> None:
        self.numbers = range(number)[::-1]
        self.looks = 0

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, int):
            self.looks += 1
            return post(self.numbers[at])
        part = [post(n) for n in self.numbers[at]]
        self.looks += len(part)
        return part


def test_a_cursor_goes_on_right_after_its_post_wherever_that_stands() -> None:
    rows = ranked(300)

    assert rows == sorted(rows, key=lambda row: (Decimal(row["value"]), row["key"]), reverse=True)
    for place, row in enumerate(rows):
        assert place_after(rows, next_of(asked(), NOW, row)) == place + 1


def test_going_on_looks_at_few_posts() -> None:
    rows = Counted(20_000)
    last = next_of(asked(), NOW, post(rows.numbers[12_345]))

    assert place_after(rows, last) == 12_346

    assert rows.looks < 20


async def test_what_was_made_of_a_ranking_is_made_once() -> None:
    rows = Counted(500)
    ranking = Ranking(NOW, rows)
    narrowed = asked(sfw=True, category="a", q="title 1")

    first, second = await asyncio.gather(ranking.matching(narrowed), ranking.matching(narrowed))
    told = [await ranking.summary(narrowed) for _ in range(3)]

    assert rows.looks == 500
    assert first is second
    assert [row["key"] for row in first] == [
        row["key"]
        for row in ranked(500)
        if not row["over_18"]
        and not row["sub_over18"]
        and row["category"] == "a"
        and "title 1" in row["text"]
    ]
    assert told[0] is told[2]
    assert told[0]["total_posts"] == len(first) > 0
    assert await ranking.matching(asked()) is rows


async def test_others_have_their_turn_while_a_large_ranking_is_looked_through() -> None:
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    beside = asyncio.create_task(other())
    ranking = Ranking(NOW, ranked(10 * TURN))
    await ranking.matching(asked(q="title"))
    between = turns
    await ranking.summary(asked())
    beside.cancel()

    assert between >= 9
    assert turns - between >= 9


async def test_a_summary_tells_means_and_of_equals_the_first() -> None:
    told = await summed(ranked(2 * TURN + 7))
    rows = ranked(2 * TURN + 7)

    means = {
        name: sum(of) / len(of)
        for name in sorted({row["subreddit_name"] for row in rows})
        if (of := [row["score"] for row in rows if row["subreddit_name"] == name])
    }
    best = max(means, key=lambda name: means[name])
    assert (told["best_subreddit"], told["best_subreddit_avg_score"]) == (
        best,
        round(means[best], 2),
    )
    assert (told["total_posts"], told["total_subreddits"]) == (2 * TURN + 7, 7)
    assert told["sfw_posts"] + told["nsfw_posts"] == told["total_posts"]
    assert told["top_content_type"] == "image"
    assert (await summed([]))["best_subreddit"] is None


async def test_few_rankings_are_made_at_once_and_few_wait_for_their_turn() -> None:
    made, most, go = 0, 0, asyncio.Event()

    async def read(hours: int, per_subreddit: int, as_of: datetime) -> Sequence[Row]:
        nonlocal made, most
        made += 1
        most = max(most, made)
        await go.wait()
        made -= 1
        return []

    rankings = Rankings(read)
    questions = [asked(hours=n) for n in range(1, MADE_AT_ONCE + WAITING + 2)]
    # Who asks for the same waits for the same.
    tasks = [asyncio.create_task(rankings.newest(one)) for one in questions[:1] + questions]
    for _ in range(5):
        await asyncio.sleep(0)
    go.set()
    ended = await asyncio.gather(*tasks, return_exceptions=True)

    assert most == MADE_AT_ONCE
    refused = [one for one in ended if isinstance(one, BaseException)]
    assert [(type(one), getattr(one, "code", "")) for one in refused] == [(Problem, "overloaded")]
    assert await (await rankings.newest(asked(hours=99))).matching(asked()) == []


@pytest.mark.parametrize("number", [0, 1, TURN, TURN + 1])
async def test_no_post_is_passed_over_between_turns(number: int) -> None:
    matches = await Ranking(NOW, ranked(number)).matching(asked(q="title"))

    assert len(matches) == number

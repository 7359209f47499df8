"""Viral posts, as the database ranks them: one formula, over all matches."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from b9_devstack.testing import Database as Stored

Take = Callable[..., Any]
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
async def reader(database: Stored) -> Any:
    """As a person's tool connects: it may look, and nothing else."""
    connection = await asyncpg.connect(database.reader_dsn)
    yield connection
    await connection.close()


async def community(owner: Any, key: str, review: str | None = "Ok", **fields: Any) -> None:
    given = {
        "subreddit_id": key, "name": f"c_{key}", "review": review, "over18": False, **fields,
    }  # fmt: skip
    marks = ", ".join(f"${n}" for n in range(1, len(given) + 1))
    await owner.execute(
        f"INSERT INTO reddit_subreddits ({', '.join(given)}) VALUES ({marks})", *given.values()
    )


async def post(owner: Any, key: str, of: str = "a", hours: float = 1, **fields: Any) -> None:
    given: dict[str, Any] = {
        "reddit_id": key, "subreddit_id": of, "subreddit_name": f"c_{of}", "title": key,
        "created_utc": NOW - timedelta(hours=hours), "score": 100, "num_comments": 10,
        "content_type": "image", "observed_at": NOW, "content_hash": "x",
    }  # fmt: skip
    flags = (
        "edited", "score_hidden", "over_18", "spoiler", "stickied", "locked", "archived", "is_self",
        "is_video", "is_gallery", "is_poll",
    )  # fmt: skip
    given |= dict.fromkeys(flags, False) | fields
    marks = ", ".join(f"${n}" for n in range(1, len(given) + 1))
    await owner.execute(
        f"INSERT INTO reddit_posts ({', '.join(given)}) VALUES ({marks})", *given.values()
    )


async def viral(reader: Any, hours: int = 72, per_sub: int = 3, limit: int = 500) -> list[Any]:
    found = await reader.fetch(
        "SELECT reddit_id, viral_score FROM get_viral_posts($1, $2, $3, $4)",
        hours, per_sub, limit, NOW,
    )  # fmt: skip
    return [tuple(row) for row in found]


@pytest.mark.parametrize(
    ("score", "comments", "hours", "expected"),
    [
        # 0.35 of 5, 0.35 of 1, 0.10 of 10 (13.9 an hour), 0.20 of 5: 4.1, and a tenth more.
        (500, 50, 36, "4.51"),
        # Everything at its cap, half of the window gone: 3.5 + 3.5 + 1 + 1.
        (9_000, 99_000, 36, "9.9"),
        # One comment under one upvote is nothing: 0.0035 + 0.035 + 0.1 / 36 + 1 = 1.04128.
        (1, 1, 36, "1.1454"),
    ],
)
async def test_the_viral_score_is_the_documented_one(
    owner: Any, reader: Any, score: int, comments: int, hours: int, expected: str
) -> None:
    await community(owner, "a")
    await post(owner, "1", score=score, num_comments=comments, hours=hours)

    assert await viral(reader, hours=72) == [("1", Decimal(expected))]


async def test_the_parts_have_one_scale_and_weigh_one_together(reader: Any) -> None:
    ask = "SELECT reddit_viral_score($1, $2, $3, 72, false)"

    assert await reader.fetchval(ask, 1_000, 1_000, 0.0) == 10
    fresh = await reader.fetchval(ask, 10, 0, 0.0)
    stale = await reader.fetchval(ask, 10, 0, 71.9999)
    # A fifth of the scale, where it once was half a hundredth.
    assert fresh - stale > Decimal("1.9")


async def test_a_tenth_comment_ratio_no_longer_reaches_the_top(reader: Any) -> None:
    ask = "SELECT reddit_viral_score(1000, $1, 72, 72, false)"

    some = await reader.fetchval(ask, 100)
    more = await reader.fetchval(ask, 500)
    assert more > some


async def test_only_what_a_person_found_ok_and_stands_openly_is_listed(
    owner: Any, reader: Any
) -> None:
    await community(owner, "a")
    await community(owner, "b", None, is_user_feed=False)
    await community(owner, "n", "Non Related")
    await post(owner, "1")
    await post(owner, "2", of="b")
    await post(owner, "3", of="n")
    await post(owner, "4", stickied=True, score=9_999)
    await post(owner, "5", removed_by="moderator", score=9_999)
    await post(owner, "6", score=None)
    await post(owner, "7", score=0)
    await post(owner, "8", hours=73)
    await post(owner, "9", hours=-1)

    assert [key for key, _ in await viral(reader)] == ["1"]


async def test_of_each_community_the_best_few_are_kept(owner: Any, reader: Any) -> None:
    for key in ("a", "b"):
        await community(owner, key)
        for n in range(5):
            await post(owner, f"{key}{n}", of=key, score=100 * (n + 1))

    assert sorted(key for key, _ in await viral(reader, per_sub=2)) == ["a3", "a4", "b3", "b4"]
    count = "SELECT get_viral_posts_count(72, 2, $1)"
    assert await reader.fetchval(count, NOW) == 4


async def test_adults_only_is_not_favoured_whichever_says_so(owner: Any, reader: Any) -> None:
    await community(owner, "a")
    await community(owner, "b", over18=True)
    await post(owner, "safe")
    await post(owner, "post18", over_18=True)
    await post(owner, "sub18", of="b")

    scores = dict(await viral(reader))
    assert scores["safe"] > scores["post18"] == scores["sub18"]


async def test_pages_by_place_and_by_offset_hold_every_match_once(owner: Any, reader: Any) -> None:
    for n in range(10):
        await community(owner, f"s{n}")
        # Two and two are equal in score.
        await post(owner, f"p{n}", of=f"s{n}", score=100 * (n // 2 + 1))
    ask = "SELECT * FROM get_viral_posts_paginated(72, 3, 3, $1, 10000, $2, $3, $4)"

    by_offset, by_place = [], []
    last: Any = (None, None)
    for n in range(4):
        by_offset += [row["reddit_id"] for row in await reader.fetch(ask, n * 3, NOW, None, None)]
        page = await reader.fetch(ask, 0, NOW, *last)
        by_place += [row["reddit_id"] for row in page]
        assert {row["total_count"] for row in page} == {10}
        last = (page[-1]["viral_score"], page[-1]["reddit_id"])

    everything = [key for key, _ in await viral(reader)]
    assert by_offset == by_place == everything
    assert len(everything) == 10


async def test_more_than_a_thousand_matches_are_counted_and_listed(owner: Any, reader: Any) -> None:
    await owner.execute(
        "INSERT INTO reddit_subreddits (subreddit_id, name, review)"
        " SELECT 's' || n, 'c' || n, 'Ok' FROM generate_series(1, 1300) AS n"
    )
    await post(owner, "x", of="s1")
    columns = await owner.fetchval(
        "SELECT string_agg(attname, ', ') FROM pg_attribute"
        " WHERE attrelid = 'reddit_posts'::regclass AND attnum > 0 AND attgenerated = ''"
        " AND attidentity = '' AND attname NOT IN ('reddit_id', 'subreddit_id')"
    )
    await owner.execute(
        f"INSERT INTO reddit_posts (reddit_id, subreddit_id, {columns})"
        f" SELECT 'p' || n, 's' || n, {columns}"
        " FROM reddit_posts, generate_series(2, 1300) AS n WHERE reddit_id = 'x'"
    )

    assert await reader.fetchval("SELECT get_viral_posts_count(72, 3, $1)", NOW) == 1_300
    assert len(await viral(reader, limit=2_000)) == 1_300


async def test_the_summary_is_over_all_matches(owner: Any, reader: Any) -> None:
    await community(owner, "a")
    await community(owner, "b")
    await post(owner, "1", score=100, num_comments=500, hours=2)
    await post(owner, "2", score=300, num_comments=None, hours=3, content_type="text")
    await post(owner, "3", of="b", score=250, num_comments=20, hours=3, content_type="text")

    row = await reader.fetchrow("SELECT * FROM get_viral_posts_summary(72, 3, $1)", NOW)

    assert (row["total_posts"], row["total_subreddits"]) == (3, 2)
    assert (row["best_subreddit"], row["best_subreddit_avg_score"]) == ("c_b", 250)
    assert (row["most_discussed_subreddit"], row["most_discussed_comments"]) == ("c_a", 500)
    assert (row["best_hour"], row["best_hour_avg_score"]) == (9, 275)
    assert row["top_content_type"] == "text"


async def test_the_summary_of_nothing_is_zero(reader: Any) -> None:
    row = await reader.fetchrow("SELECT * FROM get_viral_posts_summary(72, 3, $1)", NOW)

    assert (row["total_posts"], row["best_subreddit"], row["best_hour"]) == (0, None, None)


async def test_the_functions_run_as_who_calls_them(owner: Any, database: Stored) -> None:
    definers = await owner.fetch(
        "SELECT proname FROM pg_proc WHERE prosecdef"
        " AND pronamespace = 'public'::regnamespace AND proname ~ 'viral|posting'"
    )
    assert definers == []
    persister = await asyncpg.connect(database.persister_dsn)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await persister.fetch("SELECT * FROM get_viral_posts()")
    finally:
        await persister.close()


async def test_ranking_reads_the_window_by_its_index(owner: Any) -> None:
    for n in range(20):
        await community(owner, f"s{n}")
    await post(owner, "x", of="s1")
    columns = await owner.fetchval(
        "SELECT string_agg(attname, ', ') FROM pg_attribute"
        " WHERE attrelid = 'reddit_posts'::regclass AND attnum > 0 AND attgenerated = ''"
        " AND attidentity = '' AND attname NOT IN ('reddit_id', 'subreddit_id', 'created_utc')"
    )
    await owner.execute(
        f"INSERT INTO reddit_posts (reddit_id, subreddit_id, created_utc, {columns})"
        f" SELECT 'p' || n, 's' || n % 20, created_utc - make_interval(hours => n), {columns}"
        " FROM reddit_posts, generate_series(1, 20000) AS n WHERE reddit_id = 'x'"
    )
    await owner.execute("VACUUM ANALYZE reddit_posts")
    await owner.execute("VACUUM ANALYZE reddit_subreddits")

    plan = await owner.fetch("EXPLAIN SELECT * FROM get_viral_posts(72, 3, 500, $1)", NOW)

    told = "\n".join(row[0] for row in plan)
    assert "reddit_posts_viral" in told, told
    assert "Seq Scan on reddit_posts" not in told, told


class TestFilterForPosting:
    async def names(self, reader: Any, **given: Any) -> list[str]:
        said = ", ".join(f"{name} => ${n}" for n, name in enumerate(given, start=1))
        found = await reader.fetch(
            f"SELECT name FROM filter_subreddits_for_posting({said})", *given.values()
        )
        return [row["name"] for row in found]

    async def test_a_community_that_begins_with_u_is_not_taken_for_a_feed(
        self, owner: Any, reader: Any
    ) -> None:
        await community(owner, "1", name="unpopular")
        await community(owner, "2", name="u_somebody", is_user_feed=True)

        assert await self.names(reader) == ["unpopular"]

    async def test_an_underscore_that_is_searched_for_is_an_underscore(
        self, owner: Any, reader: Any
    ) -> None:
        await community(owner, "1", name="me_irl")
        await community(owner, "2", name="meXirl", title="50% off")

        assert await self.names(reader, search_term="E_I") == ["me_irl"]
        assert await self.names(reader, search_term="0% o") == ["meXirl"]

    async def test_it_sorts_by_what_is_chosen_and_filters_by_tags(
        self, owner: Any, reader: Any
    ) -> None:
        await community(owner, "1", name="low", activity_score=1, tags='["a", "b"]')
        await community(owner, "2", name="high", activity_score=9, tags='["b"]')
        await community(owner, "3", name="none", over18=None)

        given = {"sort_by": "activity_score"}
        assert await self.names(reader, **given) == ["high", "low", "none"]
        assert await self.names(reader, **given, sort_order="asc") == ["low", "high", "none"]
        assert await self.names(reader, **given, tag_array=["a", "x"]) == ["low"]
        assert await self.names(reader, **given, sfw_only=True) == ["high", "low"]
        assert await self.names(reader, **given, limit_count=1, offset_count=1) == ["low"]

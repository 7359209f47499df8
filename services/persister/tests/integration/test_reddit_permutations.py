"""Any order, with any repetition, of one log of Reddit leaves the same content behind."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from b9_common.events import Event, KeywordMatch, Kind, RejectedItem, Walk
from b9_devstack.testing import Database as Stored
from b9_persister.testing.playing import left_behind, play
from b9_persister.testing.reddit import (
    about_page,
    accept_scan,
    found,
    post,
    reddit_marker,
    reddit_page,
    refused_marker,
    rules,
    rules_page,
    subreddit,
    user,
    user_page,
)

Take = Callable[..., Any]

FIRST = "00000000-0000-4000-8000-00000000000a"
SECOND = "00000000-0000-4000-8000-00000000000b"
THIRD = "00000000-0000-4000-8000-00000000000c"

# Times of our own and what analytics derive say when and how often something was looked at.
DERIVED = """
    id created_at updated_at analytics_at last_scraped_at committed_at version inserted updated
    unchanged superseded best_posting_day best_posting_hour top_content_type posts_analysed
    account_age_days total_posts_analyzed preferred_content_type most_active_posting_hour
    most_active_posting_day primary_subreddits cross_subreddit_activity
"""
TABLES = (
    "reddit_subreddits",
    "reddit_posts",
    "reddit_users",
    "subreddit_discoveries",
    "reddit_target_states",
    "media_assets",
    "request_pages",
)


def log() -> list[Event]:
    """Three runs: drift, bans and returns, rules apart, shared posts, stubs of any spelling."""
    events: list[Event] = []
    match = KeywordMatch(category="pets", phrase="cat", where="title")
    for run, request in ((1, FIRST), (2, FIRST), (1, SECOND)):
        minutes = run * 10 + (5 if request == SECOND else 0)
        pages = [
            about_page(
                request, subreddit(subscribers=minutes, matches=(match,) * (run % 2)),
                run=run, minutes=minutes,
            ),
            rules_page(request, rules(f"rule {minutes}"), run=run, minutes=minutes - 7),
        ]  # fmt: skip
        for n in range(3):
            walk = (Walk.HOT, Walk.TOP, Walk.SUBMITTED)[n]
            keys = [(n * 2 + k) % 5 for k in range(3)]
            posts = [
                post(
                    f"p{key}", score=run * n or None, author_id=f"a{key % 3}",
                    author=("Pilot", "Other", "PILOT")[key % 3],
                    of=("c1", "Orbit") if key else ("c7", "x"),
                )
                for key in keys
            ]  # fmt: skip
            spelt = ("New", "NEW", "new")[n]
            seen = [found("c2", spelt, f"p{n}", over18=bool(n)), found(f"f{n}", f"u_{spelt}")]
            bad = (RejectedItem(index=9, reason="no id"),) if n == 1 else ()
            pages.append(
                reddit_page(
                    request, walk, run=run, n=n, posts=posts, found=seen, rejected=bad,
                    minutes=minutes + n % 2,
                )
            )  # fmt: skip
        events += [*pages, reddit_marker(request, pages, minutes=minutes + 3)]
    events += [
        refused_marker(THIRD, "target_private", target="orbit", minutes=12),
        refused_marker(THIRD, "target_banned", target="NEW", minutes=40, run=2),
        refused_marker(THIRD, "target_not_found", target="new", minutes=40, run=3),
        refused_marker(
            THIRD, "target_suspended", target="Pilot", minutes=9, run=4, kind=Kind.USER_DISCOVER
        ),
        user_page(THIRD, minutes=8),
        user_page(THIRD, user(total_karma=3), n=1, minutes=7),
        about_page(THIRD, subreddit("f1", "u_NEW", is_user_feed=True), minutes=3),
    ]
    return events


async def content(rows: Take) -> dict[str, Any]:
    figures = await rows(
        "SELECT column_name::text FROM information_schema.columns"
        " WHERE table_name IN ('reddit_subreddits', 'reddit_users') AND data_type = 'numeric'"
    )
    return await left_behind(rows, TABLES, [*DERIVED.split(), *figures])


async def start_over(owner: Any, dsn: str) -> None:
    await owner.execute(
        "TRUNCATE requests, request_stages, request_events, outbox, dead_letters, "
        + ", ".join(TABLES)
    )
    for number, request in enumerate((FIRST, SECOND, THIRD)):
        await accept_scan(dsn, request_id=request, target=f"target{number}")


# Each example plays the whole log twice, in dozens of transactions.
@pytest.mark.timeout(120)
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
async def test_any_order_with_any_repetition_of_reddit_leaves_the_same_content(
    take: Take, rows: Take, owner: Any, database: Stored, seed: int
) -> None:
    chance = random.Random(seed)
    await start_over(owner, database.owner_dsn)
    await play(take, log(), random.Random(0))
    undisturbed = await content(rows)
    assert all(undisturbed.values())

    await start_over(owner, database.owner_dsn)
    events = log()
    events += chance.choices(events, k=15)
    chance.shuffle(events)
    await play(take, events, chance)

    assert await content(rows) == undisturbed


async def test_the_log_ends_as_its_newest_words_say(
    take: Take, rows: Take, owner: Any, database: Stored
) -> None:
    await start_over(owner, database.owner_dsn)

    await play(take, log(), random.Random(1))

    assert await rows(
        "SELECT name, upstream_state, suggested_review, subscribers"
        " FROM reddit_subreddits ORDER BY subreddit_id"
    ) == [
        ("Orbit", "ok", None, 20),
        ("new", "not_found", "Banned", None),
        ("x", None, None, None),
        ("u_New", "ok", "User Feed", None),
        ("u_NEW", "ok", "User Feed", 1_000),
        ("u_new", "ok", "User Feed", None),
    ]
    assert await rows("SELECT reddit_id, username, is_suspended FROM reddit_users ORDER BY 1") == [
        ("a0", "Pilot", True),
        ("a1", "Pilot", True),
        ("a2", "PILOT", True),
    ]

"""Any order, with any repetition, of one log of events leaves the same content behind."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from b9_common.events import AssetOutcome, Event, RejectedItem, Walk
from b9_devstack.testing import Database as Stored
from b9_persister.testing.events import (
    accept,
    item,
    marker,
    outcome,
    page,
    profile,
    profile_page,
)
from b9_persister.testing.playing import left_behind, play

Take = Callable[..., Any]

FIRST = "00000000-0000-4000-8000-00000000000a"
SECOND = "00000000-0000-4000-8000-00000000000b"

# Times of our own and what analytics derive say when and how often something was looked at.
DERIVED = """
    id created_at updated_at analytics_at full_depth_at discovery_date discovery_source
    last_scraped_at committed_at version viral_detected_at engagement_rate is_viral
    viral_multiplier inserted updated unchanged superseded
    reels_count posts_count total_views best_content_type most_active_day most_active_hour
    viral_content_count_cached previous_followers_count
"""
TABLES = (
    "instagram_creators",
    "instagram_reels",
    "instagram_posts",
    "instagram_follower_history",
    "username_history",
    "creator_relations",
    "media_assets",
    "request_assets",
    "request_pages",
)


def log() -> list[Event]:
    """Two runs of one account and one of another: drift, a rename, shared items, lost files."""
    events: list[Event] = []
    for run, name, request in ((1, "orbit", FIRST), (2, "apogee", FIRST)):
        pages = [
            profile_page(request, profile("100", name, followers_count=run), run=run, minutes=run)
        ]
        for n in range(3):
            items = [
                item(
                    f"1{(n * 2 + k) % 5:03d}", owner="200" if k == 2 else "100", like_count=run * n
                )
                for k in range(3)
            ]
            walk = Walk.POSTS if n == 2 else Walk.REELS
            bad = (RejectedItem(index=9, reason="no pk"),) if n == 1 else ()
            pages.append(
                page(
                    request, run=run, n=n, walk=walk, items=items, owner=("100", name),
                    minutes=run + n % 2, rejected=bad,
                )
            )  # fmt: skip
        events += [*pages, marker(request, pages)]
        for one in pages:
            for number, ref in enumerate(one.assets):
                events.append(outcome(one, ref, AssetOutcome.FAILED, reason=f"run {run}"))
                if number != 1:
                    events.append(outcome(one, ref, sha256=f"{run}{number}", width=number))
                    events.append(outcome(one, ref, AssetOutcome.ALREADY_STORED, sha256="11"))
    other = profile_page(SECOND, profile("200", "orbit"), minutes=9)
    shared = page(
        SECOND,
        items=[item("1001", owner="200", play_count=None)],
        owner=("200", "orbit"),
        minutes=2,
    )
    return [*events, other, shared, marker(SECOND, [other, shared])]


async def content(rows: Take) -> dict[str, Any]:
    figures = await rows(
        "SELECT column_name::text FROM information_schema.columns"
        " WHERE table_name = 'instagram_creators' AND data_type = 'numeric'"
    )
    return await left_behind(rows, TABLES, [*DERIVED.split(), *figures])


async def start_over(owner: Any, dsn: str) -> None:
    await owner.execute(
        "TRUNCATE requests, request_stages, request_events, outbox, dead_letters, "
        + ", ".join(TABLES)
    )
    await accept(dsn, request_id=FIRST)
    await accept(dsn, request_id=SECOND, target="second")


# Each example plays the whole log twice, in dozens of transactions.
@pytest.mark.timeout(120)
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
async def test_any_order_with_any_repetition_leaves_the_same_content(
    take: Take, rows: Take, owner: Any, database: Stored, seed: int
) -> None:
    chance = random.Random(seed)
    await start_over(owner, database.owner_dsn)
    await play(take, log(), random.Random(0))
    undisturbed = await content(rows)

    await start_over(owner, database.owner_dsn)
    events = log()
    events += chance.choices(events, k=15)
    chance.shuffle(events)
    await play(take, events, chance)

    assert await content(rows) == undisturbed

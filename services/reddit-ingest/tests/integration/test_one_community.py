"""The whole ingest on the simulated Reddit: a real process, a real broker, real HTTP."""

import asyncio
from datetime import UTC, datetime

import pytest
from reddit_bench import Bench, set_limits

from b9_common.events import (
    CallClass,
    CallTracked,
    FetchOutcome,
    Kind,
    StageState,
    StageTracked,
    Walk,
)
from b9_devstack.testing.bench import eventually

COMPLETE, PARTIAL = FetchOutcome.COMPLETE, FetchOutcome.PARTIAL
EMPTY, FAILED = FetchOutcome.EMPTY, FetchOutcome.FAILED


async def test_a_community_is_scanned_with_one_call_for_each_of_its_pages(bench: Bench) -> None:
    await bench.start()

    await bench.request("pottery", posts=150)
    marker = await bench.finished()
    pages, _ = await bench.counted()
    calls = await bench.simulator.calls()
    truth = await bench.simulator.ask("subreddits/pottery/truth", hot="150", top="150")

    assert (marker.outcome, marker.code) == (COMPLETE, None)
    assert (marker.kind, marker.target) == (Kind.SUBREDDIT_SCAN, "pottery")
    assert {page.walk for page in pages} == {Walk.ABOUT, Walk.RULES, Walk.HOT, Walk.TOP}
    assert len({page.owner.id for page in pages}) == 1
    assert sum(page.announced for page in pages) == sum(marker.totals.values())
    hot = [post.id for page in pages if page.walk is Walk.HOT for post in page.posts]
    assert len(hot) == len(set(hot)) == marker.totals["hot"] >= 100
    assert truth
    assert calls["paid_twice"] == []
    await eventually(bench.queue_is_empty)


async def test_a_discovery_finds_what_its_authors_lead_to(bench: Bench) -> None:
    await bench.start()

    await bench.request("pottery", Kind.SUBREDDIT_DISCOVER, authors=10)
    marker = await bench.finished()
    pages, _ = await bench.counted()
    leads = await bench.simulator.ask("subreddits/pottery/leads", hot="100", top="100", t="week")

    found = {one.name: one for page in pages for one in page.found}
    about = next(page for page in pages if page.walk is Walk.ABOUT)
    authors = {page.owner.username for page in pages if page.walk is Walk.SUBMITTED}
    assert marker.outcome is COMPLETE
    assert len(authors) == 10
    assert {one.source_id for one in found.values()} == {about.owner.id}
    assert len(found) > 5
    assert set(found) <= set(leads)
    assert {name for name, via in leads.items() if authors & set(via)} == set(found)


async def test_a_second_discovery_finds_the_same_without_asking_for_an_author_again(
    bench: Bench,
) -> None:
    first = await bench.start()
    await bench.request("pottery", Kind.SUBREDDIT_DISCOVER, authors=6)
    await bench.finished()
    before, _ = await bench.counted()
    await first.stop()

    # Another process: what was seen lately outlives the one that saw it.
    await bench.start()
    await bench.request("pottery", Kind.SUBREDDIT_DISCOVER, request_id="r2", authors=6)
    await bench.finished("r2")
    after, _ = await bench.counted("r2")
    asked = [call for call in await bench.calls() if call.endpoint == Walk.SUBMITTED]

    assert [one for page in before for one in page.found] != []
    assert {one.id for page in before for one in page.found} == {
        one.id for page in after for one in page.found
    }
    assert len(asked) == 6


async def test_an_account_is_fetched_with_its_profile_and_posts(bench: Bench) -> None:
    await bench.start()

    await bench.request("some_potter", Kind.USER_DISCOVER)
    marker = await bench.finished()
    pages, _ = await bench.counted()

    assert marker.outcome is COMPLETE
    assert marker.owner is not None
    assert {page.walk for page in pages} == {Walk.PROFILE, Walk.SUBMITTED}
    assert any(page.found for page in pages)


# What each kind of community must come to.
ENDINGS = {
    "few_x": (COMPLETE, None),
    "flaky_x": (COMPLETE, None),
    "limited_x": (COMPLETE, None),
    "repeating_x": (COMPLETE, None),
    "hidden_x": (COMPLETE, None),
    "empty_x": (EMPTY, "no_content"),
    "missing_x": (FAILED, "target_not_found"),
    "ghost_x": (FAILED, "target_not_found"),
    "redirect_x": (FAILED, "target_not_found"),
    "private_x": (FAILED, "target_private"),
    "banned_x": (FAILED, "target_banned"),
    "quarantined_x": (FAILED, "target_quarantined"),
    "legal_x": (FAILED, "target_unavailable_legal"),
}


async def test_every_documented_community_comes_to_its_true_end(bench: Bench) -> None:
    await bench.start()
    for name in ENDINGS:
        await bench.request(name, request_id=name, posts=60)

    async def ending(name: str) -> tuple[str, tuple[FetchOutcome, str | None]]:
        marker = await bench.finished(name, within_s=25)
        return name, (marker.outcome, marker.code)

    assert dict(await asyncio.gather(*(ending(name) for name in ENDINGS))) == ENDINGS


async def test_an_endless_listing_ends_and_is_partial(bench: Bench) -> None:
    await bench.start()

    await bench.request("endless_x", posts=500)
    marker = await bench.finished()

    assert (marker.outcome, marker.code) == (PARTIAL, "cursor_loop")
    assert (await bench.simulator.calls())["total"] < 12


async def test_a_suspended_account_ends_as_suspended(bench: Bench) -> None:
    await bench.start()

    await bench.request("suspended_x", Kind.USER_DISCOVER)
    marker = await bench.finished()

    assert (marker.outcome, marker.code, marker.owner) == (FAILED, "target_suspended", None)


@pytest.mark.parametrize("kind", ["forbidden_x", "html_x"])
async def test_a_refusal_that_may_be_of_us_is_never_said_of_the_community(
    bench: Bench, kind: str
) -> None:
    await bench.start()

    await bench.request(kind)
    waits = await eventually(lambda: _waits(bench))
    _, markers = await bench.content()

    assert waits[-1].until is not None
    assert markers == []


async def test_over_the_daily_cap_the_request_waits_and_no_call_is_made_beyond_it(
    bench: Bench,
) -> None:
    await set_limits(bench.broker, daily_cap=6)
    await bench.start()

    await bench.request("pottery", Kind.SUBREDDIT_DISCOVER, authors=10)
    await eventually(bench.queue_is_empty)
    waits = await _waits(bench)
    await bench.waits_for("daily_cap")

    assert (waits[-1].stage, waits[-1].reason) == ("content", "daily_cap")
    assert waits[-1].until is not None
    assert len(await bench.calls()) == 6


async def test_what_the_headers_say_holds_every_process_back_before_reddit_refuses_any(
    bench: Bench,
) -> None:
    await bench.simulator.set(rate_limit=40, rate_window_s=5.0)
    await asyncio.gather(bench.start(), bench.start())
    # Of the first window nobody knows before an answer came, be it late.
    await bench.request("pottery", request_id="first", posts=10)
    await bench.finished("first")

    await _drive_to_their_end(bench, [f"pottery{number}" for number in range(12)])
    calls = await bench.calls()

    # More than one window holds.
    assert len(calls) == 4 + 48
    assert {call.call_class for call in calls} == {CallClass.OK}


async def test_every_call_and_stage_is_told_before_the_request_is_acked(bench: Bench) -> None:
    await bench.start()

    await bench.request("few_x")
    await eventually(bench.queue_is_empty)
    events = await bench.tracked()
    calls = [event for event in events if isinstance(event, CallTracked)]
    stages = [event.stage for event in events if isinstance(event, StageTracked)]

    assert sorted(call.walk for call in calls) == ["about", "hot", "rules", "top"]
    assert {(call.provider, call.cost_usd) for call in calls} == {("reddit", 0.0)}
    assert stages == ["listing", "content"]


async def _waits(bench: Bench) -> list[StageTracked]:
    events = [event for event in await bench.tracked() if isinstance(event, StageTracked)]
    return [event for event in events if event.state is StageState.WAITING]


async def _drive_to_their_end(bench: Bench, names: list[str]) -> None:
    """Send each again whenever its wait is over, as the dispatcher would."""
    drives = dict.fromkeys(names, 1)
    for name in names:
        await bench.request(name, request_id=name, posts=10)
    while drives:
        await asyncio.sleep(1.0)
        for wait in await _waits(bench):
            name = wait.request_id
            over = wait.until is not None and wait.until < datetime.now(UTC)
            if over and wait.drive == drives.get(name):
                drives[name] += 1
                await bench.request(name, request_id=name, drive=drives[name], posts=10)
        for name in list(drives):
            progress = await bench.progress(name)
            if progress is not None and progress.state == "finished":
                del drives[name]

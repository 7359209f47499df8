"""What deaths, stops and rivals cost, with real processes."""

import asyncio
import signal

from reddit_bench import Bench

from b9_common.control import PAID_CALLS, platform_key
from b9_common.events import CallClass, FetchOutcome, Kind, Platform, StageState, StageTracked, Walk
from b9_common.messaging.connection import Broker
from b9_devstack.testing.bench import eventually, set_control

DISCOVER = Kind.SUBREDDIT_DISCOVER


async def authors_done(bench: Bench, at_least: int) -> set[str]:
    progress = await bench.progress()
    done = {one.name.lower() for one in (progress.authors or ()) if one.done} if progress else set()
    return done if len(done) >= at_least else set()


async def asked(bench: Bench) -> list[str]:
    """Every account that was asked for, in order, by the simulator's own count."""
    calls = (await bench.simulator.calls())["calls"]
    return [call["who"] for call in calls if "submitted" in call["endpoint"]]


async def stage_is(bench: Bench, state: StageState, reason: str) -> StageTracked | None:
    for event in await bench.tracked():
        if isinstance(event, StageTracked) and (event.state, event.reason) == (state, reason):
            return event
    return None


async def drive_is(bench: Bench, drive: int) -> bool:
    progress = await bench.progress()
    return progress is not None and progress.drive == drive


async def slow_after_five_authors(bench: Bench) -> None:
    """So that a discovery is met in the middle of its authors, however late this test acts."""
    await bench.simulator.fault(kind="slow", match="/user/*/submitted", after=5, delay_s=2.5)


async def test_killed_amid_its_authors_another_asks_only_for_those_not_yet_done(
    bench: Bench,
) -> None:
    await bench.simulator.fault(kind="hang", match="/user/*/submitted", after=10)
    first = await bench.start()
    await bench.request("pottery", DISCOVER, authors=40)
    done = await eventually(lambda: authors_done(bench, 10))

    first.send(signal.SIGKILL)
    await first.wait(10)
    before = await asked(bench)
    await bench.simulator.mend()
    await bench.start()
    await bench.request("pottery", DISCOVER, drive=2, authors=40)
    marker = await bench.finished()
    pages, _ = await bench.counted()
    again = (await asked(bench))[len(before) :]

    assert marker.outcome is FetchOutcome.COMPLETE
    assert (marker.drive, marker.run, marker.leg) == (2, 1, 2)
    assert done.isdisjoint(again)
    assert len(again) == len(set(again))
    # Sixteen at once may have been on their way.
    assert len(set(before) & set(again)) <= 16
    places = [page.n for page in pages if page.walk is Walk.SUBMITTED and page.part == 0]
    assert len(places) == len(set(places))


async def test_two_processes_given_one_request_twice_make_one_run_count(bench: Bench) -> None:
    # Neither is done before both were taken, be one of the processes late.
    await bench.simulator.set(latency_ms=1_500)
    await asyncio.gather(bench.start(), bench.start())

    await bench.request("pottery", DISCOVER, drive=1, authors=10)
    await bench.request("pottery", DISCOVER, drive=2, authors=10)
    await eventually(lambda: drive_is(bench, 2))
    await bench.simulator.set(latency_ms=100)
    marker = await bench.finished()
    await asyncio.sleep(0.5)
    _, markers = await bench.content()

    assert [one.drive for one in markers] == [2]
    assert marker.outcome is FetchOutcome.COMPLETE
    assert (await bench.simulator.calls())["total"] <= 14 + 14 + 1


async def test_a_pause_stops_before_the_next_call_and_the_next_drive_resumes(
    bench: Bench,
) -> None:
    await slow_after_five_authors(bench)
    await bench.start()
    await bench.request("pottery", DISCOVER, authors=40)
    await eventually(lambda: authors_done(bench, 5))

    await set_control(bench.broker, platform_key(Platform.REDDIT), enabled=False, version=2)
    await eventually(lambda: stage_is(bench, StageState.WAITING, "paused"))
    await bench.simulator.mend()
    await bench.waits_for("platform.reddit stopped")
    before, done = await asked(bench), await authors_done(bench, 1)
    await bench.request("pottery", DISCOVER, drive=2, authors=40)
    await asyncio.sleep(1.0)
    while_paused = await asked(bench)
    await set_control(bench.broker, platform_key(Platform.REDDIT), enabled=True, version=3)
    marker = await bench.finished()

    assert while_paused == before
    assert marker.outcome is FetchOutcome.COMPLETE
    assert done.isdisjoint((await asked(bench))[len(before) :])


async def test_the_kill_switch_for_spending_does_not_stop_what_is_free(bench: Bench) -> None:
    await set_control(bench.broker, PAID_CALLS, enabled=False, version=2)
    await bench.start()

    await bench.request("few_x")

    assert (await bench.finished()).outcome is FetchOutcome.COMPLETE


async def test_a_stopping_process_hands_its_request_over_within_seconds(bench: Bench) -> None:
    await slow_after_five_authors(bench)
    first = await bench.start()
    await bench.request("pottery", DISCOVER, authors=40)
    await eventually(lambda: authors_done(bench, 5))

    ended = await first.stop()
    before, done = await asked(bench), await authors_done(bench, 1)
    await bench.simulator.mend()
    await bench.start()
    marker = await bench.finished()

    assert ended.code == 0
    assert len(done) < 40
    assert marker.outcome is FetchOutcome.COMPLETE
    assert done.isdisjoint((await asked(bench))[len(before) :])
    # Whom it had asked for it also noted, but for the few whose profile was to be asked too.
    assert len(set(before) - done) <= 3


async def test_reddit_that_is_down_costs_no_attempt_and_the_request_resumes(bench: Bench) -> None:
    await bench.start()
    await bench.simulator.fault(kind="server_error", match="few_x")

    await bench.request("few_x")
    await eventually(lambda: stage_is(bench, StageState.WAITING, "upstream_error"))
    await eventually(bench.queue_is_empty)
    await bench.simulator.mend()
    await bench.request("few_x", drive=2)

    assert (await bench.finished()).outcome is FetchOutcome.COMPLETE


async def test_an_entry_of_seen_that_cannot_be_read_costs_a_call_and_no_more(
    bench: Bench, broker: Broker
) -> None:
    first = await bench.start()
    await bench.request("pottery", DISCOVER, authors=1)
    await bench.finished()
    (author,) = set(await asked(bench))
    await broker.nc.publish(f"$KV.seen.{author.lower()}", b"not json")
    await broker.nc.flush()

    # A new process knows only the bucket.
    await first.stop()
    await bench.start()
    await bench.request("pottery", DISCOVER, request_id="r2", authors=1)
    marker = await bench.finished("r2")

    assert marker.outcome is FetchOutcome.COMPLETE
    assert await asked(bench) == [author, author]


async def test_hostile_answers_are_asked_for_again_and_never_end_the_process(bench: Bench) -> None:
    # Five calls in a row that are given up would open the breaker: a moment's pause must not.
    process = await bench.start(CALL_TIMEOUT_S="4")
    faults = ("hang", "truncated", "cut_off", "huge", "deep", "gateway_page", "no_bytes")
    for number, kind in enumerate(faults):
        await bench.simulator.fault(kind=kind, match=f"/r/few_{number}/hot*", times=1)
        await bench.request(f"few_{number}", request_id=kind)

    async def ending(kind: str) -> FetchOutcome:
        return (await bench.finished(kind, within_s=25)).outcome

    outcomes = await asyncio.gather(*(ending(kind) for kind in faults))
    answers = {CallClass.OK, CallClass.EMPTY}
    bad = [call for call in await bench.calls() if call.call_class not in answers]

    assert set(outcomes) == {FetchOutcome.COMPLETE}
    assert {call.request_id for call in bad if call.walk == Walk.HOT} == set(faults)
    assert {call.call_class for call in bad} == {
        CallClass.MALFORMED,
        CallClass.UPSTREAM_ERROR,
        CallClass.TIMEOUT,
    }
    assert process.running

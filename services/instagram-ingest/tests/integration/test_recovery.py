import asyncio
import signal

import pytest
from ingest_bench import Bench
from ingest_requests import request_of

from b9_common.control import PAID_CALLS
from b9_common.errors import HeldElsewhereError
from b9_common.events import FetchOutcome, StageState, StageTracked, Walk
from b9_common.fetching.progress import claim
from b9_common.kv import TypedKv
from b9_common.messaging.connection import Broker
from b9_common.topology import PROGRESS
from b9_devstack.testing.bench import eventually, set_control
from b9_instagram_ingest.progress import Progress

FULL = {"profile": 1, "reels": 90, "posts": 30}


async def have(bench: Bench, reels: int) -> bool:
    progress = await bench.progress()
    return progress is not None and progress.walk(Walk.REELS).have >= reels


async def unanswered(bench: Bench, number: int) -> bool:
    return bool((await bench.simulator.calls())["unanswered"] == number)


async def drive_is(bench: Bench, drive: int) -> bool:
    progress = await bench.progress()
    return progress is not None and progress.drive == drive


async def slow_from_the_second_page_on(bench: Bench) -> None:
    """So that there are reels left to be asked for, however late this test acts."""
    await bench.simulator.fault(kind="slow", match="/reels", after=1, delay_s=1.5)


async def stage_is(bench: Bench, state: StageState, reason: str) -> StageTracked | None:
    for event in await bench.tracked():
        if isinstance(event, StageTracked) and (event.state, event.reason) == (state, reason):
            return event
    return None


async def test_killed_midway_another_process_finishes_and_pays_only_the_pages_in_flight(
    bench: Bench,
) -> None:
    await bench.simulator.fault(kind="hang", match="/reels", after=2)
    await bench.simulator.fault(kind="hang", match="/user-feeds", after=1)
    first = await bench.start()
    await bench.request("anna.example")
    await eventually(lambda: unanswered(bench, 2))

    first.send(signal.SIGKILL)
    await first.wait(10)
    await bench.simulator.mend()
    await bench.start()
    await bench.request("anna.example", drive=2)
    marker = await bench.finished()
    pages, _ = await bench.content()
    calls = await bench.simulator.calls("anna.example")

    assert marker.totals == FULL
    assert (marker.drive, marker.run, marker.leg) == (2, 1, 2)
    assert set(marker.pages) <= {page.key for page in pages}
    # One call of each list was on its way.
    assert calls["count"] == 12 + 2
    assert calls["paid_twice"] == []


async def test_two_processes_given_two_drives_at_once_make_one_walk_count(bench: Bench) -> None:
    # Neither is done before both were taken, be one of the processes late.
    await bench.simulator.set(latency_ms=800)
    await asyncio.gather(bench.start(), bench.start())

    await bench.request("anna.example", drive=1)
    await bench.request("anna.example", drive=2)
    await eventually(lambda: drive_is(bench, 2))
    await bench.simulator.set(latency_ms=50)
    marker = await bench.finished()
    await asyncio.sleep(0.5)
    _, markers = await bench.content()

    assert [one.drive for one in markers] == [2]
    assert marker.totals == FULL
    assert (await bench.simulator.calls("anna.example"))["count"] <= 12 + 3


async def test_the_kill_switch_stops_before_the_next_call_and_the_next_drive_resumes(
    bench: Bench,
) -> None:
    await slow_from_the_second_page_on(bench)
    await bench.start()
    await bench.request("anna.example")
    await eventually(lambda: have(bench, 12))

    await set_control(bench.broker, PAID_CALLS, enabled=False, version=2)
    told = await eventually(lambda: stage_is(bench, StageState.WAITING, "paid_calls_stopped"))
    await eventually(bench.queue_is_empty)
    calls = (await bench.simulator.calls("anna.example"))["count"]
    # A pull already on its way may still bring one; it would wait again.
    await bench.waits_for("paid_calls stopped")
    await bench.simulator.mend()
    await bench.request("anna.example", drive=2)
    await asyncio.sleep(1.0)
    calls_while_stopped = (await bench.simulator.calls("anna.example"))["count"]
    await set_control(bench.broker, PAID_CALLS, enabled=True, version=3)
    marker = await bench.finished()

    assert told.until is not None
    assert calls_while_stopped == calls < 12
    assert marker.totals == FULL
    assert (await bench.simulator.calls("anna.example"))["paid_twice"] == []


async def test_a_provider_that_is_down_costs_no_attempt_and_the_request_resumes(
    bench: Bench,
) -> None:
    await bench.start()
    await bench.simulator.fault(kind="server_error", match="/reels")

    await bench.request("anna.example")
    await eventually(lambda: stage_is(bench, StageState.WAITING, "upstream_error"))
    await eventually(bench.queue_is_empty)
    await bench.simulator.mend()
    await bench.request("anna.example", drive=2)
    marker = await bench.finished()

    assert (marker.outcome, marker.totals) == (FetchOutcome.COMPLETE, FULL)


async def test_a_refused_key_opens_the_breaker_and_keeps_the_queue(bench: Bench) -> None:
    await bench.start()
    await bench.simulator.fault(kind="invalid_key")

    await bench.request("anna.example")
    await eventually(lambda: stage_is(bench, StageState.WAITING, "unauthorized"))
    # A pull already on its way may still bring one; it would wait as the first does.
    await asyncio.sleep(1.5)
    await bench.request("bella.example", request_id="r2")
    await asyncio.sleep(1.5)

    assert (await bench.simulator.calls())["total"] == 1
    assert not await bench.queue_is_empty()
    assert any("alarm breaker" in line["msg"] for line in bench.log())


async def test_a_stopping_process_hands_its_request_over_within_seconds(bench: Bench) -> None:
    await slow_from_the_second_page_on(bench)
    first = await bench.start()
    await bench.request("anna.example")
    await eventually(lambda: have(bench, 12))

    await bench.start()
    ended = await first.stop()
    await bench.simulator.mend()
    marker = await bench.finished()

    assert ended.code == 0
    assert marker.leg > 1
    assert marker.totals == FULL
    assert (await bench.simulator.calls("anna.example"))["paid_twice"] == []


async def test_a_hold_on_the_real_bucket_is_lost_to_whoever_claims_next(broker: Broker) -> None:
    store = TypedKv(broker, PROGRESS, Progress)
    first = await claim(Progress, store, request_of(drive=1), attempt=1, holder="one")
    second = await claim(Progress, store, request_of(drive=2), attempt=1, holder="two")
    assert first is not None
    assert second is not None

    await second.change(lambda progress: progress)

    with pytest.raises(HeldElsewhereError):
        await first.change(lambda progress: progress)
    assert second.progress.leg == first.progress.leg + 1
    assert await claim(Progress, store, request_of(drive=1), attempt=2, holder="three") is None

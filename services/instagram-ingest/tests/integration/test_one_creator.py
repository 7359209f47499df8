import asyncio

from ingest_bench import Bench, set_limits

from b9_common.events import CallTracked, FetchOutcome, StageTracked, Walk
from b9_common.messaging.connection import Outgoing
from b9_common.topology import CONTENT
from b9_common.topology_apply import stream_config
from b9_devstack.testing.bench import eventually


async def test_a_creator_is_fetched_with_twelve_calls_page_by_page(bench: Bench) -> None:
    await bench.start()

    await bench.request("anna.example")
    marker = await bench.finished()
    pages, _ = await bench.content()
    calls = await bench.simulator.calls("anna.example")

    assert (marker.outcome, marker.code) == (FetchOutcome.COMPLETE, None)
    assert marker.totals == {"profile": 1, "reels": 90, "posts": 30}
    assert sorted(marker.pages) == sorted(page.key for page in pages)
    assert len({(page.walk, item.media_pk) for page in pages for item in page.items}) == 120
    assert [page.n for page in pages if page.walk is Walk.REELS] == list(range(8))
    assert calls["count"] == 12
    assert calls["paid_twice"] == []
    await eventually(bench.queue_is_empty)


async def test_every_call_and_stage_is_told_before_the_request_is_acked(bench: Bench) -> None:
    await bench.start()

    await bench.request("few.anna")
    await eventually(bench.queue_is_empty)
    events = await bench.tracked()
    calls = [event for event in events if isinstance(event, CallTracked)]
    stages = [event for event in events if isinstance(event, StageTracked)]

    assert len(calls) == (await bench.simulator.calls("few.anna"))["count"]
    assert {call.cost_usd for call in calls} == {0.0003}
    assert [stage.stage for stage in stages] == ["profile", "content"]


async def test_pages_and_records_continue_the_trace_of_their_request(bench: Bench) -> None:
    trace_id = "4bf92f3577b34da6a3ce929d0e0e4736"
    await bench.start()

    parent = {"traceparent": f"00-{trace_id}-00f067aa0ba902b7-01"}
    await bench.request("few.anna", reels=12, posts=0, headers=parent)
    await bench.finished()
    content, track = await bench.messages("CONTENT"), await bench.messages("TRACK")

    assert len(content) == 3
    assert all(trace_id in headers["traceparent"] for headers, _ in content + track)


async def test_over_the_daily_cap_the_request_waits_and_no_call_is_made_beyond_it(
    bench: Bench,
) -> None:
    await set_limits(bench.broker, daily_cap=5)
    await bench.start()

    await bench.request("anna.example")
    await eventually(bench.queue_is_empty)
    waits = [event for event in await bench.tracked() if isinstance(event, StageTracked)]
    await bench.waits_for("daily_cap")

    assert waits[-1].reason == "daily_cap"
    assert waits[-1].until is not None
    assert (await bench.simulator.calls())["total"] == 5


async def test_nothing_is_pulled_while_the_readers_are_too_far_behind(bench: Bench) -> None:
    await bench.start()
    full = stream_config(CONTENT) | {"max_bytes": 100_000}
    assert "error" not in await bench.broker.api_request("STREAM.UPDATE.CONTENT", full)
    for number in range(70):
        filler = Outgoing(
            subject="content.fetched.test", payload=b"x" * 1_000, msg_id=f"filler-{number}"
        )
        await bench.broker.publish(filler)
    await bench.waits_for("persister-content is behind")

    await bench.request("anna.example")
    await asyncio.sleep(1.5)

    assert not await bench.queue_is_empty()
    assert (await bench.simulator.calls())["total"] == 0

from ingest_bench import Bench, eventually

from b9_common.events import CallTracked, FetchOutcome, StageTracked, Walk


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

import asyncio

from ingest_bench import Bench

from b9_common.events import CallClass, FetchFinished, FetchOutcome

COMPLETE, PARTIAL = FetchOutcome.COMPLETE, FetchOutcome.PARTIAL
EMPTY, FAILED = FetchOutcome.EMPTY, FetchOutcome.FAILED

# What each kind of account must come to: outcome, code, reels, posts.
ENDINGS = {
    "few.x": (COMPLETE, None, 13, 5),
    "flaky.x": (COMPLETE, None, 90, 30),
    "limited.x": (COMPLETE, None, 90, 30),
    "short.x": (COMPLETE, None, 90, 30),
    "overlap.x": (COMPLETE, None, 90, 30),
    "nested.intpk.x": (COMPLETE, None, 90, 30),
    "empty.x": (EMPTY, "no_content", 0, 0),
    "nocursor.x": (PARTIAL, "cursor_missing", 12, 12),
    "loopcursor.x": (PARTIAL, "cursor_loop", 24, 24),
    "private.x": (FAILED, "target_private", 0, 0),
    "missing.x": (FAILED, "target_not_found", 0, 0),
    "ghost.x": (FAILED, "target_not_found", 0, 0),
    "thisuserdoesnotexist9": (FAILED, "target_not_found", 0, 0),
}


async def test_every_documented_account_comes_to_its_true_end(bench: Bench) -> None:
    await bench.start()
    for name in ENDINGS:
        await bench.request(name, request_id=name.replace(".", "-"))

    async def ending(name: str) -> tuple[str, FetchFinished]:
        return name, await bench.finished(name.replace(".", "-"), within_s=25)

    markers = dict(await asyncio.gather(*(ending(name) for name in ENDINGS)))

    found = {
        name: (
            marker.outcome,
            marker.code,
            marker.totals.get("reels", 0),
            marker.totals.get("posts", 0),
        )
        for name, marker in markers.items()
    }
    assert found == ENDINGS
    assert (await bench.simulator.calls("private.x"))["count"] == 1
    assert (await bench.simulator.calls("missing.x"))["count"] == 1


async def test_malformed_items_are_rejected_one_by_one_and_their_siblings_kept(
    bench: Bench,
) -> None:
    await bench.start()

    await bench.request("garbage.x")
    marker = await bench.finished()
    pages, _ = await bench.content()

    assert marker.outcome is FetchOutcome.COMPLETE
    assert sum(len(page.rejected) for page in pages) > 0
    assert sum(page.announced for page in pages) == sum(marker.totals.values())


async def test_hostile_answers_are_asked_for_again_and_never_end_the_process(bench: Bench) -> None:
    # Five calls in a row that are given up would open the breaker: a moment's pause must not.
    process = await bench.start(CALL_TIMEOUT_S="4")
    kinds = ("huge", "truncated", "cut_off", "reset", "no_bytes", "hang")
    for kind in kinds:
        name = f"{kind.replace('_', '')}.x"
        await bench.simulator.fault(kind=kind, match=f"/reels:{name}", times=1)
        await bench.request(name, request_id=kind, reels=12, posts=12)

    async def ending(kind: str) -> FetchFinished:
        return await bench.finished(kind, within_s=25)

    markers = await asyncio.gather(*(ending(kind) for kind in kinds))

    assert {marker.outcome for marker in markers} == {COMPLETE}
    assert {call.call_class for call in await bench.calls() if call.endpoint == "reels"} == {
        CallClass.OK,
        CallClass.MALFORMED,
        CallClass.UPSTREAM_ERROR,
        CallClass.TIMEOUT,
    }
    assert process.running

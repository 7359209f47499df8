"""A host that is down is left alone, one probe at a time."""

import asyncio

import pytest

from b9_common.breaker import FIRST_OPEN_S, MIN_CALLS
from b9_media_uploader.breaking import BreakingSource
from b9_media_uploader.ports import MediaSource, SourceError, SourceUnavailableError
from b9_media_uploader.testing.cdn import Answer
from b9_media_uploader.testing.contracts import MediaSourceContract, Serve
from b9_media_uploader.testing.fakes import FakeSource

DOWN = Answer(status=500)
UP = Answer(body=b"here")


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class TestBreakingSource(MediaSourceContract):
    @pytest.fixture
    def fake(self) -> FakeSource:
        return FakeSource()

    @pytest.fixture
    def source(self, fake: FakeSource) -> MediaSource:
        return BreakingSource(fake)

    @pytest.fixture
    def serve(self, fake: FakeSource) -> Serve:
        return fake.serve


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def host() -> FakeSource:
    return FakeSource()


@pytest.fixture
def source(host: FakeSource, clock: Clock) -> BreakingSource:
    return BreakingSource(host, clock=clock)


async def ask(source: BreakingSource, url: str, times: int = 1) -> str:
    reason = "ok"
    for _ in range(times):
        try:
            async with source.open(url):
                reason = "ok"
        except SourceError as exc:
            reason = exc.reason
    return reason


async def test_after_many_failures_a_host_is_asked_no_more(
    host: FakeSource, source: BreakingSource
) -> None:
    url = host.serve("/a", DOWN)
    assert await ask(source, url, MIN_CALLS) == "http_500"
    with pytest.raises(SourceUnavailableError, match="host_unavailable") as met:
        async with source.open(url):
            pass
    assert met.value.delay_s == FIRST_OPEN_S
    assert host.asked["/a"] == MIN_CALLS


async def test_other_hosts_are_not_held_back(host: FakeSource, source: BreakingSource) -> None:
    await ask(source, host.serve("/a", DOWN), MIN_CALLS)
    assert await ask(source, "https://i.redd.it/x") == "gone"


async def test_files_that_are_gone_or_break_off_say_nothing_against_the_host(
    host: FakeSource, source: BreakingSource
) -> None:
    await ask(source, host.serve("/a", Answer(status=403)), 2 * MIN_CALLS)
    await ask(source, host.serve("/b", Answer(status=429)), 2 * MIN_CALLS)
    assert await ask(source, host.serve("/c", UP)) == "ok"


async def test_one_probe_opens_the_way_for_those_who_came_with_it(
    host: FakeSource, source: BreakingSource, clock: Clock
) -> None:
    await ask(source, host.serve("/a", DOWN), MIN_CALLS)
    up = host.serve("/up", UP)
    clock.now += FIRST_OPEN_S
    async with source.open(up):
        waiting = asyncio.create_task(ask(source, up))
        await asyncio.sleep(0)
        assert not waiting.done()
    assert await waiting == "ok"


async def test_a_probe_that_was_cancelled_holds_nobody_up(
    host: FakeSource, source: BreakingSource, clock: Clock
) -> None:
    url = host.serve("/a", DOWN)
    await ask(source, url, MIN_CALLS)
    clock.now += FIRST_OPEN_S
    host.answers["/a"] = UP
    with pytest.raises(RuntimeError, match="ours"):
        async with source.open(url):
            raise RuntimeError("ours")
    assert await ask(source, url) == "ok"

"""The benchmarks' open loop: a server that stands still shows in all that was due meanwhile."""

import time
from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio
from aiohttp import web
from benchmarks.open_loop import arrive

STALL_S = 0.4


@pytest_asyncio.fixture
async def stalling() -> AsyncIterator[aiohttp.ClientSession]:
    """A client of a server that answers at once, but for one call that stops it altogether."""

    async def quick(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def stop_all(_: web.Request) -> web.Response:
        time.sleep(STALL_S)  # noqa: ASYNC251  the fault itself
        return web.Response(text="late", status=503)

    app = web.Application()
    app.add_routes([web.get("/quick", quick), web.get("/stop", stop_all)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    async with aiohttp.ClientSession(f"http://{host}:{port}") as http:
        yield http
    await runner.cleanup()


async def test_every_call_is_made_and_each_path_in_turn(stalling: aiohttp.ClientSession) -> None:
    answers = await arrive(stalling, ("/quick", "/quick?2"), rate_per_s=100, seconds=0.2)
    assert len(answers) == 20
    assert sum(one.path == "/quick?2" for one in answers) == 10
    assert {one.status for one in answers} == {200}
    assert all(one.took_s > 0 for one in answers)


async def test_one_stall_counts_against_every_call_that_was_due_meanwhile(
    stalling: aiohttp.ClientSession,
) -> None:
    paths = ("/stop", *("/quick",) * 79)
    answers = await arrive(stalling, paths, rate_per_s=100, seconds=0.8)
    late = [one for one in answers if one.took_s > STALL_S / 4]
    assert len(answers) == 80
    # Those due in the first three quarters of the stall, not the one call that made it.
    assert len(late) >= 25
    assert [one.status for one in answers].count(503) == 1

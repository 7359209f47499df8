"""A process as an operator sees it: health over HTTP, signals, exit codes."""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from b9_common.ending import AGAIN_S
from b9_common.heartbeat import all_heartbeats
from b9_common.messaging.connection import Broker
from b9_common.service import EXIT_NOT_DRAINED, EXIT_STUCK
from b9_devstack.servers import NatsServer

WORKER = Path(__file__).with_name("worker.py")


class Worker:
    """One run of ``worker.py``; its log lines as they come."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[dict[str, Any]] = []

    async def said(self, words: str) -> dict[str, Any]:
        assert self.process.stdout is not None
        while not any(words in line["msg"] for line in self.lines):
            raw = await asyncio.wait_for(self.process.stdout.readline(), 20)
            assert raw, f"ended without saying {words!r}: {self.lines}"
            self.lines.append(json.loads(raw))
        return next(line for line in self.lines if words in line["msg"])

    async def url(self) -> str:
        return str((await self.said("health on"))["msg"].removeprefix("health on "))

    async def exit_code(self) -> int:
        out, _ = await asyncio.wait_for(self.process.communicate(), 20)
        self.lines += [json.loads(line) for line in out.splitlines()]
        assert self.process.returncode is not None
        return self.process.returncode


@asynccontextmanager
async def worker(mode: str, *words: str, **environ: str) -> AsyncIterator[Worker]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(WORKER),
        *words,
        env={**os.environ, "B9_WORKER__MODE": mode, **environ},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Worker(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def get(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def eventually(url: str, wanted: Callable[[int, str], bool]) -> str:
    async with asyncio.timeout(15):
        while True:
            status, body = await get(url)
            if wanted(status, body):
                return body
            await asyncio.sleep(0.05)


async def test_a_process_tells_its_state_and_stops_when_asked() -> None:
    async with worker("works", B9_INSTANCE="7", B9_GIT_SHA="abc") as one:
        url = await one.url()
        assert (await get(f"{url}/livez"))[0] == 200
        await eventually(f"{url}/readyz", lambda status, _: status == 200)
        told = json.loads((await get(f"{url}/version"))[1])
        assert (told["service"], told["instance"], told["git_sha"]) == ("worker", "7", "abc")
        assert told["schema_version"] == 1
        assert 'b9_event_loop_lag_seconds{quantile="0.99"}' in (await get(f"{url}/metrics"))[1]

        started = time.monotonic()
        one.process.send_signal(signal.SIGTERM)

        assert await one.exit_code() == 0
        # A lost cancellation would be repeated after five.
        assert time.monotonic() - started < AGAIN_S - 0.5
    assert [line["msg"] for line in one.lines][-2:] == ["asked to stop by SIGTERM", "stopped"]


async def test_a_process_with_a_broker_is_ready_beats_and_says_why_it_is_not(
    broker: Broker, nats: NatsServer
) -> None:
    async with worker("connects", B9_NATS_URL=nats.url) as one:
        url = await one.url()
        await eventually(f"{url}/readyz", lambda status, _: status == 200)
        async with asyncio.timeout(10):
            while [beat.service for beat in await all_heartbeats(broker)] != ["worker"]:
                await asyncio.sleep(0.05)

        nats.kill()

        body = await eventually(f"{url}/readyz", lambda status, _: status == 503)
        assert list(json.loads(body)["problems"]) == ["broker"]
        assert (await get(f"{url}/livez"))[0] == 200
        await nats.start()
        await eventually(f"{url}/readyz", lambda status, _: status == 200)
        one.process.send_signal(signal.SIGINT)
        assert await one.exit_code() == 0


async def test_what_does_not_end_by_itself_is_ended_within_ten_seconds_of_the_signal() -> None:
    async with worker("ignores") as ignoring, worker("hangs") as hanging:
        url = await ignoring.url()
        body = await eventually(f"{url}/livez", lambda status, _: status == 503)
        assert list(json.loads(body)["problems"]) == ["loop"]
        await hanging.url()
        started = time.monotonic()
        ignoring.process.send_signal(signal.SIGTERM)
        hanging.process.send_signal(signal.SIGHUP)

        codes = tuple(await asyncio.gather(ignoring.exit_code(), hanging.exit_code()))

        assert codes == (EXIT_NOT_DRAINED, EXIT_STUCK)
        # It is gone after nine and a half; the rest is what a busy machine may stand still.
        assert time.monotonic() - started < 14


@pytest.mark.parametrize("mode", ["fails", "returns"])
async def test_an_end_that_nobody_asked_for_is_a_failure_with_its_reason(mode: str) -> None:
    async with worker(mode) as one:
        assert await one.exit_code() == 1
    critical = [line for line in one.lines if line["level"] == "CRITICAL"]
    assert len(critical) == 1
    assert "tok-123456" not in json.dumps(one.lines)


async def test_no_broker_at_start_is_a_failure() -> None:
    async with worker("connects", B9_NATS_URL="nats://127.0.0.1:9") as one:
        assert await one.exit_code() == 1
    assert "no broker at start" in json.dumps(one.lines)


async def test_a_misspelt_setting_stops_the_start_naming_it() -> None:
    async with worker("works", B9_WORKER__MOOD="x") as one:
        _, err = await one.process.communicate()

        assert one.process.returncode == 78
        assert b"B9_WORKER__MOOD" in err
        assert b"B9_WORKER__MODE" in err


async def test_settings_can_be_checked_without_starting() -> None:
    async with worker("works", "--check-config", B9_OPERATOR_TOKEN="swordfish-9") as one:
        out, _ = await one.process.communicate()

        assert one.process.returncode == 0
        assert json.loads(out)["B9_WORKER__MODE"] == "works"
        assert b"swordfish-9" not in out


async def test_a_closed_stdout_stops_nothing(broker: Broker, nats: NatsServer) -> None:
    async with worker("connects", B9_NATS_URL=nats.url) as one:
        url = await one.url()
        await eventually(f"{url}/readyz", lambda status, _: status == 200)
        transport: Any = one.process._transport  # type: ignore[attr-defined]
        transport.get_pipe_transport(1).close()
        nats.kill()
        await eventually(f"{url}/readyz", lambda status, _: status == 503)
        await nats.start()
        await eventually(f"{url}/readyz", lambda status, _: status == 200)

        one.process.send_signal(signal.SIGTERM)

        assert await asyncio.wait_for(one.process.wait(), 20) == 0

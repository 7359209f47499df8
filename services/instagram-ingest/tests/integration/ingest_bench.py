"""The ingest as it runs: real processes between a real broker and the invented provider."""

import asyncio
import base64
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
from ingest_requests import request_of

from b9_common.budget import Limits, budget_kv, ensure
from b9_common.control import PAID_CALLS, ControlEntry, platform_key, put_control
from b9_common.events import (
    CallTracked,
    ContentEvent,
    ContentPage,
    FetchFinished,
    Platform,
    TrackEvent,
)
from b9_common.heartbeat import all_heartbeats
from b9_common.kv import TypedKv
from b9_common.messaging.connection import Broker
from b9_common.topology import PROGRESS, requested_subject
from b9_devstack.ports import free_port
from b9_devstack.process import Command, Process
from b9_devstack.servers import NatsServer
from b9_instagram_ingest.progress import Progress

PROVIDER = "instagram-looter"
START_S = 15.0


async def eventually(
    ask: Callable[[], Awaitable[Any]], *, within_s: float = 20.0, every_s: float = 0.05
) -> Any:
    """The first true answer."""
    end = time.monotonic() + within_s
    while not (answer := await ask()):
        assert time.monotonic() < end, f"not within {within_s} s"
        await asyncio.sleep(every_s)
    return answer


async def set_control(broker: Broker, key: str, *, enabled: bool, version: int) -> None:
    entry = ControlEntry(enabled=enabled, version=version, reason="test", at=datetime.now(UTC))
    assert await put_control(broker, key, entry)


async def allow_everything(broker: Broker) -> None:
    for key in (platform_key(Platform.INSTAGRAM), PAID_CALLS):
        await set_control(broker, key, enabled=True, version=1)
    await set_limits(broker, version=1)


async def set_limits(
    broker: Broker, *, rate_per_s: float = 500.0, daily_cap: int = 1_000_000, version: int = 2
) -> None:
    limits = Limits(rate_per_s=rate_per_s, daily_cap=daily_cap, version=version)
    await ensure(budget_kv(broker), PROVIDER, limits, spent_today=0)


@dataclass
class Simulator:
    """The invented provider, and its own count of what was asked."""

    url: str
    http: aiohttp.ClientSession

    @classmethod
    @asynccontextmanager
    async def running(cls, folder: Path, *words: str) -> AsyncIterator["Simulator"]:
        port = free_port()
        process = Process.start(
            Command(
                name="simulator",
                argv=[sys.executable, "-m", "b9_devstack.simulator", "--port", str(port),
                      "--media-dir", str(folder / "media"), *words],
                log=folder / "simulator.log",
                env=dict(os.environ),
            )
        )  # fmt: skip
        try:
            async with aiohttp.ClientSession() as http:
                made = cls(f"http://127.0.0.1:{port}", http)
                await eventually(made.is_up, within_s=START_S)
                yield made
        finally:
            process.kill()

    async def is_up(self) -> bool:
        try:
            async with self.http.get(f"{self.url}/_sim/health") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    async def set(self, **levers: Any) -> None:
        async with self.http.patch(f"{self.url}/_sim/config", json=levers) as answer:
            assert answer.status == 200, await answer.text()

    async def fault(self, **rule: Any) -> None:
        async with self.http.post(f"{self.url}/_sim/faults", json=rule) as answer:
            assert answer.status == 201, await answer.text()

    async def mend(self) -> None:
        async with self.http.delete(f"{self.url}/_sim/faults") as answer:
            assert answer.status == 200

    async def calls(self, name: str | None = None) -> dict[str, Any]:
        params = {"username": name} if name else {}
        async with self.http.get(f"{self.url}/_sim/calls", params=params) as answer:
            return dict(await answer.json())


async def messages_of(broker: Broker, stream: str) -> list[tuple[dict[str, str], bytes]]:
    """Everything in *stream*, each with its headers."""
    info = await broker.api_request(f"STREAM.INFO.{stream}")
    found = []
    for seq in range(info["state"]["first_seq"], info["state"]["last_seq"] + 1):
        answer = await broker.api_request(f"STREAM.MSG.GET.{stream}", {"seq": seq})
        if "message" in answer:
            message = answer["message"]
            lines = base64.b64decode(message.get("hdrs", "")).decode().split("\r\n")[1:]
            headers = dict(line.split(": ", 1) for line in lines if ": " in line)
            found.append((headers, base64.b64decode(message["data"])))
    return found


async def content_of(
    broker: Broker, request_id: str
) -> tuple[list[ContentPage], list[FetchFinished]]:
    """The pages and markers of one request."""
    events: list[Any] = [
        msgspec.json.decode(data, type=ContentEvent)
        for headers, data in await messages_of(broker, "CONTENT")
        if headers["B9-Request-Id"] == request_id
    ]
    pages = [event for event in events if isinstance(event, ContentPage)]
    return pages, [event for event in events if isinstance(event, FetchFinished)]


@dataclass
class Bench:
    """Starts and ends ingest processes, sends requests, reads what came of them."""

    nats: NatsServer
    broker: Broker
    simulator: Simulator
    folder: Path
    processes: list[Process] = field(default_factory=list)

    async def start(self, **settings: str) -> Process:
        name = f"ingest-{len(self.processes)}"
        port = free_port()
        own = {
            "HEALTH_PORT": str(port),
            "PROVIDER_URL": self.simulator.url,
            "PROVIDER_HOST": "provider.example",
            "API_KEY": "not-a-secret-of-anybody",
            "RETRY_PAUSES_S": "[0.05, 0.1]",
            "EMPTY_PAUSES_S": "[0.05, 0.1]",
            "WAIT_S": "1",
            **settings,
        }
        env = {**os.environ, "B9_NATS_URL": self.nats.url, "B9_INSTANCE": name}
        env |= {f"B9_INSTAGRAM_INGEST__{key}": value for key, value in own.items()}
        process = Process.start(
            Command(
                name=name,
                argv=[sys.executable, "-m", "b9_instagram_ingest"],
                log=self.folder / f"{name}.log",
                env=env,
            )
        )
        self.processes.append(process)
        await eventually(lambda: self._ready(port), within_s=START_S)
        return process

    async def _ready(self, port: int) -> bool:
        try:
            async with self.simulator.http.get(f"http://127.0.0.1:{port}/readyz") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    def kill_all(self) -> None:
        for process in self.processes:
            process.kill()

    async def request(
        self,
        target: str,
        *,
        request_id: str = "r1",
        drive: int = 1,
        reels: int = 90,
        posts: int = 30,
        headers: dict[str, str] | None = None,
    ) -> None:
        event = request_of(target, request_id=request_id, drive=drive, reels=reels, posts=posts)
        await self.broker.publish_event(
            requested_subject("instagram", "now"), event, msg_id=event.msg_id, headers=headers
        )

    async def messages(self, stream: str) -> list[tuple[dict[str, str], bytes]]:
        return await messages_of(self.broker, stream)

    async def content(
        self, request_id: str = "r1"
    ) -> tuple[list[ContentPage], list[FetchFinished]]:
        return await content_of(self.broker, request_id)

    async def tracked(self) -> list[TrackEvent]:
        return [
            msgspec.json.decode(data, type=TrackEvent) for _, data in await self.messages("TRACK")
        ]

    async def calls(self) -> list[CallTracked]:
        return [event for event in await self.tracked() if isinstance(event, CallTracked)]

    async def progress(self, request_id: str = "r1") -> Progress | None:
        return (await TypedKv(self.broker, PROGRESS, Progress).get(request_id))[0]

    async def finished(self, request_id: str = "r1", within_s: float = 20.0) -> FetchFinished:
        async def marker() -> FetchFinished | None:
            progress = await self.progress(request_id)
            if progress is None or progress.state != "finished":
                return None
            return (await self.content(request_id))[1][-1]

        found = await eventually(marker, within_s=within_s)
        assert isinstance(found, FetchFinished)
        return found

    async def queue_is_empty(self) -> bool:
        info = await self.broker.api_request("STREAM.INFO.REQUESTS")
        return bool(info["state"]["messages"] == 0)

    async def waits_for(self, words: str) -> str:
        """The reason, holding *words*, that a heartbeat gives for pulling nothing."""

        async def waiting() -> str | None:
            beats = await all_heartbeats(self.broker)
            return next((beat.reason for beat in beats if words in beat.reason), None)

        return str(await eventually(waiting))

    def log(self, number: int = 0) -> list[dict[str, Any]]:
        lines = (self.folder / f"ingest-{number}.log").read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

"""An ingest as it runs: real processes between a real broker and an invented upstream."""

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
from typing import Any, Final, Generic, Self, TypeVar, cast

import aiohttp
import msgspec

from b9_common.budget import Limits, budget_kv, ensure
from b9_common.control import PAID_CALLS, ControlEntry, platform_key, put_control
from b9_common.errors import OutageError
from b9_common.events import (
    AnyPage,
    CallTracked,
    ContentEvent,
    CreatorRequested,
    FetchFinished,
    Platform,
    TrackEvent,
)
from b9_common.fetching.progress import Progress
from b9_common.heartbeat import all_heartbeats
from b9_common.kv import TypedKv
from b9_common.messaging.connection import Broker
from b9_common.topology import PROGRESS, requested_subject
from b9_devstack.ports import free_port
from b9_devstack.process import Command, Process
from b9_devstack.servers import NatsServer
from b9_devstack.testing.unmeasured import unmeasured_environment

START_S: Final = 15.0

P = TypeVar("P", bound=Progress)


async def eventually(
    ask: Callable[[], Awaitable[Any]], *, within_s: float = 20.0, every_s: float = 0.05
) -> Any:
    """The first true answer. A broker that is silent for a moment has not answered yet."""
    end = time.monotonic() + within_s
    answer, silence = None, None
    while not answer:
        if time.monotonic() > end:
            raise AssertionError(f"not within {within_s} s") from silence
        try:
            answer, silence = await ask(), None
        except OutageError as exc:
            silence = exc
        if not answer:
            await asyncio.sleep(every_s)
    return answer


async def set_control(broker: Broker, key: str, *, enabled: bool, version: int) -> None:
    """Turn a switch as a person would."""
    entry = ControlEntry(enabled=enabled, version=version, reason="test", at=datetime.now(UTC))
    if not await put_control(broker, key, entry):
        raise AssertionError(f"{key} stands at a later version")


async def allow(broker: Broker, platform: Platform, provider: str) -> None:
    """Let *platform* run, on a wide budget."""
    for key in (platform_key(platform), PAID_CALLS):
        await set_control(broker, key, enabled=True, version=1)
    await set_limits(broker, provider, version=1)


async def set_limits(
    broker: Broker,
    provider: str,
    *,
    rate_per_s: float = 500.0,
    daily_cap: int = 1_000_000,
    version: int = 2,
) -> None:
    """Give *provider* a budget."""
    limits = Limits(rate_per_s=rate_per_s, daily_cap=daily_cap, version=version)
    await ensure(budget_kv(broker), provider, limits, spent_today=0)


@dataclass
class Simulator:
    """An invented upstream, and its own count of what was asked."""

    url: str
    http: aiohttp.ClientSession

    @classmethod
    @asynccontextmanager
    async def running(cls, folder: Path, module: str, *words: str) -> AsyncIterator[Self]:
        """*module* as a process of its own, while the block runs."""
        port = free_port()
        process = Process.start(
            Command(
                name="simulator",
                argv=[sys.executable, "-m", module, "--port", str(port),
                      "--media-dir", str(folder / "media"), *words],
                log=folder / "simulator.log",
                env=unmeasured_environment(),
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
        """Whether it answers."""
        try:
            async with self.http.get(f"{self.url}/_sim/health") as answer:
                return answer.ok
        except aiohttp.ClientError:
            return False

    async def set(self, **levers: Any) -> None:
        """Change how it behaves."""
        async with self.http.patch(f"{self.url}/_sim/config", json=levers) as answer:
            answer.raise_for_status()

    async def fault(self, **rule: Any) -> None:
        """Break something."""
        async with self.http.post(f"{self.url}/_sim/faults", json=rule) as answer:
            answer.raise_for_status()

    async def mend(self) -> None:
        """Break nothing any more."""
        async with self.http.delete(f"{self.url}/_sim/faults") as answer:
            answer.raise_for_status()

    async def ask(self, path: str, **params: str) -> dict[str, Any]:
        """What its control says under *path*."""
        async with self.http.get(f"{self.url}/_sim/{path}", params=params) as answer:
            answer.raise_for_status()
            return dict(await answer.json())

    async def calls(self, name: str | None = None) -> dict[str, Any]:
        """What was asked of it, or of one name."""
        return await self.ask("calls", **({"username": name} if name else {}))


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


async def content_of(broker: Broker, request_id: str) -> tuple[list[Any], list[FetchFinished]]:
    """The pages and markers of one request."""
    events: list[AnyPage | FetchFinished] = [
        msgspec.json.decode(data, type=ContentEvent)
        for headers, data in await messages_of(broker, "CONTENT")
        if headers["B9-Request-Id"] == request_id
    ]
    pages = [event for event in events if not isinstance(event, FetchFinished)]
    return pages, [event for event in events if isinstance(event, FetchFinished)]


@dataclass
class IngestBench(Generic[P]):
    """
    Starts and ends processes of *module*, sends requests, reads what came of them.

    *settings* are given to each process under *prefix*; *kind* is the progress it keeps.
    """

    nats: NatsServer
    broker: Broker
    simulator: Simulator
    folder: Path
    module: str
    prefix: str
    kind: type[P]
    settings: dict[str, str]
    processes: list[Process] = field(default_factory=list)

    async def start(self, **settings: str) -> Process:
        """One more process, ready."""
        name = f"ingest-{len(self.processes)}"
        port = free_port()
        own = {"HEALTH_PORT": str(port), **self.settings, **settings}
        env = {**os.environ, "B9_NATS_URL": self.nats.url, "B9_INSTANCE": name}
        env |= {f"{self.prefix}{key}": value for key, value in own.items()}
        process = Process.start(
            Command(
                name=name,
                argv=[sys.executable, "-m", self.module],
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
                return answer.ok
        except aiohttp.ClientError:
            return False

    def kill_all(self) -> None:
        """Leave nothing running."""
        for process in self.processes:
            process.kill()

    async def send(self, event: CreatorRequested, headers: dict[str, str] | None = None) -> None:
        """Send a request as the dispatcher would."""
        await self.broker.publish_event(
            requested_subject(event.platform, event.lane),
            event,
            msg_id=event.msg_id,
            headers=headers,
        )

    async def messages(self, stream: str) -> list[tuple[dict[str, str], bytes]]:
        """See `messages_of`."""
        return await messages_of(self.broker, stream)

    async def content(self, request_id: str = "r1") -> tuple[list[Any], list[FetchFinished]]:
        """See `content_of`."""
        return await content_of(self.broker, request_id)

    async def tracked(self) -> list[TrackEvent]:
        """Every stage and call that was told."""
        return [
            msgspec.json.decode(data, type=TrackEvent) for _, data in await self.messages("TRACK")
        ]

    async def calls(self) -> list[CallTracked]:
        """Every call that was told."""
        return [event for event in await self.tracked() if isinstance(event, CallTracked)]

    async def progress(self, request_id: str = "r1") -> P | None:
        """How far a request has come."""
        return (await TypedKv(self.broker, PROGRESS, self.kind).get(request_id))[0]

    async def finished(self, request_id: str = "r1", within_s: float = 20.0) -> FetchFinished:
        """The final marker of a request."""

        async def marker() -> FetchFinished | None:
            progress = await self.progress(request_id)
            if progress is None or progress.state != "finished":
                return None
            return (await self.content(request_id))[1][-1]

        found = await eventually(marker, within_s=within_s)
        return cast("FetchFinished", found)

    async def queue_is_empty(self) -> bool:
        """Whether every request was settled."""
        info = await self.broker.api_request("STREAM.INFO.REQUESTS")
        return bool(info["state"]["messages"] == 0)

    async def waits_for(self, words: str) -> str:
        """The reason, holding *words*, that a heartbeat gives for pulling nothing."""

        async def waiting() -> str | None:
            beats = await all_heartbeats(self.broker)
            return next((beat.reason for beat in beats if words in beat.reason), None)

        return str(await eventually(waiting))

    def log(self, number: int = 0) -> list[dict[str, Any]]:
        """What a process logged."""
        lines = (self.folder / f"ingest-{number}.log").read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

"""What every service does around its own work: settings, logs, health, signals, the way out."""

import asyncio
import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Generic, NoReturn, TypeVar

import msgspec

from b9_common.errors import FatalError, OutageError
from b9_common.health import Health
from b9_common.heartbeat import Report, beating
from b9_common.identity import Identity
from b9_common.logs import configure_logging, log_uncaught, reset_logging
from b9_common.loop_lag import LoopLag
from b9_common.messaging.connection import Broker, connect
from b9_common.metrics import Gauge, gauge_from
from b9_common.redaction import redact
from b9_common.settings import ServiceSettings, SharedSettings, describe, load
from b9_common.telemetry import configure_telemetry, shutdown_telemetry

log = logging.getLogger(__name__)

S = TypeVar("S", bound=ServiceSettings)

# From the signal: work may finish until the first, is cancelled then, and at the second the
# process is gone whatever it does.
DRAIN_S: Final = 8.5
GONE_S: Final = 9.5
# The client would try for ever; at the start an operator wants to know.
CONNECT_S: Final = 5.0
# By then everything is imported and connected.
SETTLED_S: Final = 10.0
STOP_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

EXIT_OK: Final = 0
EXIT_FAILED: Final = 1
EXIT_NOT_DRAINED: Final = 3
EXIT_STUCK: Final = 4
EXIT_CONFIG: Final = 78  # EX_CONFIG of sysexits.h


@dataclass(kw_only=True)
class App(Generic[S]):
    """What a service's main is given. Set *report* to say more in heartbeats."""

    name: str
    settings: S
    shared: SharedSettings
    identity: Identity
    health: Health = field(default_factory=Health)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    report: Callable[[], Report] = Report

    @asynccontextmanager
    async def broker(self) -> AsyncIterator[Broker]:
        """The connection to the broker, watched by `/readyz`, with heartbeats over it."""
        self.health.check("broker", _not_connected)
        async with AsyncExitStack() as stack:
            try:
                async with asyncio.timeout(CONNECT_S):
                    broker = await stack.enter_async_context(
                        connect(self.shared.nats_url, self.name)
                    )
            except TimeoutError as exc:
                raise FatalError(f"no broker at start: no answer in {CONNECT_S:.0f} s") from exc
            self.health.check("broker", partial(_ask_jetstream, broker))
            await stack.enter_async_context(beating(broker, self.identity, self.state))
            yield broker

    def state(self) -> Report:
        """What the heartbeat says: what keeps us from work first, else the service's own word."""
        told = self.report()
        if self.stop.is_set():
            return msgspec.structs.replace(told, status="stopping")
        if self.health.alarms:
            return msgspec.structs.replace(told, status="alarm", reason=str(self.health.alarms))
        if problems := self.health.unready():
            return msgspec.structs.replace(told, status="waiting", reason=str(problems))
        return told


Main = Callable[[App[S]], Awaitable[None]]


def run_service(
    name: str, settings_class: type[S], main: Main[S], *, health_server: bool = True
) -> NoReturn:
    """
    Run *main* until a signal asks to stop, and exit with a code that says how it went.

    *main* works until ``app.stop`` is set, then returns within 8.5 seconds or is cancelled. An
    error, or a return that nobody asked for, ends the process non-zero. With ``--check-config``
    only the settings are read and shown, secrets masked.
    """
    try:
        shared, settings = load(SharedSettings), load(settings_class)
    except FatalError as exc:
        sys.stderr.write(f"{name}: {redact(str(exc))}\n")
        sys.exit(EXIT_CONFIG)
    in_force = {**describe(shared), **describe(settings)}
    if "--check-config" in sys.argv[1:]:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(in_force)).decode() + "\n")
        sys.exit(EXIT_OK)

    identity = Identity(service=name, instance=shared.instance, git_sha=shared.git_sha)
    writer = configure_logging(name, shared.instance, shared.log_level, shared.otlp_url)
    gauge_from(Gauge.LOG_DROPS, lambda: float(writer.dropped))
    log_uncaught()
    configure_telemetry(name, shared.instance, shared.otlp_url)
    log.info("starting", extra={"settings": in_force, "pid": identity.pid})
    code = asyncio.run(_supervise(name, shared, settings, identity, main, health_server))
    log.info("stopped", extra={"exit_code": code})
    shutdown_telemetry()
    reset_logging()
    sys.exit(code)


async def _supervise(
    name: str,
    shared: SharedSettings,
    settings: S,
    identity: Identity,
    main: Main[S],
    health_server: bool,  # noqa: FBT001  passed on from run_service, once
) -> int:
    app = App(name=name, settings=settings, shared=shared, identity=identity)
    loop = asyncio.get_running_loop()
    for signum in STOP_SIGNALS:
        loop.add_signal_handler(signum, _ask_to_stop, app, signum)
    # What was made by now stays for good: looking through all of it for garbage, again and again,
    # would hold the loop for 50 ms each time.
    gc.freeze()
    loop.call_later(SETTLED_S, gc.freeze)
    try:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(app.health.sampling())
            await stack.enter_async_context(_background(LoopLag().run()))
            if health_server:
                # Imported here: half a second that a service with its own server need not pay.
                from b9_common.health_server import serving  # noqa: PLC0415

                await stack.enter_async_context(
                    serving(app.health, identity, settings.health_host, settings.health_port)
                )
            return await _until_done(app, asyncio.ensure_future(main(app)))
    except Exception:
        log.critical("ended by an error", exc_info=True)
        return EXIT_FAILED


async def _until_done(app: App[S], working: asyncio.Future[None]) -> int:
    stopped: asyncio.Future[Any] = asyncio.create_task(app.stop.wait())
    either: set[asyncio.Future[Any]] = {working, stopped}
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            await asyncio.wait({working}, timeout=DRAIN_S)
        if not working.done():
            working.cancel()
            await asyncio.wait({working})
            log.error("not drained in %.1f s", DRAIN_S)
            return EXIT_NOT_DRAINED
        await working
    finally:
        stopped.cancel()
    if not app.stop.is_set():
        log.critical("ended without being asked to")
        return EXIT_FAILED
    return EXIT_OK


async def _not_connected() -> None:
    raise OutageError("not connected yet")


async def _ask_jetstream(broker: Broker) -> None:
    answer = await broker.api_request("INFO", timeout_s=1.5)
    if "error" in answer:
        raise OutageError(str(answer["error"].get("description")))


def _ask_to_stop(app: App[S], signum: signal.Signals) -> None:
    if app.stop.is_set():
        return
    log.info("asked to stop by %s", signum.name)
    app.health.stopping = True
    app.stop.set()
    # A thread that does not end, or a loop that hangs, must not keep the process.
    last_resort = threading.Timer(GONE_S, os._exit, (EXIT_STUCK,))
    last_resort.daemon = True
    last_resort.start()


@asynccontextmanager
async def _background(work: Awaitable[None]) -> AsyncIterator[None]:
    task = asyncio.ensure_future(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

"""Whether a process is alive (its loops move) and ready (what it needs answers)."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from b9_common.metrics import Gauge, set_gauge
from b9_common.redaction import redact

log = logging.getLogger(__name__)

Clock = Callable[[], float]
Probe = Callable[[], Awaitable[object]]

SAMPLE_EVERY_S: Final = 1.0
# Asked again soon, what blinks is not met at each of its blinks, in step with it.
ASK_AGAIN_S: Final = 0.3
# A dependency that blinks is not down: connections are cut and come back.
DOWN_AFTER_S: Final = 3.0
PROBE_TIMEOUT_S: Final = 2.0
PROGRESS_LIMIT_S: Final = 30.0
MAX_REASON: Final = 300


class Progress:
    """One loop's sign of life: it must be touched at least every *limit_s*."""

    def __init__(self, limit_s: float, clock: Clock = time.monotonic) -> None:
        self._limit_s = limit_s
        self._clock = clock
        self._touched = clock()

    def touch(self) -> None:
        """The loop has come round."""
        self._touched = self._clock()

    def problem(self) -> str | None:
        """Why the loop counts as stuck, or None."""
        silent_s = self._clock() - self._touched
        if silent_s <= self._limit_s:
            return None
        return f"no progress for {silent_s:.0f} s (limit {self._limit_s:.0f} s)"


class Check:
    """One dependency: down once its probe has failed for three seconds, up at once."""

    def __init__(self, probe: Probe, timeout_s: float, clock: Clock = time.monotonic) -> None:
        self._probe = probe
        self._timeout_s = timeout_s
        self._clock = clock
        self._ever_answered = False
        self._failing_since: float | None = None
        self._reason = "not checked yet"

    async def sample(self) -> None:
        """Ask once. Whatever the probe raises means no; never raises itself."""
        started = self._clock()
        try:
            async with asyncio.timeout(self._timeout_s):
                await self._probe()
        except Exception as exc:  # noqa: BLE001  a dependency may fail in any way its client knows
            self._reason = redact(f"{type(exc).__name__}: {exc}")[:MAX_REASON]
            if self._failing_since is None:
                self._failing_since = started
            return
        self._ever_answered = True
        self._failing_since = None

    @property
    def failing(self) -> bool:
        """Whether its last answer was no, however long it has been so."""
        return self._failing_since is not None

    def problem(self) -> str | None:
        """Why the dependency counts as down, or None. One that never answered has no grace."""
        if not self._ever_answered:
            return self._reason
        if self._failing_since is None:
            return None
        failing_s = self._clock() - self._failing_since
        return self._reason if failing_s >= DOWN_AFTER_S else None


class Health:
    """
    What a process knows of its own state; read by the health server and the heartbeat.

    Reading never waits: `sampling` asks the dependencies in the background.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._loops: dict[str, Progress] = {}
        self._checks: dict[str, Check] = {}
        self._alarms: dict[str, str] = {}
        self._was_ready: bool | None = None
        self.stopping = False

    def progress(self, name: str, limit_s: float = PROGRESS_LIMIT_S) -> Progress:
        """Watch a loop called *name*; it must touch the answer at every turn."""
        self._loops[name] = Progress(limit_s, self._clock)
        return self._loops[name]

    def check(self, name: str, probe: Probe, timeout_s: float = PROBE_TIMEOUT_S) -> None:
        """Depend on *probe*, an async call that raises while *name* is down."""
        self._checks[name] = Check(probe, timeout_s, self._clock)

    def alarm(self, name: str, reason: str | None) -> None:
        """Raise (or with None lift) an alarm: not ready until a person or the cause is gone."""
        if reason is None:
            self._alarms.pop(name, None)
        elif self._alarms.get(name) != reason:
            log.error("alarm %s: %s", name, reason)
            self._alarms[name] = reason

    @property
    def alarms(self) -> dict[str, str]:
        """The alarms in force, by name."""
        return dict(self._alarms)

    def dead(self) -> dict[str, str]:
        """The loops that are stuck and why; empty while alive."""
        return _problems(self._loops)

    def unready(self) -> dict[str, str]:
        """What stands in the way of work and why; empty while ready."""
        told = {**_problems(self._checks), **self._alarms}
        if self.stopping:
            told["stopping"] = "asked to stop"
        return told

    async def sample(self) -> None:
        """Ask every dependency once, all at the same time, each within its time-out."""
        await asyncio.gather(*(check.sample() for check in list(self._checks.values())))
        problems = self.unready()
        ready = not problems
        if ready is not self._was_ready and self._was_ready is not None:
            log.log(
                logging.INFO if ready else logging.WARNING,
                "ready" if ready else "not ready: %s",
                *(() if ready else (problems,)),
            )
        self._was_ready = ready
        set_gauge(Gauge.READY, float(ready))

    @asynccontextmanager
    async def sampling(self) -> AsyncIterator[None]:
        """Keep the answers fresh while the block runs."""
        task = asyncio.create_task(self._sample_for_ever(), name="health")
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    @property
    def pause_s(self) -> float:
        """How long until the dependencies are asked again."""
        failing = any(check.failing for check in self._checks.values())
        return ASK_AGAIN_S if failing else SAMPLE_EVERY_S

    async def _sample_for_ever(self) -> None:
        turn = self.progress("health")
        while True:
            await self.sample()
            turn.touch()
            await asyncio.sleep(self.pause_s)


def _problems(watched: dict[str, Progress] | dict[str, Check]) -> dict[str, str]:
    asked = {name: one.problem() for name, one in watched.items()}
    return {name: problem for name, problem in asked.items() if problem is not None}

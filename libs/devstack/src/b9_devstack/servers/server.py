"""What every embedded server has in common: start, kill, freeze, restart on the same folder."""

import asyncio
import logging
import signal
from abc import ABC, abstractmethod
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from b9_devstack.process import Command, EarlyEndError, Exit, Process, ProcessError

_log = logging.getLogger(__name__)

MAX_EXITS: Final = 20
UP_POLL_S: Final = 0.02


class Server(ABC):
    """
    A real server as a child process, on loopback. Its folder and ports stay the same for its
    whole life, so it can be killed and started again with what it had made durable.
    """

    name: str
    stop_grace_s = 6.0
    stop_signal = signal.SIGTERM
    start_tries = 1
    """How often it is started where it ends by itself meanwhile; more for whoever is known to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / f"{self.name}.log"
        self.process: Process | None = None
        self.wanted = False
        """Whether it should run: true from a successful start until it is told to stop."""
        self.auto_restart = True
        """Whether a keeper may start it again; only a stack has one."""
        self.exits: deque[Exit] = deque(maxlen=MAX_EXITS)
        """How earlier runs ended, oldest first."""
        self._serving = False
        self._turn = asyncio.Lock()

    @abstractmethod
    def command(self) -> Command:
        """What to run."""

    @abstractmethod
    async def ready(self, process: Process) -> None:
        """Return once it serves; raise `ProcessError` when it does not in time."""

    async def prepare(self) -> None:
        """Make what must exist before the first start. Safe to repeat."""
        self.folder.mkdir(parents=True, exist_ok=True)

    def tidy(self) -> None:  # noqa: B027  # most leave nothing
        """Remove what an ended server leaves outside its folder. Safe to repeat."""

    @property
    def pid(self) -> int:
        """The pid of the running server."""
        return self._running().pid

    @property
    def running(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.running

    @property
    def condition(self) -> str:
        """One word: ``waiting``, ``starting``, ``up``, ``down`` (crashed) or ``stopped``."""
        if self.running:
            return "up" if self._serving else "starting"
        if self.wanted:
            return "down"
        return "waiting" if self.process is None else "stopped"

    @property
    def last_exit(self) -> Exit | None:
        """How it ended last; None when it never did."""
        if self.process is not None and self.process.exit is not None:
            return self.process.exit
        return self.exits[-1] if self.exits else None

    async def start(self) -> None:
        """Start it and wait until it serves; it is stopped again when it does not."""
        async with self._turn:
            if self.running:
                raise ProcessError(f"{self.name} already runs")
            await self._start()

    async def until_up(self, timeout_s: float = 30.0) -> None:
        """Wait until it serves, after `kill` again; raises `TimeoutError`."""
        async with asyncio.timeout(timeout_s):
            while self.condition != "up":  # noqa: ASYNC110  # another process's doing
                await asyncio.sleep(UP_POLL_S)

    async def start_again(self) -> None:
        """Start it if it should run and does not. What a keeper calls."""
        async with self._turn:
            if self.wanted and not self.running:
                await self._start()

    async def stop(self) -> Exit | None:
        """End it in an orderly way, within its grace; None when it was never started."""
        self.wanted = False
        async with self._turn:
            return await self._stop()

    async def restart(self) -> None:
        """Start it again on the same folder and ports, stopping it first when it runs."""
        self.wanted = False
        async with self._turn:
            await self._stop()
            await self._start()

    async def _start(self) -> None:
        await self.prepare()
        for left in reversed(range(self.start_tries)):
            try:
                await self._start_once()
                break
            except EarlyEndError as exc:
                if not left or self._was_killed():
                    raise
                _log.warning("started again: %s", exc)
        self.wanted = self._serving = True

    async def _start_once(self) -> None:
        self.tidy()
        self._remember_exit()
        self._serving = False
        self.process = Process.start(self.command())
        try:
            await self.ready(self.process)
        except BaseException:
            self.process.kill()
            await self.process.wait()
            raise

    def _was_killed(self) -> bool:
        ended = self.last_exit
        return ended is not None and ended.signal == signal.SIGKILL.name

    async def _stop(self) -> Exit | None:
        if self.process is None:
            return None
        ended = await self.process.stop(grace_s=self.stop_grace_s, signum=self.stop_signal)
        self.tidy()
        return ended

    def _remember_exit(self) -> None:
        if self.process is not None and self.process.exit is not None:
            self.exits.append(self.process.exit)

    def kill(self) -> None:
        """Kill -9. In a stack it is brought back: wait for that by `until_up`."""
        self._serving = False
        self._running().kill()

    def pause(self) -> None:
        """Freeze it: connections stay open and nothing answers."""
        self._running().pause()

    def resume(self) -> None:
        """Thaw it."""
        self._running().resume()

    def _running(self) -> Process:
        if self.process is None:
            raise ProcessError(f"{self.name} was never started")
        return self.process

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()

"""What every embedded server has in common: start, kill, freeze, restart on the same folder."""

from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import Self

from b9_devstack.process import Command, Exit, Process, ProcessError


class Server(ABC):
    """
    A real server as a child process, on loopback. Its folder and ports stay the same for its
    whole life, so it can be killed and started again with what it had made durable.
    """

    name: str
    stop_grace_s = 10.0

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: Process | None = None

    @abstractmethod
    def command(self) -> Command:
        """What to run."""

    @abstractmethod
    async def ready(self, process: Process) -> None:
        """Return once it serves; raise `ProcessError` when it does not in time."""

    async def prepare(self) -> None:
        """Make what must exist before the first start. Safe to repeat."""
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def log(self) -> Path:
        """Where its output goes."""
        return self.folder / f"{self.name}.log"

    @property
    def pid(self) -> int:
        """The pid of the running server."""
        return self._running().pid

    @property
    def running(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.running

    async def start(self) -> None:
        """Start it and wait until it serves; it is stopped again when it does not."""
        if self.running:
            raise ProcessError(f"{self.name} already runs")
        await self.prepare()
        self.process = Process.start(self.command())
        try:
            await self.ready(self.process)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> Exit | None:
        """End it in an orderly way, within its grace; None when it was never started."""
        if self.process is None:
            return None
        return await self.process.stop(grace_s=self.stop_grace_s)

    def kill(self) -> None:
        """Kill -9."""
        self._running().kill()

    def pause(self) -> None:
        """Freeze it: connections stay open and nothing answers."""
        self._running().pause()

    def resume(self) -> None:
        """Thaw it."""
        self._running().resume()

    async def restart(self) -> None:
        """Start it again on the same folder and ports, stopping it first when it runs."""
        await self.stop()
        await self.start()

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

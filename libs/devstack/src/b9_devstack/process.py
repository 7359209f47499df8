"""One child process: started, watched, paused, killed and reaped; it never outlives its parent."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

LAUNCHER: Final = Path(__file__).with_name("launch.py")
LAST_LINES: Final = 20
TAIL_BYTES: Final = 16_384
POLL_S: Final = 0.02
STOPPED: Final = os.WSTOPPED | os.WNOHANG


class ProcessError(Exception):
    """A child could not be started, or ended when it should not have."""


class EarlyEndError(ProcessError):
    """A child ended by itself before it was ready."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """What to run, with which environment, and where its output goes. Nothing is inherited."""

    name: str
    argv: Sequence[str]
    log: Path
    env: Mapping[str, str] = field(default_factory=dict)
    mode: str = "same"  # or "namespace", "nobody": see launch.py


@dataclass(frozen=True, kw_only=True)
class Exit:
    """How a child ended: exit code or signal, its peak memory, and what it said last."""

    code: int | None
    signal: str | None
    peak_rss_mib: float
    last_lines: tuple[str, ...]

    def __str__(self) -> str:
        """One line for people."""
        how = f"killed by {self.signal}" if self.signal else f"exit code {self.code}"
        return f"{how}, peak memory {self.peak_rss_mib:.0f} MiB"


class Process:
    """
    A running child. Start it from the thread that lives longest: the kernel kills the child
    when the *thread* that started it ends.
    """

    def __init__(self, command: Command, pid: int, log_offset: int) -> None:
        self.command = command
        self.pid = pid
        self.start_time = start_time_of(pid)
        self.exit: Exit | None = None
        self._log_offset = log_offset

    @classmethod
    def start(cls, command: Command) -> "Process":
        """Start *command* in a session of its own, so that a terminal's Ctrl-C is ours alone."""
        command.log.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
        out = os.open(command.log, flags, 0o600)
        try:
            offset = os.fstat(out).st_size
            launcher = [sys.executable, "-I", "-S", str(LAUNCHER), str(os.getpid()), command.mode]
            pid = os.posix_spawn(
                sys.executable,
                [*launcher, *command.argv],
                dict(command.env),
                file_actions=[
                    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                    (os.POSIX_SPAWN_DUP2, out, 1),
                    (os.POSIX_SPAWN_DUP2, out, 2),
                ],
                setsid=True,
                setsigdef=(signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE),
                setsigmask=(),
            )
        finally:
            os.close(out)
        return cls(command, pid, offset)

    @property
    def running(self) -> bool:
        """Whether it still runs; reaps it when it does not."""
        if self.exit is None:
            self._reap(os.WNOHANG)
        return self.exit is None

    def output(self) -> str:
        """What it wrote since it was started (the newest part, if that is much)."""
        try:
            with self.command.log.open("rb") as log:
                size = os.fstat(log.fileno()).st_size
                log.seek(max(min(self._log_offset, size), size - TAIL_BYTES))
                return log.read().decode(errors="replace")
        except FileNotFoundError:
            return ""

    def send(self, signum: signal.Signals) -> None:
        """Send *signum*; nothing happens when it has ended."""
        if self.running:
            os.kill(self.pid, signum)

    def kill(self) -> None:
        """Kill -9, its own children too (PostgreSQL's back ends would linger for a moment)."""
        self._send_to_family(signal.SIGKILL)

    def pause(self) -> None:
        """Freeze it and its children; on return it has stopped (given up on after 0.2 s)."""
        self._send_to_family(signal.SIGSTOP)
        # A process of many threads answers for a moment longer. This blocks for about 1 ms.
        for _ in range(200):
            if not self.running or os.waitid(os.P_PID, self.pid, STOPPED) is not None:
                return
            time.sleep(0.001)

    def resume(self) -> None:
        """Thaw what `pause` froze."""
        self._send_to_family(signal.SIGCONT)

    async def wait(self, timeout_s: float | None = None) -> Exit:
        """How it ended; raises `TimeoutError` when it has not after *timeout_s*."""
        if not self.running:
            return self._ended()
        with _exit_of(self.pid) as ended:
            async with asyncio.timeout(timeout_s):
                await ended
        self._reap(0)
        return self._ended()

    async def stop(self, *, grace_s: float = 10.0, signum: signal.Signals = signal.SIGTERM) -> Exit:
        """Ask it to end, wait *grace_s*, then kill it."""
        self.resume()
        self.send(signum)
        try:
            return await self.wait(grace_s)
        except TimeoutError:
            self.kill()
            return await self.wait()

    async def until_ready(self, *, said: str, timeout_s: float) -> None:
        """Wait until its output holds *said*; raises `ProcessError` with its last words if not."""
        async for _ in self.while_starting(timeout_s):
            if said in self.output():
                return

    async def while_starting(self, timeout_s: float) -> AsyncIterator[None]:
        """
        Look again and again while it runs. Raises `EarlyEndError` when it ends, `ProcessError` when
        it is too slow.
        """
        deadline = asyncio.get_running_loop().time() + timeout_s
        while True:
            yield
            if not self.running:
                raise EarlyEndError(
                    f"{self.command.name} did not start: {self._ended()}{self._tail()}"
                )
            if asyncio.get_running_loop().time() > deadline:
                raise ProcessError(
                    f"{self.command.name} was not ready after {timeout_s:.0f} s{self._tail()}"
                )
            await asyncio.sleep(POLL_S)

    def _tail(self) -> str:
        return "".join(f"\n  {line}" for line in telling_lines(self.output()))

    def _send_to_family(self, signum: signal.Signals) -> None:
        if not self.running:
            return
        family = [self.pid, *descendants(self.pid)]
        for pid in family:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signum)

    def _reap(self, options: int) -> None:
        try:
            pid, status, usage = os.wait4(self.pid, options)
        except ChildProcessError:
            self.exit = Exit(code=None, signal=None, peak_rss_mib=0, last_lines=())
            return
        if pid == 0:
            return
        code = os.waitstatus_to_exitcode(status)
        self.exit = Exit(
            code=code if code >= 0 else None,
            signal=signal.Signals(-code).name if code < 0 else None,
            peak_rss_mib=usage.ru_maxrss / 1024,
            last_lines=tuple(self.output().splitlines()[-LAST_LINES:]),
        )

    def _ended(self) -> Exit:
        if self.exit is None:
            raise ProcessError(f"{self.command.name} still runs")
        return self.exit


@contextlib.contextmanager
def _exit_of(pid: int) -> Iterator[asyncio.Future[None]]:
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()
    fd = os.pidfd_open(pid)
    loop.add_reader(fd, lambda: None if ended.done() else ended.set_result(None))
    try:
        yield ended
    finally:
        loop.remove_reader(fd)
        os.close(fd)


def telling_lines(output: str) -> list[str]:
    """The lines that say why: the fatal ones where there are any, else the last few."""
    lines = [line for line in output.splitlines() if line.strip()]
    fatal = [line for line in lines if any(word in line for word in ("FATAL", "[FTL]", "Error"))]
    return (fatal or lines)[-8:]


def start_time_of(pid: int) -> int | None:
    """When *pid* started, in clock ticks since boot; with the pid it names one process for good."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, *rest = stat.rpartition(")")[2].split()
    return None if state in "ZX" else int(rest[18])


def name_of(pid: int) -> str | None:
    """The program that *pid* runs, as the kernel shortens it; None when it has ended."""
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace").strip()
    except (FileNotFoundError, ProcessLookupError):
        return None


def descendants(pid: int) -> list[int]:
    """The pids below *pid*, parents before children; empty when it has ended."""
    found: list[int] = []
    waiting = [pid]
    while waiting:
        children = children_of(waiting.pop())
        found += children
        waiting += children
    return found


def children_of(pid: int) -> list[int]:
    """The pids of *pid*'s direct children, whichever of its threads started them."""
    found: list[int] = []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text(encoding="ascii").split())
    return found

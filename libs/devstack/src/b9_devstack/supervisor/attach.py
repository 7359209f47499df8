"""What another process can do with a running stack: follow its start, and end it."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from b9_devstack.supervisor.files import StackFolder, StackState

POLL_S: Final = 0.1
START_TIMEOUT_S: Final = 180.0
STOP_TIMEOUT_S: Final = 20.0


def follow(
    folder: StackFolder, supervisor: subprocess.Popen[bytes] | None = None
) -> Iterator[StackState]:
    """
    The states of a starting stack, the last one ``ready``. Ends early when it fails, or when
    *supervisor*, if given, ends without another one holding the stack.
    """
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        gone = supervisor is not None and supervisor.poll() is not None
        state = folder.read_state()
        if state is not None and state.supervised:
            yield state
            if state.status in {"ready", "stopping", "failed", "stopped"}:
                return
        elif gone or supervisor is None:
            return
        time.sleep(POLL_S)


def end(folder: StackFolder) -> list[str] | None:
    """
    Stop the stack and whatever is left of it. The names of what still runs then, normally none;
    None when nothing ran.
    """
    state = folder.read_state()
    if state is None or not (state.supervised or any(child.alive for child in state.children)):
        return None
    if state.supervised and state.supervisor_pid is not None:
        _send(state.supervisor_pid, signal.SIGTERM)
        if not _wait_until_gone(folder):
            _send(state.supervisor_pid, signal.SIGKILL)
    for child in state.children:
        if child.alive and child.pid is not None and not _wait_until_gone(folder, 1.0):
            _send(child.pid, signal.SIGKILL)
    _wait_until_gone(folder, 5.0)
    return _alive(folder)


def _wait_until_gone(folder: StackFolder, timeout_s: float = STOP_TIMEOUT_S) -> bool:
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        if not _alive(folder):
            return True
        time.sleep(POLL_S)
    return False


def _alive(folder: StackFolder) -> list[str]:
    state = folder.read_state()
    if state is None:
        return []
    children = [child.name for child in state.children if child.alive]
    return ["supervisor", *children] if state.supervised else children


def _send(pid: int, signum: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signum)

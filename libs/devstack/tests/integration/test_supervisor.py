"""However a supervisor ends, none of its children outlives it, and the next one can start."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from b9_devstack.process import start_time_of
from b9_devstack.supervisor import attach
from b9_devstack.supervisor.files import Child, StackFolder, StackState

pytestmark = pytest.mark.timeout(90)

RUN = """
import sys
from pathlib import Path
from b9_devstack.process import ProcessError
from b9_devstack.supervisor import StackOptions
from b9_devstack.supervisor.runner import run_stack
try:
    run_stack(Path(sys.argv[1]), StackOptions(services=("otlp",), durable=False))
except ProcessError as error:
    sys.exit(f"{type(error).__name__}: {error}")
"""
Supervisor = subprocess.Popen[bytes]
Start = Callable[..., Supervisor]


@pytest.fixture
def folder(tmp_path: Path) -> StackFolder:
    return StackFolder(tmp_path / ".b9")


@pytest.fixture
def start(folder: StackFolder) -> Iterator[Start]:
    started: list[Supervisor] = []

    def run(stdin: int = subprocess.DEVNULL) -> Supervisor:
        command = [sys.executable, "-c", RUN, str(folder.path)]
        process = subprocess.Popen(command, stdin=stdin, stderr=subprocess.PIPE)
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


def until(condition: Callable[[], bool], timeout_s: float) -> bool:
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def ready(folder: StackFolder, supervisor: Supervisor) -> StackState:
    def is_ready() -> bool:
        state = folder.read_state()
        return state is not None and (state.supervisor_pid, state.status) == (
            supervisor.pid,
            "ready",
        )

    assert until(is_ready, 40)
    state = folder.read_state()
    assert state is not None
    assert {child.name for child in state.children if child.alive} == {
        "nats",
        "postgres",
        "s3",
        "otlp",
    }
    return state


def none_alive(children: tuple[Child, ...]) -> bool:
    return not any(child.alive for child in children)


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGHUP, signal.SIGTERM])
def test_a_polite_signal_leaves_no_child_alive(
    folder: StackFolder, start: Start, signum: signal.Signals
) -> None:
    supervisor = start()
    state = ready(folder, supervisor)

    supervisor.send_signal(signum)

    assert supervisor.wait(30) == 0
    assert none_alive(state.children)
    after = folder.read_state()
    assert after is not None
    assert after.status == "stopped"


def test_kill_nine_leaves_no_child_alive_and_the_next_start_recovers(
    folder: StackFolder, start: Start
) -> None:
    supervisor = start()
    state = ready(folder, supervisor)

    supervisor.kill()
    supervisor.wait()

    assert until(lambda: none_alive(state.children), 10)
    again = ready(folder, start())
    assert again.ports == state.ports


def test_a_signal_during_the_start_leaves_no_child_alive(folder: StackFolder, start: Start) -> None:
    supervisor = start()

    def some_child() -> bool:
        state = folder.read_state()
        return state is not None and any(child.alive for child in state.children)

    assert until(some_child, 20)
    state = folder.read_state()
    assert state is not None

    supervisor.send_signal(signal.SIGINT)
    supervisor.wait(30)

    assert none_alive(state.children)


def test_a_terminal_that_goes_away_leaves_no_child_alive(folder: StackFolder, start: Start) -> None:
    ours, theirs = os.openpty()
    supervisor = start(theirs)
    os.close(theirs)
    state = ready(folder, supervisor)

    os.close(ours)

    assert supervisor.wait(30) == 0
    assert none_alive(state.children)


def test_a_second_supervisor_refuses_and_disturbs_nothing(
    folder: StackFolder, start: Start
) -> None:
    state = ready(folder, start())
    second = start()

    assert second.wait(30) == 1

    assert second.stderr is not None
    assert b"StackBusyError" in second.stderr.read()
    assert all(child.alive for child in state.children)


def test_down_ends_a_running_stack_and_has_nothing_to_do_the_second_time(
    folder: StackFolder, start: Start
) -> None:
    supervisor = start()
    ready(folder, supervisor)
    assert attach.end(folder) == []
    assert supervisor.wait(30) == 0
    assert attach.end(folder) is None


def test_a_leftover_is_ended_but_a_process_that_took_its_pid_is_not(
    folder: StackFolder, start: Start
) -> None:
    with (
        subprocess.Popen(["sleep", "60"]) as leftover,
        subprocess.Popen(["sleep", "60"]) as stranger,
    ):
        folder.write_state(
            StackState(
                children=(
                    Child(name="old", pid=leftover.pid, start_time=start_time_of(leftover.pid)),
                    Child(name="reused", pid=stranger.pid, start_time=1),
                )
            )
        )
        ready(folder, start())

        assert leftover.wait(5) == -signal.SIGKILL
        assert stranger.poll() is None
        os.kill(stranger.pid, signal.SIGKILL)

"""What keeps a smoke test from being asked at all."""

import os
from pathlib import Path

import pytest

from b9_cli.screen import Screen
from b9_cli.smoke.smoke import Wishes, smoke
from b9_devstack.process import start_time_of
from b9_devstack.supervisor.files import Child, FoundStack, StackFolder, StackState


def stack(upstream: str = "simulator", status: str = "ready", child: str = "up") -> FoundStack:
    """A stack whose supervisor and one child are this very process; nothing of it answers."""
    me = os.getpid()
    state = StackState(
        status=status,
        upstream=upstream,
        supervisor_pid=me,
        supervisor_start_time=start_time_of(me),
        children=(Child(name="nats", pid=me, start_time=start_time_of(me), state=child),),
    )
    return FoundStack(StackFolder(Path("nowhere")), state, {})


@pytest.mark.parametrize(
    ("found", "wishes", "reason"),
    [
        (stack("live"), Wishes(), "say --live and --target NAME"),
        (stack("live"), Wishes(live=True), "say --live and --target NAME"),
        (stack("live"), Wishes(target="nasa"), "say --live and --target NAME"),
        (stack(status="starting"), Wishes(), "the stack is not running"),
        (stack(child="down"), Wishes(), "nats is not up"),
    ],
)
async def test_it_is_refused_with_its_reason_and_exit_code_2(
    found: FoundStack, wishes: Wishes, reason: str
) -> None:
    report = await smoke(found, wishes, Screen())

    assert report.exit_code == 2
    assert reason in report.verdict
    assert report.request_id is None


async def test_a_stack_whose_supervisor_is_gone_is_not_asked() -> None:
    gone = FoundStack(StackFolder(Path("nowhere")), StackState(status="ready"), {})
    report = await smoke(gone, Wishes(), Screen())
    assert report.verdict == "preflight FAILED: the stack is not running: run `make up`"


async def test_a_new_creator_and_a_correlation_of_its_own_are_made_up_each_time() -> None:
    first, second = [await smoke(stack(status="failed"), Wishes(), Screen()) for _ in range(2)]
    assert first.target != second.target
    assert first.correlation_id.startswith("smoke-")
    assert first.correlation_id != second.correlation_id

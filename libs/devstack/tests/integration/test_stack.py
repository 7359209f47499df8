"""A stack brings back what was killed, tells why it cannot start, and leaves nothing behind."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest

from b9_devstack.process import ProcessError
from b9_devstack.servers.server import Server
from b9_devstack.supervisor import Stack, StackOptions
from b9_devstack.supervisor.files import StackFolder

pytestmark = pytest.mark.timeout(90)
ONLY_OTLP = StackOptions(services=("otlp",), durable=False)


async def until(condition: Callable[[], bool], timeout_s: float = 20) -> None:
    async with asyncio.timeout(timeout_s):
        while not condition():
            await asyncio.sleep(0.05)


async def test_what_is_killed_is_brought_back_unless_told_not_to(tmp_path: Path) -> None:
    async with Stack.start(tmp_path / ".b9", ONLY_OTLP) as stack:
        otlp, nats = stack.children["otlp"], stack.servers.nats
        victims: list[Server] = [otlp, nats]
        first = [victim.pid for victim in victims]

        for victim in victims:
            victim.kill()
            await victim.until_up()

        assert not set(first) & {victim.pid for victim in victims}
        assert [str(victim.exits[-1].signal) for victim in victims] == ["SIGKILL"] * 2
        async with aiohttp.ClientSession() as http, http.get(otlp.health_url) as response:
            assert response.status == 200

        otlp.auto_restart = False
        otlp.kill()
        await until(lambda: otlp.condition == "down")
        await asyncio.sleep(0.5)  # longer than a keeper takes to bring it back
        assert otlp.condition == "down"
        await otlp.restart()
        assert otlp.condition == "up"

        def told() -> bool:
            state = stack.folder.read_state()
            child = next(each for each in state.children if each.name == "otlp") if state else None
            return child is not None and child.pid == otlp.pid and len(child.exits) == 2

        await until(told)


async def test_a_service_that_cannot_start_is_named_with_its_last_words(tmp_path: Path) -> None:
    options = StackOptions(
        services=("persister",),
        durable=False,
        env={"persister": {"B9_PERSISTER__NO_SUCH_SETTING": "1"}},
    )
    folder = StackFolder(tmp_path / ".b9")
    with pytest.raises(ProcessError, match=r"(?s)persister-1 did not start.*NO_SUCH_SETTING"):
        async with Stack.start(folder.path, options):
            pass
    state = folder.read_state()
    assert state is not None
    assert state.status == "failed"
    assert "persister-1" in (state.reason or "")
    assert not any(child.alive for child in state.children)


async def test_a_second_start_finds_schema_and_topology_as_it_left_them(tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []

    def report(name: str, state: str) -> None:
        told.append((name, state))

    for _ in range(2):
        async with Stack.start(tmp_path, ONLY_OTLP, report) as stack:
            monitor = stack.servers.nats.monitor_url
            async with aiohttp.ClientSession() as http, http.get(f"{monitor}/jsz") as response:
                assert (await response.json())["streams"] > 0

    steps = [state for name, state in told if name in {"schema", "topology"}]
    assert steps.count("ready") == 2
    assert steps.count("unchanged") == 2


async def test_two_stacks_run_side_by_side(tmp_path: Path) -> None:
    async with (
        Stack.start(tmp_path / "a", ONLY_OTLP) as one,
        Stack.start(tmp_path / "b", ONLY_OTLP) as two,
    ):
        ports = [set(stack.state().ports.values()) for stack in (one, two)]
        assert not ports[0] & ports[1]
        assert one.token != two.token

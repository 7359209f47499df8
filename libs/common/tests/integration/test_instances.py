"""Heartbeats and switches on a real broker."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from b9_common.control import ControlEntry, ControlView, put_control
from b9_common.heartbeat import Report, all_heartbeats, beating
from b9_common.identity import Identity
from b9_common.messaging.connection import Broker
from b9_devstack.servers import NatsServer


async def eventually(condition: Callable[[], Awaitable[bool]], timeout_s: float = 10) -> None:
    async with asyncio.timeout(timeout_s):
        while not await condition():
            await asyncio.sleep(0.02)


def entry(version: int, *, enabled: bool = True) -> ControlEntry:
    return ControlEntry(
        enabled=enabled, version=version, reason=f"r{version}", at=datetime.now(UTC)
    )


async def test_every_process_is_heard_of_while_it_lives_and_gone_when_it_stopped(
    broker: Broker,
) -> None:
    first = Identity(service="persister", instance="0", git_sha="abc")
    second = Identity(service="persister", instance="1")
    said = Report(status="waiting", reason="postgres is away", in_hand=3, extra={"lag": 5})

    async with beating(broker, first, lambda: said), beating(broker, second, Report):

        async def both() -> bool:
            return len(await all_heartbeats(broker)) == 2

        await eventually(both)
        beat = (await all_heartbeats(broker))[0]
    assert (beat.service, beat.instance, beat.pid, beat.git_sha) == (
        "persister",
        "0",
        first.pid,
        "abc",
    )
    assert (beat.status, beat.reason, beat.in_hand, beat.extra) == (
        "waiting",
        "postgres is away",
        3,
        {"lag": 5},
    )
    assert await all_heartbeats(broker) == []


async def test_a_change_of_status_is_told_without_waiting_for_the_next_beat(
    broker: Broker,
) -> None:
    said = [Report()]
    identity = Identity(service="media-uploader", instance="0")

    async def told(status: str) -> bool:
        return [beat.status for beat in await all_heartbeats(broker)] == [status]

    async with beating(broker, identity, lambda: said[-1], every_s=60):
        await eventually(lambda: told("ready"))
        said.append(Report(status="waiting", reason="store"))
        await eventually(lambda: told("waiting"))


async def test_a_broker_that_is_away_does_not_stop_the_process_and_beats_come_back(
    broker: Broker, nats: NatsServer, caplog: pytest.LogCaptureFixture
) -> None:
    identity = Identity(service="api", instance="0")
    async with beating(broker, identity, Report, every_s=0.1):

        async def heard() -> bool:
            return bool(await all_heartbeats(broker))

        await eventually(heard)
        nats.kill()

        async def complained() -> bool:
            return "heartbeat not written" in caplog.text

        await eventually(complained)
        await nats.start()
        started_again = datetime.now(UTC)

        async def heard_again() -> bool:
            if not broker.connected:
                return False
            beats = await all_heartbeats(broker)
            return bool(beats) and beats[0].at > started_again

        await eventually(heard_again, timeout_s=20)


async def test_a_switch_is_seen_within_a_second_and_its_absence_stops(broker: Broker) -> None:
    async with ControlView.of(broker).watch() as view:

        async def says(words: str | None) -> bool:
            return view.paused("instagram") == words

        async def seen(words: str | None) -> float:
            began = time.monotonic()
            await eventually(lambda: says(words))
            return time.monotonic() - began

        await seen("control unknown: no entry platform.instagram")
        going, stopping = list[float](), list[float]()
        for version in (1, 3, 5):
            await put_control(broker, "platform.instagram", entry(version))
            going.append(await seen(None))
            await put_control(broker, "platform.instagram", entry(version + 1, enabled=False))
            stopping.append(await seen(f"platform.instagram stopped: r{version + 1}"))

    # During some of them the machine may have stood still.
    assert min(going) < 1
    assert min(stopping) < 1


async def test_a_writer_that_is_behind_cannot_turn_a_switch_back(broker: Broker) -> None:
    assert await put_control(broker, "paid_calls", entry(5, enabled=False))

    assert not await put_control(broker, "paid_calls", entry(5))
    assert not await put_control(broker, "paid_calls", entry(4))
    assert await put_control(broker, "paid_calls", entry(6))


async def test_of_many_writers_at_once_the_highest_version_stands(broker: Broker) -> None:
    view = ControlView.of(broker)

    written = await asyncio.gather(
        *(put_control(broker, "paid_calls", entry(n, enabled=n == 4)) for n in range(1, 5))
    )

    await view.refresh()
    assert written[-1]
    assert view.paid_calls_blocked() is None

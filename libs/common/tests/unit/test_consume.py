"""The loop itself, without a broker."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from nats.aio.msg import Msg

from b9_common.errors import OutageError
from b9_common.messaging import Broker, Consumer, Delivery, Source, consume
from b9_common.topology import PERSISTER_TRACK, Durable


class OneMessage:
    """A source of one message, delivered *times* times; *pulls* counts how often it was asked."""

    def __init__(self, times: int = 1) -> None:
        self.pulls = 0
        self._times = times

    async def pull(
        self, n: int, *, others: int | None = None, wait_s: float = 0.0
    ) -> list[tuple[Durable, Msg]]:
        self.pulls += 1
        await asyncio.sleep(0)
        msg = Msg(_client=cast("Any", None), reply="$JS.ACK.TRACK.c.1.1.1.1.0", data=b"x")
        return [(PERSISTER_TRACK, msg)] if self.pulls <= self._times else []


def consumer_of(
    source: OneMessage, handle: Any, touch: Any, *, concurrency: int = 1
) -> Consumer[bytes]:
    async def request(*_: object, **__: object) -> None:
        return None

    broker = SimpleNamespace(closed=asyncio.Event(), nc=SimpleNamespace(request=request))
    return Consumer(
        cast("Broker", broker),
        cast("Source", source),
        handle,
        bytes,
        concurrency=concurrency,
        touch=touch,
        halt_pause_s=0,
    )


async def test_asked_to_stop_while_halted_nothing_more_is_pulled() -> None:
    source, stop = OneMessage(), asyncio.Event()
    consumer = consumer_of(source, None, stop.set)
    consumer.settler.too_many = "fifty bad in a row"

    await consumer.run(stop)

    assert source.pulls == 0


async def test_a_message_on_probation_neither_holds_up_a_stop_nor_the_sign_of_life() -> None:
    source, stop, touches = OneMessage(), asyncio.Event(), 0

    async def away(_: list[Delivery[bytes]]) -> list[None]:
        raise OutageError("away")

    def touch() -> None:
        nonlocal touches
        touches += 1
        if touches == 2:
            stop.set()

    consumer = consumer_of(source, away, touch)
    consumer.settler.too_many = "fifty bad in a row"
    async with asyncio.timeout(5):
        await consumer.run(stop)

    assert source.pulls == 1


async def test_a_message_is_held_for_so_long_by_the_clock_however_slow_its_tries_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loop, passed_s, tries = asyncio.get_running_loop(), 0.0, 0
    started, stop = loop.time(), asyncio.Event()
    clock = SimpleNamespace(time=lambda: started + passed_s)
    monkeypatch.setattr(consume, "HOLD_PAUSE_S", 0)
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: clock)

    async def away(_: list[Delivery[bytes]]) -> list[None]:
        nonlocal passed_s, tries
        passed_s += consume.HOLD_LIMIT_S * 0.6
        tries += 1
        if tries == 9:
            stop.set()
        raise OutageError("away")

    def touch() -> None:
        if tries:
            stop.set()

    consumer = consumer_of(OneMessage(), away, touch)
    await consumer.run(stop)

    assert tries == 3


async def test_a_message_in_hand_is_not_begun_again_though_the_broker_gives_it_again() -> None:
    source, stop, settle = OneMessage(times=1_000), asyncio.Event(), asyncio.Event()
    begun = held = 0

    async def handle(_: list[Delivery[bytes]]) -> list[None]:
        nonlocal begun
        begun += 1
        await settle.wait()
        return [None]

    def touch() -> None:
        nonlocal held
        if source.pulls == 5:
            held = begun
            settle.set()
        if begun > 1:
            stop.set()

    consumer = consumer_of(source, handle, touch, concurrency=4)
    async with asyncio.timeout(5):
        await consumer.run(stop)

    assert held == 1
    # Once it is settled, another delivery is another matter.
    assert begun == 2

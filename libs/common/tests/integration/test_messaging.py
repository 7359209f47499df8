"""The delivery guarantee against a real nats-server."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Self

import msgspec
import pytest

from b9_common.errors import (
    ConflictError,
    OutageError,
    PoisonError,
    RetryableError,
    TerminalError,
)
from b9_common.events import DeadLetter, Platform, RowsPersisted, StageState, StageTracked
from b9_common.kv import TypedKv
from b9_common.messaging import (
    Broker,
    Consumer,
    Delivery,
    Outgoing,
    Puller,
    Source,
    connect,
    each,
)
from b9_common.messaging.settle import BAD_IN_A_ROW
from b9_common.topology import PERSISTER_DEAD, PERSISTER_TRACK, PROGRESS
from b9_common.topology_apply import apply
from b9_devstack.servers import NatsServer

DURABLE = PERSISTER_TRACK


@pytest.fixture
async def broker(nats: NatsServer) -> AsyncIterator[Broker]:
    async with connect(nats.url, "test") as connected:
        await apply(connected)
        yield connected


def fact(number: int) -> StageTracked:
    return StageTracked(
        request_id=f"r{number}",
        drive=1,
        stage="content",
        state=StageState.HEARTBEAT,
        service="test",
        instance="test-1",
        at=datetime.now(UTC),
    )


async def publish(broker: Broker, count: int) -> None:
    await broker.publish_batch(
        [
            Outgoing(subject="track.stage", payload=msgspec.json.encode(fact(i)), msg_id=f"m{i}")
            for i in range(count)
        ]
    )


async def info(broker: Broker) -> dict[str, int]:
    answer = await broker.api_request(f"CONSUMER.INFO.{DURABLE.stream}.{DURABLE.name}")
    return {
        "pending": answer["num_pending"],
        "unacked": answer["num_ack_pending"],
        "floor": answer["ack_floor"]["stream_seq"],
    }


async def until(condition: Callable[[], Awaitable[bool]], timeout_s: float = 15.0) -> None:
    async with asyncio.timeout(timeout_s):
        while not await condition():
            await asyncio.sleep(0.02)


class Running:
    """A consumer at work for as long as the test wants it."""

    def __init__(self, broker: Broker, handle: Any, **options: Any) -> None:
        self.stop = asyncio.Event()
        self.settled: list[str] = []
        self.consumer: Consumer[StageTracked] = Consumer(
            broker,
            Source([Puller(broker, DURABLE)]),
            handle,
            StageTracked,
            settled=self.settled.append,
            **options,
        )

    async def __aenter__(self) -> Self:
        self.task = asyncio.create_task(self.consumer.run(self.stop))
        return self

    async def __aexit__(self, *exc: object) -> None:
        self.stop.set()
        await asyncio.wait_for(self.task, 12)


async def pulled(puller: Puller, *, n: int, total: int) -> list[list[Any]]:
    """
    *total* messages, as the pulls of *n* brought them.

    The broker tells a consumer of a message a moment after the publisher: a pull just then may
    still come back with less than is there, or with nothing.
    """
    brought: list[list[Any]] = []
    async with asyncio.timeout(10):
        while sum(map(len, brought)) < total:
            brought.append(await puller.pull(n, wait_s=0.5))
    return brought


async def dead_letters(broker: Broker, total: int) -> list[DeadLetter]:
    """As many as the stream holds, which must be *total*."""
    state = (await broker.api_request(f"STREAM.INFO.{PERSISTER_DEAD.stream}"))["state"]
    assert state["messages"] == total
    brought = await pulled(Puller(broker, PERSISTER_DEAD), n=100, total=total)
    return [msgspec.json.decode(msg.data, type=DeadLetter) for msgs in brought for msg in msgs]


async def test_a_handled_message_is_acked_and_the_floor_moves(broker: Broker) -> None:
    seen: list[str] = []

    async def handle(delivery: Delivery[StageTracked]) -> None:
        seen.append(delivery.event.request_id)

    await publish(broker, 5)
    async with Running(broker, each(handle), concurrency=3):
        await until(lambda: _is(broker, "floor", 5))
    assert sorted(seen) == [f"r{i}" for i in range(5)]


async def _is(broker: Broker, key: str, value: int) -> bool:
    return (await info(broker))[key] == value


async def test_a_batch_handler_settles_each_message_by_its_own_result(broker: Broker) -> None:
    async def handle(
        batch: Sequence[Delivery[StageTracked]],
    ) -> Sequence[BaseException | None]:
        return [
            PoisonError("bad", code="bad") if d.event.request_id == "r3" else None for d in batch
        ]

    await publish(broker, 10)
    async with Running(broker, handle, batch_size=10) as running:
        await until(lambda: _is(broker, "floor", 10))
    assert sorted(running.settled) == ["ok"] * 9 + ["poison"]
    (letter,) = await dead_letters(broker, 1)
    assert (letter.code, letter.origin, letter.durable) == ("bad", "m3", DURABLE.name)
    assert msgspec.json.decode(letter.payload)["request_id"] == "r3"


async def test_a_retryable_message_comes_back_after_its_own_delay_not_at_once(
    broker: Broker,
) -> None:
    at: list[float] = []

    async def handle(delivery: Delivery[StageTracked]) -> None:
        at.append(asyncio.get_running_loop().time())
        if delivery.attempt == 1:
            # Longer than the pause that would be chosen for it.
            raise RetryableError("throttled", delay_s=2.4)

    await publish(broker, 1)
    async with Running(broker, each(handle)):
        await until(lambda: _is(broker, "floor", 1))
    assert len(at) == 2
    assert 2.3 < at[1] - at[0] < DURABLE.ack_wait_s / 2


async def test_a_terminal_error_is_acked_without_a_dead_letter(broker: Broker) -> None:
    async def handle(delivery: Delivery[StageTracked]) -> None:
        raise TerminalError("private")

    await publish(broker, 1)
    async with Running(broker, each(handle)) as running:
        await until(lambda: _is(broker, "floor", 1))
    assert running.settled == ["terminal"]
    assert await dead_letters(broker, 0) == []


async def test_an_unreadable_message_is_buried_on_its_first_delivery_and_others_flow(
    broker: Broker,
) -> None:
    async def handle(delivery: Delivery[StageTracked]) -> None:
        return

    await broker.publish(Outgoing(subject="track.stage", payload=b"\xff{", msg_id="bad"))
    await broker.publish(
        Outgoing(
            subject="track.stage",
            payload=b"{}",
            msg_id="v9",
            headers={"B9-Schema": "track.stage/9"},
        )
    )
    await publish(broker, 2)
    async with Running(broker, each(handle), concurrency=4):
        await until(lambda: _is(broker, "floor", 4))
    letters = {letter.origin: letter for letter in await dead_letters(broker, 2)}
    assert {origin: letter.code for origin, letter in letters.items()} == {
        "bad": "unreadable",
        "v9": "schema",
    }
    assert letters["bad"].payload == b"\xff{"
    assert {letter.attempts for letter in letters.values()} == {1}


async def test_a_message_that_always_fails_is_buried_as_exhausted(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts: list[int] = []

    async def handle(delivery: Delivery[StageTracked]) -> None:
        attempts.append(delivery.attempt)
        raise RetryableError("down", delay_s=0.5)

    await publish(broker, 1)
    async with Running(broker, each(handle)):
        await until(lambda: _is(broker, "floor", 1))
    assert attempts == list(range(1, DURABLE.max_attempts + 1))
    (letter,) = await dead_letters(broker, 1)
    assert (letter.code, letter.attempts) == ("exhausted", DURABLE.max_attempts)


async def test_an_outage_holds_the_message_and_costs_no_attempt(broker: Broker) -> None:
    tries: list[int] = []

    async def handle(delivery: Delivery[StageTracked]) -> None:
        tries.append(delivery.attempt)
        if len(tries) < 4:
            raise OutageError("database is down")

    await publish(broker, 1)
    async with Running(broker, each(handle)):
        await until(lambda: _is(broker, "floor", 1))
    assert tries == [1, 1, 1, 1]


async def test_fifty_bad_messages_in_a_row_stop_the_settling(broker: Broker) -> None:
    alarms: list[str | None] = []

    async def handle(delivery: Delivery[StageTracked]) -> None:
        raise KeyError("our own bug")

    await publish(broker, BAD_IN_A_ROW + 10)
    async with Running(broker, each(handle), concurrency=1, alarm=alarms.append) as running:
        await until(lambda: _truth(any(alarms)))
    assert alarms[0] is None
    assert str(BAD_IN_A_ROW) in (alarms[-1] or "")
    assert (await info(broker))["floor"] == 0
    assert running.settled.count("held") >= 1
    assert running.settled.count("failed") == BAD_IN_A_ROW - 1


async def _truth(value: bool) -> bool:  # noqa: FBT001  `until` awaits its condition
    return value


async def test_without_a_confirmed_dead_letter_the_message_is_not_settled(broker: Broker) -> None:
    async def handle(delivery: Delivery[StageTracked]) -> None:
        raise PoisonError("bad", code="bad")

    await broker.api_request("STREAM.DELETE.DEAD")
    await publish(broker, 1)
    async with Running(broker, each(handle)) as running:
        await until(lambda: _truth("held" in running.settled), timeout_s=25)
        assert running.consumer.settler.halted is not None
    assert (await info(broker))["floor"] == 0
    assert (await info(broker))["unacked"] == 1


async def test_a_stop_finishes_what_is_in_hand(broker: Broker) -> None:
    started, done = asyncio.Event(), asyncio.Event()

    async def handle(delivery: Delivery[StageTracked]) -> None:
        started.set()
        await asyncio.sleep(0.5)
        done.set()

    await publish(broker, 1)
    async with Running(broker, each(handle)):
        await asyncio.wait_for(started.wait(), 15)
    assert done.is_set()
    assert (await info(broker))["floor"] == 1


async def test_the_consumer_survives_a_killed_broker(nats: NatsServer, broker: Broker) -> None:
    seen: set[str] = set()

    async def handle(delivery: Delivery[StageTracked]) -> None:
        seen.add(delivery.event.request_id)

    async with Running(broker, each(handle), concurrency=8):
        await publish(broker, 50)
        await until(lambda: _truth(len(seen) == 50))
        nats.kill()
        await nats.restart()
        await broker.publish(
            Outgoing(subject="track.stage", payload=msgspec.json.encode(fact(99)), msg_id="m99"),
            deadline_s=10,
        )
        await until(lambda: _truth("r99" in seen))


async def test_the_puller_says_that_a_frozen_broker_is_silent(
    nats: NatsServer, broker: Broker
) -> None:
    puller = Puller(broker, DURABLE)
    assert await puller.pull(5) == []
    nats.pause()
    try:
        with pytest.raises(OutageError):
            await puller.pull(5)
    finally:
        nats.resume()
    await publish(broker, 3)
    pulled: list[Any] = []
    async with asyncio.timeout(10):
        while len(pulled) < 3:
            pulled += await puller.pull(5, wait_s=0.5)
    assert len(pulled) == 3


async def test_a_pull_never_returns_more_than_asked(broker: Broker) -> None:
    puller = Puller(broker, DURABLE)
    await publish(broker, 250)
    brought = await pulled(puller, n=100, total=250)
    assert max(map(len, brought)) <= 100
    assert len({msg.metadata.sequence.stream for msgs in brought for msg in msgs}) == 250
    assert await puller.pull(100) == []


async def test_what_arrives_after_its_pull_was_given_up_is_handed_out_by_the_next(
    nats: NatsServer, broker: Broker
) -> None:
    puller = Puller(broker, DURABLE)
    assert await puller.pull(5) == []
    await publish(broker, 3)
    await until(lambda: _is(broker, "pending", 3))
    nats.pause()
    try:
        with pytest.raises(OutageError):
            await puller.pull(5)
    finally:
        nats.resume()
    late = await pulled(puller, n=5, total=3)
    assert [msg.metadata.num_delivered for msgs in late for msg in msgs] == [1, 1, 1]


async def test_a_pull_from_a_missing_consumer_is_an_outage_not_an_empty_answer(
    broker: Broker,
) -> None:
    await broker.api_request(f"CONSUMER.DELETE.{DURABLE.stream}.{DURABLE.name}")
    with pytest.raises(OutageError):
        await Puller(broker, DURABLE).pull(1, wait_s=0.5)


async def test_a_batch_with_a_duplicate_is_published_singly_and_nothing_doubles(
    broker: Broker,
) -> None:
    await publish(broker, 3)
    await publish(broker, 6)
    state = (await broker.api_request("STREAM.INFO.TRACK"))["state"]
    assert state["messages"] == 6


async def test_an_oversize_message_is_refused_here_and_the_link_stays_up(broker: Broker) -> None:
    with pytest.raises(PoisonError):
        await broker.publish(
            Outgoing(
                subject="track.stage", payload=b"x" * (broker.nc.max_payload - 100), msg_id="x"
            )
        )
    await publish(broker, 1)
    assert broker.connected


async def test_a_replayed_message_is_read_even_when_the_main_stream_is_busy(broker: Broker) -> None:
    seen: list[str] = []
    stop = asyncio.Event()

    async def handle(
        batch: Sequence[Delivery[StageTracked]],
    ) -> Sequence[BaseException | None]:
        seen.extend(d.event.request_id for d in batch)
        return [None for _ in batch]

    await publish(broker, 400)
    await broker.publish(
        Outgoing(
            subject=f"replay.{DURABLE.name}",
            payload=msgspec.json.encode(fact(1_000)),
            msg_id="again",
            headers={"B9-Replay-Of": "m-old"},
        )
    )
    source = Source([Puller(broker, DURABLE), Puller(broker, DURABLE.replay)], fair_every=20)
    consumer: Consumer[StageTracked] = Consumer(broker, source, handle, StageTracked, batch_size=10)
    task = asyncio.create_task(consumer.run(stop))
    await until(lambda: _truth(len(seen) == 401))
    stop.set()
    await task
    assert seen.index("r1000") < 400


async def test_the_first_durable_has_places_that_work_of_the_others_never_takes(
    broker: Broker,
) -> None:
    busy: set[str] = set()
    seen: list[str] = []
    done, stop = asyncio.Event(), asyncio.Event()

    async def handle(delivery: Delivery[StageTracked]) -> None:
        if delivery.durable.name == DURABLE.name:
            seen.append(delivery.event.request_id)
            return
        busy.add(delivery.event.request_id)
        await done.wait()

    for number in range(1_000, 1_005):
        payload = msgspec.json.encode(fact(number))
        subject = f"replay.{DURABLE.name}"
        await broker.publish(Outgoing(subject=subject, payload=payload, msg_id=f"b{number}"))
    source = Source([Puller(broker, DURABLE), Puller(broker, DURABLE.replay)])
    consumer: Consumer[StageTracked] = Consumer(
        broker, source, each(handle), StageTracked, concurrency=2, reserved=1
    )
    task = asyncio.create_task(consumer.run(stop))
    await until(lambda: _truth(len(busy) == 2))
    await publish(broker, 3)
    await until(lambda: _truth(len(seen) == 3 and consumer.in_hand == 2))
    assert len(busy) == 2
    done.set()
    await until(lambda: _truth(len(busy) == 5))
    stop.set()
    await task


async def test_compare_and_set_has_one_winner(broker: Broker) -> None:
    bucket = TypedKv(broker, PROGRESS, RowsPersisted)
    assert await bucket.get("r1") == (None, 0)
    values = [
        RowsPersisted(
            request_id=f"w{i}", platform=Platform.INSTAGRAM, committed_at=datetime.now(UTC)
        )
        for i in range(8)
    ]
    results = await asyncio.gather(
        *(bucket.put_cas("r1", value, 0) for value in values), return_exceptions=True
    )
    winners = [v for v, r in zip(values, results, strict=True) if not isinstance(r, Exception)]
    assert [type(r) for r in results].count(ConflictError) == 7
    value, revision = await bucket.get("r1")
    assert value == winners[0]
    await bucket.delete("r1")
    gone, after = await bucket.get("r1")
    assert gone is None
    assert after > revision
    await bucket.put_cas("r1", values[0], after)
    assert await bucket.keys() == ["r1"]

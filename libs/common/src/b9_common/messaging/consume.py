"""The loop around the settling: pull what there is room for, handle it, keep it alive."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

import msgspec
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from opentelemetry.trace import SpanKind

from b9_common.errors import FatalError, OutageError, PoisonError
from b9_common.log_records import log_context
from b9_common.messaging.connection import Broker
from b9_common.messaging.delivery import Delivery, decode
from b9_common.messaging.pull import Source
from b9_common.messaging.settle import Settled, Settler
from b9_common.metrics import Counter, count
from b9_common.telemetry import span
from b9_common.topology import Durable

log = logging.getLogger(__name__)

E = TypeVar("E")
Gate = Callable[[], Awaitable[str | None]]
Handler = Callable[[Delivery[E]], Awaitable[None]]
# Of one message, whatever delivery brought it; the time tells apart stores that count alike.
_Identity = tuple[str, int, datetime]
BatchHandler = Callable[[Sequence[Delivery[E]]], Awaitable[Sequence[BaseException | None]]]

PULL_WAIT_S: Final = 1.0
# While all places but the reserved are taken, the first of the source is looked at this often.
LOOK_EVERY_S: Final = 0.1
GATE_PAUSE_S: Final = 0.5
HALT_PAUSE_S: Final = 30
HOLD_PAUSE_S: Final = 0.5
HOLD_LIMIT_S: Final = 600.0
# With the pull that may just be waiting (a second) it fits into what a service is given to stop.
DRAIN_S: Final = 7.0


async def always_open() -> str | None:
    """No reason not to pull."""
    return None


class Consumer(Generic[E]):
    """
    Reads a source in batches of up to *batch_size* messages, *concurrency* batches at a time.

    *reserved* further places are for the first durable of the source alone, so that it need not
    wait for work of the others to end.

    *gate* answers why not to pull now (paused, a dependency down), or None. While a handler
    raises `OutageError` its messages are held and tried again: an outage costs no attempt.
    *touch* is called at every turn of the loop, for liveness, and *alarm* with why settling has
    stopped, or None. With `bytes` as *event_type* every message is taken as it is: nothing is
    unreadable to those who keep what nobody could read.
    """

    def __init__(
        self,
        broker: Broker,
        source: Source,
        handle: BatchHandler[E],
        event_type: Any,
        *,
        batch_size: int = 1,
        concurrency: int = 1,
        reserved: int = 0,
        gate: Gate = always_open,
        touch: Callable[[], None] = lambda: None,
        alarm: Callable[[str | None], None] = lambda _: None,
        settled: Callable[[Settled], None] = lambda _: None,
        halt_pause_s: int = HALT_PAUSE_S,
    ) -> None:
        self._broker = broker
        self._source = source
        self._handle = handle
        self._decoder: msgspec.json.Decoder[E] | None = (
            None if event_type is bytes else msgspec.json.Decoder(event_type)
        )
        self._batch_size = batch_size
        self._slots = concurrency + reserved
        self._reserved = reserved
        self._gate = gate
        self._touch = touch
        self._alarm = alarm
        self._settled = settled
        self._halt_pause_s = halt_pause_s
        self._running: set[asyncio.Task[None]] = set()
        self._held: set[_Identity] = set()
        self._stopping = asyncio.Event()
        self.settler = Settler(broker)
        self.waiting: str | None = None

    @property
    def in_hand(self) -> int:
        """How many batches are being handled."""
        return len(self._running)

    async def run(self, until: asyncio.Event) -> None:
        """
        Work until *until* is set, then finish what is in hand, at most 7 s.

        Raises `FatalError` when the connection is closed for good.
        """
        while not until.is_set():
            self._touch()
            self._alarm(self.settler.halted)
            if self._broker.closed.is_set():
                raise FatalError("the broker connection was closed for good")
            self.waiting = self.settler.halted or await self._gate()
            if self.waiting is not None and not self.settler.halted:
                await _pause(until, GATE_PAUSE_S)
            elif self.settler.halted:
                await self._probation(until)
            else:
                await self._turn()
        self._stopping.set()
        await self._drain()

    async def _turn(self) -> None:
        """Pull as much as there is room for and start handling it."""
        free = self._slots - len(self._running)
        if free <= 0:
            await asyncio.wait(
                self._running, timeout=PULL_WAIT_S, return_when=asyncio.FIRST_COMPLETED
            )
            return
        try:
            pulled = await self._pull(free)
        except OutageError as exc:
            log.warning("%s", exc)
            await asyncio.sleep(GATE_PAUSE_S)
            return
        news = self._not_in_hand(pulled)
        for start in range(0, len(news), self._batch_size):
            self._start(news[start : start + self._batch_size])

    def _not_in_hand(self, pulled: Sequence[tuple[Durable, Msg]]) -> list[tuple[Durable, Msg]]:
        """
        What of *pulled* is not being handled here already.

        A broker that was killed has forgotten what it delivered just before, and delivers it
        again; whichever delivery is settled, the message is.
        """
        each_once = {_identity(durable, msg): (durable, msg) for durable, msg in pulled}
        return [one for key, one in each_once.items() if key not in self._held]

    async def _pull(self, free: int) -> list[tuple[Durable, Msg]]:
        """For *free* places; of these the reserved are for the first durable only."""
        if free > self._reserved:
            others = (free - self._reserved) * self._batch_size
            return await self._source.pull(
                free * self._batch_size, others=others, wait_s=PULL_WAIT_S
            )
        pulled = await self._source.pull(free * self._batch_size, others=0, wait_s=0.0)
        if not pulled:
            await asyncio.wait(
                self._running, timeout=LOOK_EVERY_S, return_when=asyncio.FIRST_COMPLETED
            )
        return pulled

    def _start(self, batch: Sequence[tuple[Durable, Msg]]) -> None:
        held = {_identity(durable, msg) for durable, msg in batch}
        self._held |= held

        def ended(task: asyncio.Task[None]) -> None:
            self._running.discard(task)
            self._held -= held

        task = asyncio.create_task(self._work(batch))
        self._running.add(task)
        task.add_done_callback(ended)

    async def _probation(self, until: asyncio.Event) -> None:
        """After a halt: wait, then let one message show whether the fault is gone."""
        if self._running:
            await asyncio.wait(self._running, timeout=PULL_WAIT_S)
            return
        for _ in range(self._halt_pause_s):
            self._touch()
            await _pause(until, 1.0)
        if until.is_set() or not await self.settler.may_try_one():
            return
        with suppress(OutageError):
            if pulled := await self._source.pull(1, wait_s=PULL_WAIT_S):
                self._start(pulled)
                while self._running and not until.is_set():
                    self._touch()
                    await _pause(until, HOLD_PAUSE_S)

    async def _work(self, batch: Sequence[tuple[Durable, Msg]]) -> None:
        """Decode, handle and settle *batch*, telling the broker meanwhile that we are at it."""
        async with _kept_alive(batch):
            good: list[Delivery[E]] = []
            settling: list[tuple[Durable, Msg, BaseException | None]] = []
            for durable, msg in batch:
                try:
                    good.append(decode(durable, msg, self._decoder))
                except PoisonError as exc:
                    settling.append((durable, msg, exc))
            if good:
                results = await self._handled(good)
                settling += [(d.durable, d.msg, r) for d, r in zip(good, results, strict=True)]
            verdicts = await asyncio.gather(*(self.settler.settle(*one) for one in settling))
            for (durable, _, _), settled in zip(settling, verdicts, strict=True):
                count(Counter.SETTLED, durable=durable.name, outcome=settled)
                self._settled(settled)

    async def _handled(self, good: Sequence[Delivery[E]]) -> Sequence[BaseException | None]:
        """Run the handler, holding the messages while a dependency is down, ten minutes at most."""
        clock = asyncio.get_running_loop().time
        # A try against what does not answer may last longer than the pauses between tries.
        held_since: float | None = None
        while True:
            try:
                return await self._handle(good)
            except OutageError as exc:
                held_since = clock() if held_since is None else held_since
                if self._stopping.is_set() or clock() - held_since > HOLD_LIMIT_S:
                    return [exc] * len(good)
                self.waiting = str(exc)
                await _pause(self._stopping, HOLD_PAUSE_S)
            except Exception as exc:  # noqa: BLE001 - the loop's one catch: a handler's bug is settled, not fatal
                return [exc] * len(good)

    async def _drain(self) -> None:
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=DRAIN_S)
        for task in late:
            task.cancel()
        if late:
            log.warning(
                "%d batches unfinished at the deadline; they will be redelivered", len(late)
            )
            await asyncio.wait(late, timeout=1.0)


def _identity(durable: Durable, msg: Msg) -> _Identity:
    meta = msg.metadata
    return durable.name, meta.sequence.stream, meta.timestamp


def each(handle: Handler[E]) -> BatchHandler[E]:
    """
    A handler of single messages as one of batches of size 1.

    Each runs in a span that continues the message's trace, its request id bound for logs.
    """

    async def batch(deliveries: Sequence[Delivery[E]]) -> Sequence[BaseException | None]:
        results: list[BaseException | None] = []
        for delivery in deliveries:
            try:
                with (
                    log_context(request_id=delivery.headers.get("B9-Request-Id", "")),
                    span(
                        f"{delivery.durable.name} handle",
                        parent=delivery.headers,
                        kind=SpanKind.CONSUMER,
                        attempt=delivery.attempt,
                    ),
                ):
                    await handle(delivery)
                results.append(None)
            except OutageError:
                raise
            except Exception as exc:  # noqa: BLE001 - as above
                results.append(exc)
        return results

    return batch


class _kept_alive:  # noqa: N801 - reads as a phrase at its one use
    """Sends *in progress* for every message of a batch at a third of its ack wait."""

    def __init__(self, batch: Sequence[tuple[Durable, Msg]]) -> None:
        self._batch = batch
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> None:
        self._task = asyncio.create_task(self._beat())

    async def __aexit__(self, *_exc: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _beat(self) -> None:
        every_s = min(durable.ack_wait_s for durable, _ in self._batch) / 3
        while True:
            await asyncio.sleep(every_s)
            for _, msg in self._batch:
                try:
                    await msg.in_progress()
                except NatsError as exc:
                    log.info("in progress not sent: %s", repr(exc))


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    """Sleep, but wake when *stop* is set."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()

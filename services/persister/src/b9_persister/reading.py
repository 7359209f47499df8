"""One durable of the service, read until the process is asked to stop."""

import time
from collections.abc import Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from b9_common.health import Health
from b9_common.messaging import Broker, Consumer, Delivery, Puller, Source
from b9_common.messaging.consume import BatchHandler
from b9_common.metrics import Gauge, Histogram, gauge_from, timed
from b9_common.telemetry import record_span
from b9_common.topology import REPLAYABLE, Durable
from b9_persister.ports import FloorStore, Positions
from b9_persister.recovery import Guard

FAIR_EVERY = 20


class Reading(Struct, frozen=True):
    """What is read, what handles it, and how much at once."""

    durable: Durable
    handle: BatchHandler[Any]
    event_type: Any
    batch_size: int
    batches: int = 1

    @property
    def durables(self) -> list[Durable]:
        """The durable itself, and that of what a person replays to it."""
        own = [self.durable]
        return [*own, self.durable.replay] if self.durable in REPLAYABLE else own


def consumer_of(
    reading: Reading,
    broker: Broker,
    source: Source,
    health: Health,
    *,
    floors: FloorStore,
    positions: Positions,
) -> Consumer[Any]:
    """The consumer of *reading*: gated by the database, watched for signs of life."""
    name = reading.durable.name
    turn = health.progress(name)
    guard: Guard[Any] = Guard(
        reading.durable,
        reading.handle,
        reading.event_type,
        floors=floors,
        positions=positions,
        touch=turn.touch,
    )

    consumer: Consumer[Any] = Consumer(
        broker,
        source,
        reading.handle,
        reading.event_type,
        batch_size=reading.batch_size,
        concurrency=reading.batches,
        gate=guard.why_not,
        touch=turn.touch,
        alarm=partial(health.alarm, name),
    )
    gauge_from(Gauge.IN_HAND, lambda: float(consumer.in_hand), durable=name)
    return consumer


def source_of(reading: Reading, broker: Broker) -> Source:
    """Replayed messages are read when there are no others, and now and then when there are."""
    return Source([Puller(broker, one) for one in reading.durables], fair_every=FAIR_EVERY)


def traced(handle: BatchHandler[Any]) -> BatchHandler[Any]:
    """*handle*, with each message's share of the batch recorded in that message's own trace."""

    async def traced_batch(
        deliveries: Sequence[Delivery[Any]],
    ) -> Sequence[BaseException | None]:
        started = time.time_ns()
        with timed(Histogram.HANDLE, durable=deliveries[0].durable.name):
            results = await handle(deliveries)
        ended = time.time_ns()
        for delivery, result in zip(deliveries, results, strict=True):
            record_span(
                f"{delivery.durable.name} handle",
                parent=delivery.headers,
                start_ns=started,
                end_ns=ended,
                request_id=delivery.headers.get("B9-Request-Id"),
                attempt=delivery.attempt,
                batch=len(deliveries),
                error=None if result is None else type(result).__name__,
            )
        return results

    return traced_batch

"""A database that fell back is repaired from the streams before new messages are taken.

A floor is the broker's ack floor, written into the database after everything below it was
committed there. After a failover to a lagging standby the stored floor is an old one, like the
rows: everything since is read again from the stream.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

import msgspec

from b9_common.errors import OutageError, PoisonError, RetryableError
from b9_common.messaging import Delivery
from b9_common.messaging.consume import BatchHandler
from b9_common.messaging.delivery import event_of
from b9_common.topology import Durable
from b9_persister.ports import Floor, FloorStore, Position, Positions, StoredMessage

log = logging.getLogger(__name__)

E = TypeVar("E")

EVERY_S: Final = 1.0


class Guard(Generic[E]):
    """
    The gate of one durable: open while the database answers and holds what was acknowledged.

    A new connection may lead to another server, so each is a reason to ask which one answers;
    on one not met before, floors are compared.
    """

    def __init__(
        self,
        durable: Durable,
        handle: BatchHandler[E],
        event_type: Any,
        *,
        floors: FloorStore,
        positions: Positions,
        touch: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._durable = durable
        self._handle = handle
        self._decoder: msgspec.json.Decoder[E] | None = (
            None if event_type is bytes else msgspec.json.Decoder(event_type)
        )
        self._floors = floors
        self._positions = positions
        self._touch = touch
        self._clock = clock
        self._asked_at = float("-inf")
        self._reason: str | None = None
        self._asked_at_connect = -1
        self._compared: datetime | None = None
        self.reread = 0
        """How many messages were read again since the start."""

    async def why_not(self) -> str | None:
        """Why nothing should be pulled now, or None. Asks at most every second."""
        unseen = self._floors.connects != self._asked_at_connect
        if self._clock() - self._asked_at < EVERY_S and not unseen:
            return self._reason
        try:
            await self._compare(await self._floors.server())
            self._reason = None
        except OutageError as exc:
            self._reason = str(exc)
        self._asked_at = self._clock()
        self._asked_at_connect = self._floors.connects
        return self._reason

    async def _compare(self, server: datetime) -> None:
        """On a server not met before read again what it lacks; then raise its floor."""
        position = await self._positions.where(self._durable)
        if server != self._compared:
            await self._repair(await self._floors.read(self._durable.name), position)
            self._compared = server
        floor = Floor(position.store_id, position.ack_floor)
        await self._floors.write(self._durable.name, self._durable.stream, floor, server=server)

    async def _repair(self, stored: Floor | None, position: Position) -> None:
        known = stored is not None and stored.store_id == position.store_id
        floor = stored.seq if stored is not None and known else 0
        if floor >= position.ack_floor:
            return
        first = max(floor + 1, position.first)
        log.warning(
            "%s: this database is at %d, the broker at %d: reading again from %d",
            self._durable.name,
            floor,
            position.ack_floor,
            first,
        )
        async for messages in self._positions.read(self._durable.stream, first, position.delivered):
            self._touch()
            await self._again([one for message in messages for one in self._read(message)])

    async def _again(self, deliveries: list[Delivery[E]]) -> None:
        if not deliveries:
            return
        results = await self._handle(deliveries)
        self.reread += len(deliveries)
        for delivery, result in zip(deliveries, results, strict=True):
            if isinstance(result, RetryableError):
                # Skipped, it would stand below a raised floor and never be read again.
                raise OutageError(f"message {delivery.seq}: {result}") from result
            if result is not None:
                log.warning("message %d could not be repeated: %s", delivery.seq, result)

    def _read(self, message: StoredMessage) -> list[Delivery[E]]:
        """The message as a first delivery; what was unreadable then is so now."""
        try:
            event: Any = message.msg.data
            if self._decoder is not None:
                event = event_of(message.headers, message.msg.data, self._decoder)
        except PoisonError:
            return []
        return [
            Delivery(
                durable=self._durable,
                event=event,
                msg=message.msg,
                headers=message.headers,
                stream=message.stream,
                seq=message.seq,
                attempt=1,
                stored_at=message.stored_at,
            )
        ]

"""Where a durable stands, and what stands in its stream: read beside it, without touching it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any, Final

from b9_common.errors import OutageError
from b9_common.messaging import Broker
from b9_common.topology import Durable
from b9_common.topology_apply import read_store_id
from b9_persister.ports import Position, StoredMessage

# So many reads at once; each is one small request.
WINDOW: Final = 64


class BrokerPositions:
    """See `ports.Positions`."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    async def where(self, durable: Durable) -> Position:
        """See `ports.Positions`."""
        store_id = await read_store_id(self._broker)
        consumer = await self._ask(f"CONSUMER.INFO.{durable.stream}.{durable.name}")
        stream = await self._ask(f"STREAM.INFO.{durable.stream}")
        return Position(
            store_id=store_id or "",
            ack_floor=consumer["ack_floor"]["stream_seq"],
            delivered=consumer["delivered"]["stream_seq"],
            first=stream["state"]["first_seq"],
        )

    async def read(
        self, stream: str, first: int, last: int
    ) -> AsyncIterator[Sequence[StoredMessage]]:
        """See `ports.Positions`."""
        for start in range(first, last + 1, WINDOW):
            seqs = range(start, min(start + WINDOW, last + 1))
            found = await asyncio.gather(*(self._get(stream, seq) for seq in seqs))
            yield [one for one in found if one is not None]

    async def _get(self, stream: str, seq: int) -> StoredMessage | None:
        msg = await self._broker.message_at(stream, seq)
        if msg is None:
            return None
        headers = msg.headers or {}
        return StoredMessage(
            msg=msg,
            headers=headers,
            stream=stream,
            seq=seq,
            stored_at=datetime.fromisoformat(headers["Nats-Time-Stamp"]),
        )

    async def _ask(self, subject: str) -> dict[str, Any]:
        answer = await self._broker.api_request(subject)
        if "error" in answer:
            raise OutageError(f"{subject}: {answer['error'].get('description')}")
        return answer

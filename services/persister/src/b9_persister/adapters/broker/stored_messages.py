"""Single messages of a stream, by sequence."""

from datetime import UTC, datetime

from b9_common.events import DeadLetter
from b9_common.messaging import Broker
from b9_common.messaging.delivery import origin_of


class BrokerMessages:
    """See `ports.StoredMessages`."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    async def find(self, stream: str, seq: int) -> DeadLetter | None:
        """See `ports.StoredMessages`."""
        msg = await self._broker.message_at(stream, seq)
        if msg is None:
            return None
        headers = dict(msg.headers or {})
        return DeadLetter(
            request_id=headers.get("B9-Request-Id", ""),
            correlation_id=headers.get("B9-Correlation-Id", ""),
            durable="",
            stream=stream,
            seq=seq,
            subject=headers["Nats-Subject"],
            origin=origin_of(headers, stream, seq),
            code="",
            error="",
            attempts=0,
            headers=headers,
            payload=msg.data,
            at=datetime.now(UTC),
        )

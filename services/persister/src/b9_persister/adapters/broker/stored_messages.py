"""Single messages of a stream, by sequence."""

import base64
import binascii
from datetime import UTC, datetime
from typing import Any, Final

from b9_common.errors import OutageError
from b9_common.events import DeadLetter
from b9_common.messaging import Broker
from b9_common.messaging.delivery import origin_of

MESSAGE_NOT_FOUND: Final = 10037
STREAM_NOT_FOUND: Final = 10059


class BrokerMessages:
    """See `ports.StoredMessages`."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    async def find(self, stream: str, seq: int) -> DeadLetter | None:
        """See `ports.StoredMessages`."""
        answer = await self._broker.api_request(f"STREAM.MSG.GET.{stream}", {"seq": seq})
        error = answer.get("error")
        if error is None:
            return _letter(stream, seq, answer["message"])
        if error.get("err_code") in {MESSAGE_NOT_FOUND, STREAM_NOT_FOUND}:
            return None
        raise OutageError(f"{stream}:{seq}: {error.get('description')}")


def _letter(stream: str, seq: int, message: dict[str, Any]) -> DeadLetter:
    headers = _headers(message.get("hdrs", ""))
    return DeadLetter(
        request_id=headers.get("B9-Request-Id", ""),
        correlation_id=headers.get("B9-Correlation-Id", ""),
        durable="",
        stream=stream,
        seq=seq,
        subject=message["subject"],
        origin=origin_of(headers, stream, seq),
        code="",
        error="",
        attempts=0,
        headers=headers,
        payload=base64.b64decode(message.get("data", "")),
        at=datetime.now(UTC),
    )


def _headers(encoded: str) -> dict[str, str]:
    """Headers as NATS writes them: a first line with its version, then one a line."""
    try:
        text = base64.b64decode(encoded).decode(errors="replace")
    except binascii.Error:
        return {}
    lines = [line.partition(":") for line in text.split("\r\n")[1:] if ":" in line]
    return {name.strip(): value.strip() for name, _, value in lines}

"""Events as the handlers are given them, without a broker."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from b9_common.events import Event, encode
from b9_common.messaging import Delivery, Message
from b9_common.topology import PERSISTER_CONTENT, Durable
from b9_persister.testing.events import at

LATER = at(1_000_000)


def delivery(
    event: Event,
    *,
    attempt: int = 1,
    seq: int = 1,
    stored_at: datetime = LATER,
    durable: Durable = PERSISTER_CONTENT,
    headers: dict[str, str] | None = None,
) -> Delivery[Any]:
    """*event* as the broker delivers it, decoded from its own bytes."""
    data = encode(event)
    return _delivery(durable, type(event), data, attempt, seq, stored_at, headers or {})


def raw_delivery(data: bytes, *, durable: Durable, attempt: int = 1, seq: int = 1) -> Delivery[Any]:
    """Bytes as they are."""
    return _delivery(durable, None, data, attempt, seq, LATER, {})


def deliveries(events: Sequence[Event]) -> list[Delivery[Any]]:
    """Each of *events*, in order."""
    return [delivery(event, seq=seq) for seq, event in enumerate(events, start=1)]


def _delivery(
    durable: Durable,
    kind: Any,
    data: bytes,
    attempt: int,
    seq: int,
    stored_at: datetime,
    headers: dict[str, str],
) -> Delivery[Any]:

    msg = Message(_client=None, subject="content.fetched.instagram", data=data, headers=headers)  # type: ignore[arg-type]
    return Delivery(
        durable=durable,
        event=data if kind is None else msgspec.json.decode(data, type=kind),
        msg=msg,
        headers=headers,
        stream=durable.stream,
        seq=seq,
        attempt=attempt,
        stored_at=stored_at,
    )

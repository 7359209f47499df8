"""One message in hand, decoded or not."""

from collections.abc import Mapping
from datetime import datetime
from typing import Generic, TypeVar

import msgspec
from nats.aio.msg import Msg

from b9_common.errors import PoisonError
from b9_common.topology import Durable

E = TypeVar("E")


class Delivery(msgspec.Struct, Generic[E], frozen=True, kw_only=True):
    """
    A message as the broker delivered it: *attempt* counts deliveries from 1.

    *stored_at* is the broker's own time of the message, *origin* its ``Nats-Msg-Id`` (or where it
    stands). For a replayed message *origin* is that of the first.
    """

    durable: Durable
    event: E
    msg: Msg
    headers: Mapping[str, str]
    stream: str
    seq: int
    attempt: int
    stored_at: datetime

    @property
    def origin(self) -> str:
        """What the message is known by."""
        return origin_of(self.headers, self.stream, self.seq)


def origin_of(headers: Mapping[str, str], stream: str, seq: int) -> str:
    """The id a message travels under, or ``{stream}:{seq}``."""
    return (
        headers.get("B9-Replay-Of")
        or headers.get("Nats-Msg-Id")
        or f"{headers.get('B9-Replay-Stream') or stream}:{seq}"
    )


def decode(durable: Durable, msg: Msg, decoder: "msgspec.json.Decoder[E]") -> Delivery[E]:
    """The delivery in *msg*; raises `PoisonError` where its body is not one of ours."""
    headers = msg.headers or {}
    schema = headers.get("B9-Schema", "")
    major = schema.rpartition("/")[2]
    if schema and major != "1":
        raise PoisonError(f"schema {schema} is not understood here", code="schema")
    try:
        event = decoder.decode(msg.data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as exc:
        raise PoisonError(f"unreadable: {exc}", code="unreadable") from exc
    meta = msg.metadata
    return Delivery(
        durable=durable,
        event=event,
        msg=msg,
        headers=headers,
        stream=meta.stream,
        seq=meta.sequence.stream,
        attempt=meta.num_delivered,
        stored_at=meta.timestamp,
    )

"""One message in hand: decoded, or as the dead letter it becomes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Generic, TypeVar, cast

import msgspec
from nats.aio.msg import Msg

from b9_common.errors import PoisonError
from b9_common.events import DeadLetter
from b9_common.topology import Durable

E = TypeVar("E")


class Delivery(msgspec.Struct, Generic[E], frozen=True, kw_only=True):
    """
    A message as the broker delivered it: *attempt* counts deliveries from 1.

    *stored_at* is the broker's own time of the message, *origin* its ``Nats-Msg-Id`` (or where it
    stands). For a replayed message both are those of the first.
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


def event_of(headers: Mapping[str, str], data: bytes, decoder: "msgspec.json.Decoder[E]") -> E:
    """The event in *data*; raises `PoisonError` where it is not one of ours."""
    schema = headers.get("B9-Schema", "")
    major = schema.rpartition("/")[2]
    if schema and major != "1":
        raise PoisonError(f"schema {schema} is not understood here", code="schema")
    try:
        return decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as exc:
        raise PoisonError(f"unreadable: {exc}", code="unreadable") from exc


def decode(durable: Durable, msg: Msg, decoder: "msgspec.json.Decoder[E] | None") -> Delivery[E]:
    """
    The delivery in *msg*; raises `PoisonError` where its body is not one of ours.

    Without a decoder the event is the message's bytes.
    """
    headers = msg.headers or {}
    event = cast("E", msg.data) if decoder is None else event_of(headers, msg.data, decoder)
    meta = msg.metadata
    return Delivery(
        durable=durable,
        event=event,
        msg=msg,
        headers=headers,
        stream=meta.stream,
        seq=meta.sequence.stream,
        attempt=meta.num_delivered,
        stored_at=_first_stored_at(headers) or meta.timestamp,
    )


def _first_stored_at(headers: Mapping[str, str]) -> datetime | None:
    """When the first of a replayed message was stored: a replay makes no observation newer."""
    try:
        return datetime.fromisoformat(headers["B9-Stored-At"])
    except (KeyError, ValueError):
        return None


def dead_letter(durable: Durable, msg: Msg, code: str, error: BaseException) -> DeadLetter:
    """The whole of *msg* as a dead letter."""
    headers, meta = dict(msg.headers or {}), msg.metadata
    return DeadLetter(
        request_id=headers.get("B9-Request-Id", ""),
        correlation_id=headers.get("B9-Correlation-Id", ""),
        durable=durable.name,
        stream=meta.stream,
        seq=meta.sequence.stream,
        subject=msg.subject,
        origin=origin_of(headers, meta.stream, meta.sequence.stream),
        code=code,
        error=str(error)[:2_000],
        attempts=meta.num_delivered,
        headers=headers,
        payload=msg.data,
        at=datetime.now(UTC),
    )

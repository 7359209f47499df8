"""What a stream holds, read in pieces and without a consumer: nothing is taken from anybody."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from msgspec import Struct
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

from b9_common.ending import heedful
from b9_common.errors import OutageError
from b9_common.messaging.connection import Broker

PIECE_MESSAGES: Final = 64
PIECE_BYTES: Final = 8 * 1024**2
ANSWER_S: Final = 10.0
END_OF_PIECE: Final = "204"
NOTHING: Final = "404"
EVERYTHING: Final = ">"


class Kept(Struct, frozen=True, kw_only=True):
    """A message as its stream holds it; among its headers are the server's own (``Nats-…``)."""

    stream: str
    seq: int
    subject: str
    stored_at: datetime
    headers: dict[str, str]
    payload: bytes


async def stored_piece(
    broker: Broker,
    stream: str,
    start: int | datetime,
    *,
    subject: str = EVERYTHING,
    messages: int = PIECE_MESSAGES,
) -> list[Kept]:
    """
    Up to *messages* of *subject* (or 8 MiB) from a sequence or a moment on; empty at the end.

    Raises `OutageError` when the server does not answer within 10 s.
    """
    asked: dict[str, Any] = {
        "batch": messages,
        "max_bytes": PIECE_BYTES,
        "next_by_subj": subject,
    }
    if isinstance(start, datetime):
        asked["start_time"] = start.astimezone(UTC).isoformat()
    else:
        asked["seq"] = max(start, 1)
    inbox = broker.nc.new_inbox()
    found: list[Kept] = []
    try:
        subscription = await broker.nc.subscribe(inbox)
        try:
            await broker.nc.publish(
                f"$JS.API.DIRECT.GET.{stream}", msgspec.json.encode(asked), reply=inbox
            )
            async with asyncio.timeout(ANSWER_S):
                while (kept := await _next(subscription)) is not None:
                    found.append(kept)
        finally:
            await subscription.unsubscribe()
    except (NatsError, OSError, TimeoutError) as exc:
        raise OutageError(f"stream {stream} does not answer: {exc!r}") from exc
    return found


async def stored_messages(
    broker: Broker, stream: str, first_seq: int, *, subject: str = EVERYTHING
) -> AsyncIterator[Kept]:
    """Every message of *stream* from *first_seq* on, as stored. Raises `OutageError`."""
    seq = first_seq
    while piece := await stored_piece(broker, stream, seq, subject=subject):
        for kept in piece:
            yield kept
        seq = piece[-1].seq + 1


async def _next(subscription: Subscription) -> Kept | None:
    return _kept(await heedful(subscription.next_msg(timeout=ANSWER_S)))


def _kept(msg: Msg) -> Kept | None:
    headers = dict(msg.headers or {})
    status = headers.get("Status")
    if status in {END_OF_PIECE, NOTHING}:
        return None
    if status is not None:
        raise OutageError(f"stream not readable: {status} {headers.get('Description')}")
    return Kept(
        stream=headers["Nats-Stream"],
        seq=int(headers["Nats-Sequence"]),
        subject=headers["Nats-Subject"],
        stored_at=moment(headers["Nats-Time-Stamp"]),
        headers=headers,
        payload=msg.data,
    )


def moment(text: str) -> datetime:
    """A time as the server writes it, with its nanoseconds."""
    whole, _, fraction = text.removesuffix("Z").partition(".")
    return datetime.fromisoformat(f"{whole}.{fraction[:6].ljust(6, '0')}").replace(tzinfo=UTC)

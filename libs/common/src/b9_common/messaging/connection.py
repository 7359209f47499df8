"""One connection to the broker, and publishing that is confirmed or reported as unknown."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import uuid4

import msgspec
import nats
from msgspec import Struct
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NatsTimeoutError

from b9_common.ending import heedful
from b9_common.errors import ConflictError, FatalError, OutageError, PoisonError
from b9_common.events import Event, encode, schema_of
from b9_common.telemetry import inject

log = logging.getLogger(__name__)

# What a subscription of one's own hands over, under a name that is not the client's.
Message = Msg

CONNECT_DEADLINE_S: Final = 8.0
COMPLAIN_EVERY_S: Final = 5.0
PUBLISH_TIMEOUT_S: Final = 3.0
PUBLISH_DEADLINE_S: Final = 12.0
RETRY_PAUSE_S: Final = 0.25
BATCH_MESSAGES: Final = 500
BATCH_BYTES: Final = 4 * 1024**2
YIELD_EVERY: Final = 50
SINGLES_IN_FLIGHT: Final = 32
HEADER_MARGIN: Final = 4 * 1024

# nats-server's own numbers, named once.
WRONG_LAST_SEQUENCE: Final = 10071
WRONG_LAST_SEQUENCE_CONSTANT: Final = 10164


class Outgoing(Struct, frozen=True, kw_only=True):
    """One message to publish; *msg_id* makes a repeat within the window harmless."""

    subject: str
    payload: bytes
    msg_id: str
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)


class Published(Struct, frozen=True):
    """The server's confirmation: stored at *seq*, or known already."""

    stream: str
    seq: int
    duplicate: bool = False


class _ApiError(Struct):
    code: int = 0
    err_code: int = 0
    description: str = ""


class _PubAck(Struct):
    stream: str = ""
    seq: int = 0
    duplicate: bool = False
    error: _ApiError | None = None


def event_headers(event: Event) -> dict[str, str]:
    """Headers that every event travels with, but its id and its trace."""
    return {
        "B9-Request-Id": event.request_id,
        "B9-Correlation-Id": event.correlation_id,
        "B9-Schema": schema_of(event),
    }


class Broker:
    """
    A connected client. Publishing returns only when the server confirmed it.

    `OutageError` means *unknown*: the message may have been stored, or be stored later; repeat it
    under the same id. *closed* is set when the client gave up for good: the process must exit.
    """

    def __init__(self, nc: Client, closed: asyncio.Event) -> None:
        self.nc = nc
        self.closed = closed

    @property
    def connected(self) -> bool:
        """Whether the link is up at this moment."""
        return self.nc.is_connected

    async def request(
        self,
        subject: str,
        payload: bytes,
        *,
        timeout_s: float,
        headers: dict[str, str] | None = None,
    ) -> Msg:
        """
        One question and its answer. Raises the client's errors; unlike the client's own, it loses
        no cancellation.
        """
        return await heedful(self.nc.request(subject, payload, timeout=timeout_s, headers=headers))

    async def publish_event(
        self,
        subject: str,
        event: Event,
        *,
        msg_id: str,
        headers: Mapping[str, str] | None = None,
        deadline_s: float | None = None,
    ) -> Published:
        """Publish *event* under *msg_id*, with the headers every event has and its trace."""
        extra: dict[str, str] = {}
        inject(extra)
        extra |= headers or {}
        return await self.publish(
            Outgoing(
                subject=subject,
                payload=encode(event),
                msg_id=msg_id,
                headers=event_headers(event) | extra,
            ),
            deadline_s=deadline_s,
        )

    async def publish(
        self, message: Outgoing, *, expect_last: int | None = None, deadline_s: float | None = None
    ) -> Published:
        """
        Publish one message and wait for the server's word, repeating within the deadline.

        *expect_last* is the revision the subject must be at (0: none): `ConflictError` otherwise.
        """
        headers = {**message.headers}
        if message.msg_id:
            headers["Nats-Msg-Id"] = message.msg_id
        if expect_last is not None:
            headers["Nats-Expected-Last-Subject-Sequence"] = str(expect_last)
        self._check_size(message, headers)
        end = time.monotonic() + (deadline_s or PUBLISH_DEADLINE_S)
        while True:
            try:
                ack = await self._request(message.subject, message.payload, headers)
                return Published(ack.stream, ack.seq, ack.duplicate)
            except OutageError:
                if self.closed.is_set() or time.monotonic() > end:
                    raise
                await asyncio.sleep(RETRY_PAUSE_S)

    async def publish_batch(self, messages: Sequence[Outgoing]) -> None:
        """
        Publish *messages* of one stream, in atomic batches that cost one fsync each.

        A batch refused for containing a duplicate is published one by one. Repeating is harmless.
        """
        for batch in _chunks(messages):
            if len(batch) == 1:
                await self.publish(batch[0])
            elif not await self._publish_atomically(batch):
                await self._publish_singly(batch)

    async def _publish_atomically(self, batch: Sequence[Outgoing]) -> bool:
        """Whether the batch was stored; False says it holds a duplicate or was torn."""
        batch_id = uuid4().hex
        try:
            for number, message in enumerate(batch, start=1):
                headers = {
                    **message.headers,
                    "Nats-Msg-Id": message.msg_id,
                    "Nats-Batch-Id": batch_id,
                    "Nats-Batch-Sequence": str(number),
                }
                self._check_size(message, headers)
                if number == len(batch):
                    headers["Nats-Batch-Commit"] = "1"
                    await self._request(message.subject, message.payload, headers)
                    break
                await self.nc.publish(message.subject, message.payload, headers=headers)
                if number % YIELD_EVERY == 0:
                    # The client only buffers: hundreds in a row would hold the loop.
                    await asyncio.sleep(0)
        except (NatsError, OutageError) as exc:
            log.info("batch of %d not confirmed, publishing singly: %s", len(batch), exc)
            return False
        return True

    async def _publish_singly(self, batch: Sequence[Outgoing]) -> None:
        slots = asyncio.Semaphore(SINGLES_IN_FLIGHT)

        async def one(message: Outgoing) -> None:
            async with slots:
                await self.publish(message)

        async with asyncio.TaskGroup() as group:
            for message in batch:
                group.create_task(one(message))

    async def api_request(
        self, subject: str, body: Mapping[str, Any] | None = None, *, timeout_s: float = 5.0
    ) -> dict[str, Any]:
        """Ask the JetStream API (``$JS.API.{subject}``); the answer as it came, errors included."""
        payload = msgspec.json.encode(body) if body is not None else b""
        try:
            message = await self.request(f"$JS.API.{subject}", payload, timeout_s=timeout_s)
        except (NatsError, OSError) as exc:
            raise OutageError(f"broker did not answer {subject}: {exc!r}") from exc
        answer: dict[str, Any] = msgspec.json.decode(message.data)
        return answer

    async def message_at(self, stream: str, seq: int) -> Msg | None:
        """
        What stands at *seq* of *stream*, with ``Nats-Subject`` and the like among its headers; None
        where nothing does (any more). Takes nothing from any durable. Raises `OutageError`.
        """
        body = b'{"seq":%d}' % seq
        try:
            msg = await self.request(
                f"$JS.API.DIRECT.GET.{stream}", body, timeout_s=PUBLISH_TIMEOUT_S
            )
        except (NatsError, OSError) as exc:
            raise OutageError(f"{stream}:{seq} cannot be read: {exc!r}") from exc
        headers = msg.headers or {}
        if headers.get("Status") == "404":
            return None
        if "Nats-Sequence" not in headers:
            raise OutageError(f"{stream}:{seq} cannot be read: {headers}")
        return msg

    async def _request(self, subject: str, payload: bytes, headers: dict[str, str]) -> _PubAck:
        try:
            reply = await self.request(
                subject, payload, timeout_s=PUBLISH_TIMEOUT_S, headers=headers
            )
            ack = msgspec.json.decode(reply.data, type=_PubAck)
        except NoRespondersError as exc:
            raise OutageError(f"no stream answers for {subject}") from exc
        except NatsTimeoutError as exc:
            raise OutageError(f"publish to {subject} not confirmed in time: unknown") from exc
        except (NatsError, OSError, msgspec.MsgspecError) as exc:
            raise OutageError(f"publish to {subject} failed: {exc!r}") from exc
        if ack.error is None:
            return ack
        if ack.error.err_code in {WRONG_LAST_SEQUENCE, WRONG_LAST_SEQUENCE_CONSTANT}:
            raise ConflictError(f"{subject}: {ack.error.description}")
        raise OutageError(f"{subject} refused: {ack.error.err_code} {ack.error.description}")

    def _check_size(self, message: Outgoing, headers: Mapping[str, str]) -> None:
        # The client checks the payload alone; over the limit with headers, the server would
        # close the connection for good.
        size = len(message.payload) + sum(len(k) + len(v) + 4 for k, v in headers.items())
        if size > self.nc.max_payload - HEADER_MARGIN:
            raise PoisonError(f"{message.subject}: {size} bytes do not fit", code="oversize")


def _chunks(messages: Sequence[Outgoing]) -> list[list[Outgoing]]:
    chunks: list[list[Outgoing]] = []
    size = BATCH_BYTES + 1
    for message in messages:
        if size + len(message.payload) > BATCH_BYTES or len(chunks[-1]) >= BATCH_MESSAGES:
            chunks.append([])
            size = 0
        chunks[-1].append(message)
        size += len(message.payload)
    return chunks


@asynccontextmanager
async def connect(url: str, name: str) -> AsyncIterator[Broker]:
    """
    Connect to *url* as *name* and stay connected, reconnecting for ever.

    Raises `FatalError` if the server cannot be reached or refuses us at the start.
    """
    closed = asyncio.Event()
    complained_at = -COMPLAIN_EVERY_S

    # Callbacks run inside the client's reconnect task and must never raise.
    async def on_closed() -> None:
        closed.set()

    async def on_error(exc: Exception) -> None:
        # A broker that is down says so three times a second.
        nonlocal complained_at
        if time.monotonic() - complained_at > COMPLAIN_EVERY_S:
            complained_at = time.monotonic()
            log.warning("broker: %s", repr(exc))

    try:
        # The client would try for ever; at the start, nobody home means do not start.
        async with asyncio.timeout(CONNECT_DEADLINE_S):
            nc = await nats.connect(
                url,
                name=name,
                inbox_prefix=f"_INBOX_{name}".encode(),
                max_reconnect_attempts=-1,
                reconnect_time_wait=0.3,
                ping_interval=5,
                max_outstanding_pings=2,
                connect_timeout=3,
                pending_size=8 * 1024**2,
                closed_cb=on_closed,
                error_cb=on_error,
                allow_reconnect=True,
            )
    except (NatsError, OSError, TimeoutError) as exc:
        raise FatalError(f"no broker at start: {exc!r}") from exc
    broker = Broker(nc, closed)
    try:
        yield broker
    finally:
        try:
            async with asyncio.timeout(3):
                await nc.close()
        except (NatsError, OSError, TimeoutError) as exc:
            log.info("broker not closed cleanly: %s", repr(exc))

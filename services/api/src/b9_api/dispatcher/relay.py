"""The one relay of the one outbox: read, publish, and delete only what the broker confirmed."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from functools import partial
from typing import Final

import msgspec

from b9_api.adapters.database import Database, DatabaseUnavailableError, Record
from b9_api.dispatcher.fill import Fullness
from b9_api.dispatcher.lease import Lease, NotLeaderError
from b9_api.sql import relaying as sql
from b9_common.errors import B9Error, OutageError, PoisonError
from b9_common.messaging import Broker, Outgoing
from b9_common.metrics import Counter, count
from b9_common.telemetry import inject, span
from b9_common.topology import REPLAY, REQUESTS, STREAMS

log = logging.getLogger(__name__)

BATCH_ROWS: Final = 500
BUSY_PAUSE_S: Final = 0.02
IDLE_PAUSE_S: Final = 0.1
OUTAGE_PAUSE_S: Final = 0.5
# What our own headers and those of a batch may add.
HEADER_ROOM: Final = 8 * 1024
LIMITS: Final = {stream.name: stream.max_msg_size for stream in STREAMS}
# These begin work, so their passage is a span of its own; the rest are echoes of one.
TRACED: Final = frozenset({REQUESTS.name, REPLAY.name})


class Relay:
    """
    Publishes what transactions left in the outbox, one group per stream, in order.

    A crash between publish and delete publishes again under the same id, which the broker
    swallows. A stream that refuses holds up only itself; a row that can never be sent stays in the
    outbox, where its age shows, and is passed over until this process starts again.
    """

    def __init__(self, database: Database, lease: Lease, broker: Broker, fill: Fullness) -> None:
        self._database = database
        self._lease = lease
        self._broker = broker
        self._fill = fill
        self._sending: dict[str, asyncio.Task[None]] = {}
        self._unsendable: set[int] = set()
        self.wake = asyncio.Event()

    async def run(self) -> None:
        """Relay until cancelled, leading or not: only a leader reads."""
        try:
            while True:
                await self._lease.leading.wait()
                try:
                    sent = await self.turn()
                except (DatabaseUnavailableError, NotLeaderError) as exc:
                    log.warning("relay: %s", exc)
                    await asyncio.sleep(OUTAGE_PAUSE_S)
                    continue
                await self._pause(BUSY_PAUSE_S if sent else IDLE_PAUSE_S)
        finally:
            for task in self._sending.values():
                task.cancel()

    async def turn(self) -> int:
        """Start sending what waits for each stream that is not being sent to; how many rows."""
        idle = [stream.name for stream in STREAMS if stream.name not in self._sending]
        hold_later = await self._fill.half_full()
        rows = await self._database.fetch(
            sql.READ, idle, hold_later, BATCH_ROWS, list(self._unsendable)
        )
        groups: dict[str, list[Record]] = defaultdict(list)
        for row in rows:
            groups[row["stream"]].append(row)
        for stream, group in groups.items():
            task = asyncio.create_task(self._send_group(stream, group), name=f"relay-{stream}")
            self._sending[stream] = task
            task.add_done_callback(partial(self._sent, stream))
        return len(rows)

    async def woken(self, _: object) -> None:
        """Look at once: somebody has committed."""
        self.wake.set()

    async def settled(self) -> None:
        """Wait until nothing is being sent."""
        while self._sending:
            await asyncio.wait(self._sending.values())
            await asyncio.sleep(0)

    def _sent(self, stream: str, _: "asyncio.Task[None]") -> None:
        self._sending.pop(stream, None)
        self.wake.set()

    async def _send_group(self, stream: str, rows: Sequence[Record]) -> None:
        try:
            sent = await self._publish(stream, rows)
            async with self._lease.transaction() as connection:
                await connection.execute(sql.DELETE, [row["id"] for row in sent])
                if stream == REQUESTS.name:
                    await connection.execute(sql.MARK_SENT, [row["msg_id"] for row in sent])
            count(Counter.PUBLISHED, len(sent), stream=stream)
        except B9Error as exc:
            # What was published is still in the outbox: sent again under the same ids, by whoever
            # leads then.
            log.warning("relay of %d to %s not cleared: %s", len(rows), stream, exc)
            await asyncio.sleep(OUTAGE_PAUSE_S)

    async def _publish(self, stream: str, rows: Sequence[Record]) -> list[Record]:
        """Have the broker confirm every row that it can take; those. Else raises `B9Error`."""
        with ExitStack() as spans:
            pairs = [(row, self._message(row, spans)) for row in rows if self._fits(row)]
            try:
                await self._broker.publish_batch([message for _, message in pairs])
            except PoisonError:
                return await self._publish_singly(pairs)
            except ExceptionGroup as group:
                if group.subgroup(PoisonError) is not None:
                    return await self._publish_singly(pairs)
                if (outage := group.subgroup(OutageError)) is None:
                    raise
                raise OutageError(f"{stream}: {outage.exceptions[0]!r}") from group
            return [row for row, _ in pairs]

    async def _publish_singly(self, pairs: Sequence[tuple[Record, Outgoing]]) -> list[Record]:
        """Find out which rows of a batch the client refuses to send; the others."""
        sent = []
        for row, message in pairs:
            try:
                await self._broker.publish(message)
                sent.append(row)
            except PoisonError as exc:
                self._pass_over(row, str(exc))
        return sent

    def _fits(self, row: Record) -> bool:
        """Whether the stream can ever take *row*."""
        size = len(row["payload"]) + 2 * len(row["headers"]) + HEADER_ROOM
        if size > LIMITS[row["stream"]]:
            self._pass_over(row, f"{size} bytes")
            return False
        return True

    def _pass_over(self, row: Record, why: str) -> None:
        self._unsendable.add(row["id"])
        count(Counter.DROPS, what="outbox", reason="oversize")
        log.critical("outbox message %s can never be sent and stays: %s", row["msg_id"], why)

    def _message(self, row: Record, spans: ExitStack) -> Outgoing:
        headers: dict[str, str] = msgspec.json.decode(row["headers"])
        if row["stream"] in TRACED:
            name = f"relay {row['subject']}"
            spans.enter_context(
                span(name, parent=headers, b9__request_id=headers.get("B9-Request-Id"))
            )
            inject(headers)
        return Outgoing(
            subject=row["subject"],
            payload=row["payload"],
            msg_id=row["msg_id"],
            headers=headers,
        )

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.wake.wait()
        self.wake.clear()

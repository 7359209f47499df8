"""What a worker tells of its stages and its upstream calls: buffered, batched, bounded."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from b9_common.errors import B9Error, OutageError
from b9_common.events import CallTracked, StageState, StageTracked, encode
from b9_common.identity import Identity
from b9_common.messaging.connection import Broker, Outgoing, event_headers
from b9_common.metrics import Counter, count
from b9_common.telemetry import inject

log = logging.getLogger(__name__)

STAGE_SUBJECT: Final = "track.stage"
CALL_SUBJECT: Final = "track.call"
FLUSH_EVERY_S: Final = 0.5
MAX_BUFFERED: Final = 5_000


class Tracker:
    """
    Takes records at once and publishes them in batches, at the latest half a second later.

    `flush` before an ack makes sure of them. When the broker stays away the newest are dropped
    and counted: these records inform, the truth stands elsewhere.
    """

    def __init__(self, broker: Broker, identity: Identity) -> None:
        self._broker = broker
        self._identity = identity
        self._buffer: list[Outgoing] = []
        self._flushing = asyncio.Lock()

    def stage(
        self,
        request_id: str,
        correlation_id: str,
        drive: int,
        stage: str,
        state: StageState,
        *,
        reason: str | None = None,
        until: datetime | None = None,
        attempt: int = 1,
    ) -> None:
        """Say what is going on in *stage* of a request."""
        event = StageTracked(
            request_id=request_id,
            correlation_id=correlation_id,
            drive=drive,
            stage=stage,
            state=state,
            reason=reason,
            until=until,
            attempt=attempt,
            service=self._identity.service,
            instance=self._identity.instance,
            at=datetime.now(UTC),
        )
        self._add(STAGE_SUBJECT, event, f"stage:{uuid4().hex}")

    def call(self, event: CallTracked) -> None:
        """Say how one upstream call went."""
        self._add(CALL_SUBJECT, event, f"call:{event.call_id}")

    async def flush(self) -> None:
        """Return when everything taken so far is confirmed. Raises `OutageError`."""
        async with self._flushing:
            batch = self._buffer[:]
            try:
                await self._broker.publish_batch(batch)
            except* B9Error as group:
                raise OutageError(f"tracking: {group.exceptions[0]}") from group
            del self._buffer[: len(batch)]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Flush in the background while the block runs, and once at the end."""
        task = asyncio.create_task(self._flush_for_ever(), name="tracker")
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            with suppress(OutageError):
                await self.flush()

    async def _flush_for_ever(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_EVERY_S)
            try:
                await self.flush()
            except OutageError as exc:
                log.warning("%s", exc)

    def _add(self, subject: str, event: StageTracked | CallTracked, msg_id: str) -> None:
        if len(self._buffer) >= MAX_BUFFERED:
            count(Counter.DROPS, what="track", reason="buffer_full")
            return
        headers = event_headers(event)
        inject(headers)
        message = Outgoing(subject=subject, payload=encode(event), msg_id=msg_id, headers=headers)
        self._buffer.append(message)

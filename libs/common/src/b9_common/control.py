"""Desired state set by people, mirrored into the broker: pauses and the kill switch for spend.

What cannot be read means stop: a missing or stale entry is never taken for permission.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Final, Protocol

from msgspec import Struct

from b9_common.errors import ConflictError, OutageError
from b9_common.events import Platform
from b9_common.kv import TypedKv
from b9_common.messaging.connection import Broker
from b9_common.topology import CONTROL

log = logging.getLogger(__name__)

PAID_CALLS: Final = "paid_calls"
UNKNOWN: Final = "control unknown"
POLL_S: Final = 0.5
# A broker that is away this long could hold a stop that we have not heard.
STALE_AFTER_S: Final = 5.0
CAS_TRIES: Final = 5


def platform_key(platform: str) -> str:
    """The entry that lets *platform* run."""
    return f"platform.{platform}"


CONTROL_KEYS: Final = (*(platform_key(platform) for platform in Platform), PAID_CALLS)


class ControlEntry(Struct, frozen=True, kw_only=True):
    """
    One switch as a person left it. *version* is the database's number for it and only rises.

    *reason* says who or what stopped it; empty while enabled.
    """

    enabled: bool
    version: int
    reason: str = ""
    at: datetime


class StoreId(Struct, frozen=True, kw_only=True):
    """The name of the broker's disk; a new one means that the old disk was lost."""

    id: str
    created_at: datetime


class ControlReader(Protocol):
    """Where entries are read from: the bucket, or a test's own."""

    async def get(self, key: str) -> tuple[ControlEntry | None, int]:
        """The entry and its revision. Raises `OutageError` without an answer."""


class ControlView:
    """
    The switches as they stood at most a second ago; kept fresh by `watch`.

    Polls instead of watching: three direct reads cost nothing, and a poll cannot go deaf.
    """

    def __init__(
        self,
        reader: ControlReader,
        keys: tuple[str, ...] = CONTROL_KEYS,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._reader = reader
        self._keys = keys
        self._clock = clock
        self._entries: dict[str, ControlEntry] = {}
        self._read_at = float("-inf")

    @classmethod
    def of(cls, broker: Broker) -> "ControlView":
        """A view of the switches that *broker* holds."""
        return cls(TypedKv(broker, CONTROL, ControlEntry))

    def paused(self, platform: str) -> str | None:
        """Why nothing may be fetched from *platform* now, or None if it may."""
        return self._stopped(platform_key(platform))

    def paid_calls_blocked(self) -> str | None:
        """Why no call that costs money may be made now, or None if it may."""
        return self._stopped(PAID_CALLS)

    async def refresh(self) -> None:
        """Read every switch now. Raises `OutageError`; the old state then ages."""
        entries: dict[str, ControlEntry] = {}
        for key in self._keys:
            entry, _ = await self._reader.get(key)
            if entry is not None:
                entries[key] = entry
        self._entries = entries
        self._read_at = self._clock()

    @asynccontextmanager
    async def watch(self) -> AsyncIterator["ControlView"]:
        """Keep the view fresh while the block runs."""
        task = asyncio.create_task(self._poll(), name="control")
        try:
            yield self
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _poll(self) -> None:
        readable = True
        while True:
            try:
                await self.refresh()
                readable = True
            except (OutageError, ConflictError) as exc:
                if readable:
                    log.warning("control is not readable: %s", exc)
                readable = False
            await asyncio.sleep(POLL_S)

    def _stopped(self, key: str) -> str | None:
        if self._clock() - self._read_at > STALE_AFTER_S:
            return f"{UNKNOWN}: not readable"
        entry = self._entries.get(key)
        if entry is None:
            return f"{UNKNOWN}: no entry {key}"
        return None if entry.enabled else f"{key} stopped: {entry.reason or 'no reason given'}"


async def put_control(broker: Broker, key: str, entry: ControlEntry) -> bool:
    """
    Write *entry* if its version is above the stored one; whether it was written.

    False is the answer to a writer that is behind (frozen and thawed, say). Safe to repeat.
    """
    kv = TypedKv(broker, CONTROL, ControlEntry)
    for _ in range(CAS_TRIES):
        stored, revision = await kv.get(key)
        if stored is not None and stored.version >= entry.version:
            return False
        with suppress(ConflictError):
            await kv.put_cas(key, entry, revision)
            return True
    raise OutageError(f"control/{key}: {CAS_TRIES} other writers came first")

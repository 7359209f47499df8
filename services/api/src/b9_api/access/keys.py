"""Keys as they are looked up for every call: remembered for seconds, their use noted by the way."""

import asyncio
import hmac
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final, Protocol

from b9_api.access.table import StoredKey
from b9_api.adapters.database import DatabaseUnavailableError
from b9_api.http.caller import Caller
from b9_common.api_keys import ApiKey

log = logging.getLogger(__name__)

# A revoked key opens nothing after five seconds, whichever process answers.
REMEMBERED_S: Final = 4.0
CALLER: Final = "key:"
MAX_REMEMBERED: Final = 2_000
NOTED_EVERY_S: Final = 60.0


class Table(Protocol):
    """Where keys are kept."""

    async def find(self, key_id: str) -> StoredKey | None:
        """The key of that id, or None."""
        ...

    async def touch(self, used: Mapping[str, datetime]) -> None:
        """Remember when each key was last used."""
        ...


class Keys:
    """Finds out who holds a key. Any number of tasks may share it."""

    def __init__(self, table: Table, clock: Callable[[], float] = time.monotonic) -> None:
        self._table = table
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, StoredKey | None]] = OrderedDict()
        self._use = LastUse(table, clock)

    async def caller(self, key: ApiKey) -> Caller | None:
        """
        Whoever holds *key*; None where it opens nothing: unknown, revoked or expired.

        Raises `DatabaseUnavailableError` where that cannot be found out.
        """
        stored = await self._stored(key.id)
        if stored is None or not hmac.compare_digest(stored.digest, key.digest):
            return None
        now = datetime.now(UTC)
        if not _opens(stored, now):
            return None
        self._use.note(key.id, now)
        return Caller(id=f"{CALLER}{key.id}", org_id=stored.org_id, scope=stored.scope)

    async def admits(self, caller_id: str) -> bool:
        """Whether whoever was let in as *caller_id* still would be; true where it was by no key."""
        if not caller_id.startswith(CALLER):
            return True
        stored = await self._stored(caller_id.removeprefix(CALLER))
        return stored is not None and _opens(stored, datetime.now(UTC))

    def forget(self, key_id: str) -> None:
        """Look that key up again at its next use."""
        self._known.pop(key_id, None)

    async def _stored(self, key_id: str) -> StoredKey | None:
        asked_at = self._clock()
        read_at, stored = self._known.get(key_id, (float("-inf"), None))
        if asked_at - read_at < REMEMBERED_S:
            return stored
        stored = await self._table.find(key_id)
        # As old as the question: what changed while it was answered is noticed in time.
        self._known[key_id] = (asked_at, stored)
        self._known.move_to_end(key_id)
        while len(self._known) > MAX_REMEMBERED:
            self._known.popitem(last=False)
        return stored


def _opens(stored: StoredKey, now: datetime) -> bool:
    return stored.revoked_at is None and not (stored.expires_at and stored.expires_at <= now)


class LastUse:
    """Writes when keys were used: each at most once a minute, and nobody waits for it."""

    def __init__(self, table: Table, clock: Callable[[], float] = time.monotonic) -> None:
        self._table = table
        self._clock = clock
        self._noted: OrderedDict[str, float] = OrderedDict()
        self._due: dict[str, datetime] = {}
        self._writing: asyncio.Task[None] | None = None

    def note(self, key_id: str, at: datetime) -> None:
        """Have *at* written, unless that was done within the minute."""
        now = self._clock()
        if now - self._noted.get(key_id, float("-inf")) < NOTED_EVERY_S:
            return
        self._noted[key_id] = now
        self._noted.move_to_end(key_id)
        while len(self._noted) > MAX_REMEMBERED:
            self._noted.popitem(last=False)
        self._due[key_id] = at
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write(), name="key-use")

    async def _write(self) -> None:
        while self._due:
            due, self._due = self._due, {}
            try:
                await self._table.touch(due)
            except DatabaseUnavailableError as exc:
                # The next minute's use is written instead.
                log.warning("the use of %d keys was not noted: %s", len(due), exc)

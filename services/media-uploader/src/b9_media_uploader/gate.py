"""Whether the store may be asked: closed by its first failure, opened by a probe."""

import logging
import time
from collections.abc import Callable
from typing import IO, Final

from b9_media_uploader.ports import ObjectStore, StoredObject, StoreUnavailableError

log = logging.getLogger(__name__)

PROBE_EVERY_S: Final = 1.0


class GatedStore:
    """
    An object store that is left alone while it is down.

    While closed every call fails at once, so that work in hand waits without hammering; `why_not`
    probes at most once a second and opens the gate again.
    """

    def __init__(self, store: ObjectStore, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._down: str | None = None
        self._next_probe = 0.0

    async def find(self, key: str) -> StoredObject | None:
        """See `ObjectStore`."""
        self._refuse_while_down()
        try:
            return await self._store.find(key)
        except StoreUnavailableError as exc:
            self._close(exc)
            raise

    async def put(self, key: str, body: IO[bytes], stored: StoredObject) -> None:
        """See `ObjectStore`."""
        self._refuse_while_down()
        try:
            await self._store.put(key, body, stored)
        except StoreUnavailableError as exc:
            self._close(exc)
            raise

    async def probe(self) -> None:
        """See `ObjectStore`."""
        await self._store.probe()

    async def why_not(self) -> str | None:
        """Why nothing should be pulled now, or None."""
        if self._down is not None and self._clock() >= self._next_probe:
            try:
                await self._store.probe()
            except StoreUnavailableError as exc:
                self._close(exc)
            else:
                log.info("the store answers again")
                self._down = None
        return self._down

    def _close(self, exc: StoreUnavailableError) -> None:
        if self._down is None:
            log.warning("the store is down: %s", exc)
        self._down = f"store: {exc}"
        self._next_probe = self._clock() + PROBE_EVERY_S

    def _refuse_while_down(self) -> None:
        if self._down is not None:
            raise StoreUnavailableError(self._down)

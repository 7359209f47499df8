"""The bucket of authors looked at lately, behind a few thousand of them in memory."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, Protocol

from b9_common.errors import ConflictError, OutageError
from b9_reddit_ingest.seen import Findings

KEPT: Final = 2_000


class FindingsStore(Protocol):
    """See `b9_common.kv.TypedKv`."""

    async def get(self, key: str) -> tuple[Findings | None, int]:
        """The entry and its revision. Raises `OutageError` or `ConflictError`."""
        ...

    async def put(self, key: str, value: Findings) -> int:
        """Write it. Raises `OutageError`."""
        ...


class SeenInBucket:
    """See `SeenAuthors`. What is in memory is what was read or written here, the oldest let go."""

    def __init__(
        self,
        store: FindingsStore,
        *,
        fresh_s: float,
        kept: int = KEPT,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._fresh_s = fresh_s
        self._kept = kept
        self._clock = clock
        self._near: OrderedDict[str, Findings] = OrderedDict()

    async def fresh(self, name: str) -> Findings | None:
        """See `SeenAuthors`."""
        key = name.lower()
        near = self._near.get(key)
        if near is not None and self._is_fresh(near):
            self._near.move_to_end(key)
            return near
        try:
            found, _ = await self._store.get(key)
        except (OutageError, ConflictError):
            return None
        if found is None or not self._is_fresh(found):
            return None
        self._keep(key, found)
        return found

    async def remember(self, findings: Findings) -> None:
        """See `SeenAuthors`."""
        key = findings.name.lower()
        self._keep(key, findings)
        try:
            await self._store.put(key, findings)
        except (OutageError, ConflictError):
            # Another process will ask once more than it had to.
            return

    def _keep(self, key: str, findings: Findings) -> None:
        self._near[key] = findings
        self._near.move_to_end(key)
        while len(self._near) > self._kept:
            self._near.popitem(last=False)

    def _is_fresh(self, findings: Findings) -> bool:
        return self._clock() - findings.observed_at.timestamp() < self._fresh_s

"""The surroundings of a fetch, in memory: a bucket of progress, a budget, what was told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Generic, TypeVar

import msgspec

from b9_common.budget import BudgetStopError
from b9_common.errors import ConflictError, OutageError
from b9_common.events import CallTracked, StageState
from b9_common.fetching.progress import Progress, ProgressStore
from b9_common.turns import Urgency

P = TypeVar("P", bound=Progress)


class Killed(BaseException):
    """The process ends here; nothing catches this."""


def death_at(time: int) -> Callable[[], None]:
    """What ends the process when it is called for the *time*-th time, and no other time."""
    times = count(1)

    def step() -> None:
        if next(times) == time:
            raise Killed

    return step


class FakeProgressStore(Generic[P]):
    """The bucket of progress; values pass through JSON as they would on the wire."""

    def __init__(self, kind: type[P]) -> None:
        self._kind = kind
        self.entries: dict[str, tuple[bytes, int]] = {}
        self.outages = 0
        self.before: Callable[[], None] = lambda: None
        self.after: Callable[[], None] = lambda: None

    async def get(self, key: str) -> tuple[P | None, int]:
        """See `ProgressStore`."""
        raw, revision = self.entries.get(key, (None, 0))
        return (None if raw is None else msgspec.json.decode(raw, type=self._kind)), revision

    async def put_cas(self, key: str, value: P, revision: int) -> int:
        """See `ProgressStore`."""
        self.before()
        if self.outages:
            self.outages -= 1
            raise OutageError("away")
        if self.entries.get(key, (None, 0))[1] != revision:
            raise ConflictError("somebody else wrote")
        self.entries[key] = (msgspec.json.encode(value), revision + 1)
        self.after()
        return revision + 1


class MortalStore(Generic[P]):
    """A real bucket, of which the *dies_at*-th write never happens."""

    def __init__(self, kv: ProgressStore[P], dies_at: int = 0) -> None:
        self._kv = kv
        self._left = dies_at

    async def get(self, key: str) -> tuple[P | None, int]:
        """See `ProgressStore`."""
        return await self._kv.get(key)

    async def put_cas(self, key: str, value: P, revision: int) -> int:
        """See `ProgressStore`."""
        self._left -= 1
        if self._left == 0:
            raise Killed
        return await self._kv.put_cas(key, value, revision)


class FakeBudget:
    """Lets everything through, and counts; *stop* is raised instead when set."""

    def __init__(self) -> None:
        self.quota_remaining: int | None = None
        self.spent = 0
        self.stop: BudgetStopError | None = None
        self.stops: list[tuple[float, str]] = []
        self.urgencies: list[Urgency] = []

    async def acquire(self, urgency: Urgency) -> None:
        """See `SpendingBudget`."""
        if self.stop:
            raise self.stop
        self.urgencies.append(urgency)
        self.spent += 1

    def give_back(self) -> None:
        """See `SpendingBudget`."""
        self.spent -= 1

    async def stop_until(self, until: float, reason: str) -> None:
        """See `SpendingBudget`."""
        self.stops.append((until, reason))

    async def stopped(self) -> BudgetStopError | None:
        """See `SpendingBudget`."""
        return self.stop


@dataclass
class RecordingTracker:
    """Remembers what was told, and how often it was flushed."""

    stages: list[tuple[str, StageState, str | None]] = field(default_factory=list)
    until: datetime | None = None
    calls: list[CallTracked] = field(default_factory=list)
    flushes: int = 0

    def stage(
        self,
        request_id: str,  # noqa: ARG002  the port names it
        correlation_id: str,  # noqa: ARG002  the port names it
        drive: int,  # noqa: ARG002  the port names it
        stage: str,
        state: StageState,
        *,
        reason: str | None = None,
        until: datetime | None = None,
        attempt: int = 1,  # noqa: ARG002  the port names it
    ) -> None:
        """See `Tracking`."""
        self.stages.append((stage, state, reason))
        self.until = until

    def call(self, event: CallTracked) -> None:
        """See `Tracking`."""
        self.calls.append(event)

    async def flush(self) -> None:
        """See `Tracking`."""
        self.flushes += 1

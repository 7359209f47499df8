"""What fetching needs of the world, whatever the source."""

from collections.abc import Sized
from datetime import datetime
from typing import Protocol, TypeVar

from b9_common.budget import BudgetStopError
from b9_common.events import (
    AnyPage,
    CallClass,
    CallTracked,
    FetchFinished,
    StageState,
    Walk,
)
from b9_common.turns import Urgency


class Question(Protocol):
    """One question to the upstream."""

    @property
    def walk(self) -> Walk:
        """Which list it asks for."""
        ...


class Contents(Protocol):
    """A page as it was read."""

    @property
    def accepted(self) -> int:
        """How many records could be read."""
        ...

    @property
    def rejected(self) -> Sized:
        """Those that could not."""
        ...

    @property
    def is_empty(self) -> bool:
        """Whether the page truly held nothing."""
        ...


class Answer(Protocol):
    """What one call brought; *page* is there exactly when the class is ``ok`` or ``empty``."""

    @property
    def call_class(self) -> CallClass:
        """What the answer means."""
        ...

    @property
    def code(self) -> str | None:
        """A stable word for the cause."""
        ...

    @property
    def message(self) -> str | None:
        """The upstream's own words."""
        ...

    @property
    def retry_after_s(self) -> float | None:
        """How long we were asked to stay away."""
        ...

    @property
    def page(self) -> Contents | None:
        """What was read."""
        ...

    @property
    def status(self) -> int | None:
        """Of HTTP; null where none came."""
        ...

    @property
    def bytes(self) -> int:
        """The size of the body."""
        ...

    @property
    def duration_ms(self) -> int:
        """Wall time."""
        ...

    @property
    def observed_at(self) -> datetime:
        """When it arrived."""
        ...


AskT_contra = TypeVar("AskT_contra", bound=Question, contravariant=True)
ReplyT_co = TypeVar("ReplyT_co", bound=Answer, covariant=True)
ReplyT_contra = TypeVar("ReplyT_contra", bound=Answer, contravariant=True)


class Upstream(Protocol[AskT_contra, ReplyT_co]):
    """The source."""

    async def fetch(self, ask: AskT_contra) -> ReplyT_co:
        """One call. Never raises for what the upstream or the network does."""
        ...


class SpendingBudget(Protocol):
    """The allowance shared with other processes; see `b9_common.budget.BudgetLease`."""

    async def acquire(self, urgency: Urgency) -> None:
        """Return when one call may be made. Raises `BudgetStopError` or `OutageError`."""
        ...

    def give_back(self) -> None:
        """The permit was not used."""
        ...

    async def stop_until(self, until: float, reason: str) -> None:
        """Stop every process."""
        ...

    async def stopped(self) -> BudgetStopError | None:
        """Why no call may be made."""
        ...


class Heed(Protocol[ReplyT_contra]):
    """
    Makes every process heed what a reply said of our allowance, beyond "slow down".

    May raise `BudgetStopError` or `OutageError`, which are let go: the next permit asks anyway.
    """

    async def __call__(self, reply: ReplyT_contra, now: float) -> None:
        """After every call; *now* is in seconds since 1970."""
        ...


class Permission(Protocol):
    """Asked before every call."""

    def __call__(self) -> None:
        """Raises `WaitError` while stopped by people, `OutageError` while shutting down."""
        ...


class Publish(Protocol):
    """Publishes a page or marker under its key; returns when the broker confirmed it."""

    async def __call__(self, event: AnyPage | FetchFinished) -> None:
        """Raises `OutageError` when that could not be had for minutes."""
        ...


class Tracking(Protocol):
    """What is told about stages and calls; see `b9_common.tracking.Tracker`."""

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
        """Tell of a stage."""
        ...

    def call(self, event: CallTracked) -> None:
        """Tell of a call."""
        ...

    async def flush(self) -> None:
        """Return when all of it is confirmed. Raises `OutageError`."""
        ...

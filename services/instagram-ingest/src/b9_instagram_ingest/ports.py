"""What fetching needs of the world, in this service's words."""

from datetime import datetime
from typing import Protocol

from msgspec import Struct

from b9_common.budget import BudgetStopError
from b9_common.events import (
    CallClass,
    CallTracked,
    ContentPage,
    FetchFinished,
    Owner,
    StageState,
    Walk,
)
from b9_instagram_ingest.page import Page


class Ask(Struct, frozen=True, kw_only=True):
    """One question to the provider: a profile by *username*, or a page of an owner's list."""

    walk: Walk
    username: str = ""
    owner: Owner | None = None
    count: int = 0
    cursor: str | None = None


class Reply(Struct, frozen=True, kw_only=True):
    """
    What one call brought; *page* is there exactly when the class is ``ok`` or ``empty``.

    *quota_left* and *quota_reset_s* are the plan's, null where the provider did not tell.
    """

    call_class: CallClass
    code: str | None = None
    message: str | None = None
    retry_after_s: float | None = None
    quota_left: int | None = None
    quota_reset_s: float | None = None
    page: Page | None = None
    status: int | None = None
    bytes: int = 0
    duration_ms: int = 0
    observed_at: datetime


class Upstream(Protocol):
    """The provider."""

    async def fetch(self, ask: Ask) -> Reply:
        """One call, paid. Never raises for what the provider or the network does."""
        ...


class SpendingBudget(Protocol):
    """The allowance shared with other processes; see `b9_common.budget.BudgetLease`."""

    quota_remaining: int | None

    async def acquire(self) -> None:
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


class Publish(Protocol):
    """Publishes a page or marker under its key; returns when the broker confirmed it."""

    async def __call__(self, event: ContentPage | FetchFinished) -> None:
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


class Permission(Protocol):
    """Asked before every call."""

    def __call__(self) -> None:
        """Raises `WaitError` while stopped by people, `OutageError` while shutting down."""
        ...

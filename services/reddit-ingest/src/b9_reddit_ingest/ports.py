"""What fetching needs of the world, in this service's words."""

from datetime import datetime
from typing import Protocol

from msgspec import Struct

from b9_common.events import CallClass, Walk
from b9_reddit_ingest.page import Page


class Ask(Struct, frozen=True, kw_only=True):
    """
    One question to Reddit: *name* is a community, or an account for ``profile`` and ``submitted``.

    *limit* and *after* matter to listings alone.
    """

    walk: Walk
    name: str
    limit: int = 0
    after: str | None = None


class Window(Struct, frozen=True, kw_only=True):
    """Our allowance as the headers told it; *reset_s* is from now. Reddit sends floats."""

    remaining: float
    reset_s: float
    used: int | None = None


class Reply(Struct, frozen=True, kw_only=True):
    """What one call brought; *page* is there exactly when the class is ``ok`` or ``empty``."""

    call_class: CallClass
    code: str | None = None
    message: str | None = None
    retry_after_s: float | None = None
    window: Window | None = None
    page: Page | None = None
    status: int | None = None
    bytes: int = 0
    duration_ms: int = 0
    observed_at: datetime


class Upstream(Protocol):
    """Reddit, through either door."""

    async def fetch(self, ask: Ask) -> Reply:
        """One call. Never raises for what Reddit, a proxy or the network does."""
        ...

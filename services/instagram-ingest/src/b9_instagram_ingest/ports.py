"""What fetching needs of the world, in this service's words."""

from datetime import datetime

from msgspec import Struct

from b9_common.events import CallClass, Owner, Walk
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

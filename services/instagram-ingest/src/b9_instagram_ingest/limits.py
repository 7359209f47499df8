"""What the headers of an answer say about our rate and the plan's quota."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from b9_common.fetching.limits import reset_s, whole


class Limits(Struct, frozen=True, kw_only=True):
    """
    Our allowance as the provider last told it; null where it did not.

    *remaining* and *reset_s* are of the short window, *quota_…* of the plan (a day or a month).
    """

    limit: int | None = None
    remaining: int | None = None
    reset_s: float | None = None
    quota_limit: int | None = None
    quota_remaining: int | None = None
    quota_reset_s: float | None = None

    @property
    def quota_is_spent(self) -> bool:
        """Whether the plan's quota is known to be used up; overage counts below zero."""
        return self.quota_remaining is not None and self.quota_remaining <= 0


def read_limits(headers: Mapping[str, str], now: datetime) -> Limits:
    """The ``x-ratelimit-*`` headers; names in lower case."""
    return Limits(
        limit=whole(headers.get("x-ratelimit-limit")),
        remaining=whole(headers.get("x-ratelimit-remaining")),
        reset_s=reset_s(headers.get("x-ratelimit-reset"), now),
        quota_limit=whole(headers.get("x-ratelimit-requests-limit")),
        quota_remaining=whole(headers.get("x-ratelimit-requests-remaining")),
        quota_reset_s=reset_s(headers.get("x-ratelimit-requests-reset"), now),
    )

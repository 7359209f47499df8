"""What the headers of an answer say about our rate and quota, and how long to stay away."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_tz
from typing import Final

from msgspec import Struct

MIN_DELAY_S: Final = 1.0
MAX_DELAY_S: Final = 900.0
MAX_RESET_S: Final = 32 * 86_400.0  # a monthly quota's reset, and a day's grace
# Larger values of a reset header are points in time, not durations: 1e9 s is the year 2001.
_STAMP_FROM: Final = 1e9
_MILLIS_FROM: Final = 1e12


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
        limit=_whole(headers.get("x-ratelimit-limit")),
        remaining=_whole(headers.get("x-ratelimit-remaining")),
        reset_s=_reset_s(headers.get("x-ratelimit-reset"), now),
        quota_limit=_whole(headers.get("x-ratelimit-requests-limit")),
        quota_remaining=_whole(headers.get("x-ratelimit-requests-remaining")),
        quota_reset_s=_reset_s(headers.get("x-ratelimit-requests-reset"), now),
    )


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """``Retry-After`` in seconds, of either form, within our own bounds; null if absent or bad."""
    value = headers.get("retry-after", "").strip()
    delay = _number(value)
    if delay is None:
        delay = _seconds_until_date(value, now)
    return None if delay is None else bounded_delay(delay)


def bounded_delay(delay_s: float) -> float:
    """*delay_s*, but at least a second and at most a quarter of an hour."""
    return min(max(delay_s, MIN_DELAY_S), MAX_DELAY_S)


def _seconds_until_date(value: str, now: datetime) -> float | None:
    try:
        parts = parsedate_tz(value)
        if parts is None:
            return None
        # HTTP dates are UTC by definition; the asctime form does not even say so.
        return (datetime(*parts[:6], tzinfo=UTC) - now).total_seconds()
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _reset_s(value: str | None, now: datetime) -> float | None:
    reset = _number(value)
    if reset is None:
        return None
    if reset >= _MILLIS_FROM:
        reset /= 1_000
    if reset >= _STAMP_FROM:
        reset -= now.timestamp()
    return min(max(reset, 0.0), MAX_RESET_S)


def _whole(value: str | None) -> int | None:
    number = _number(value)
    return None if number is None or abs(number) >= _MILLIS_FROM else int(number)


def _number(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None

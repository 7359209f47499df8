"""How long to stay away, and how to read the numbers that headers hold."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_tz
from typing import Final

MIN_DELAY_S: Final = 1.0
MAX_DELAY_S: Final = 900.0
MAX_RESET_S: Final = 32 * 86_400.0  # a monthly quota's reset, and a day's grace
# Larger values of a reset header are points in time, not durations: 1e9 s is the year 2001.
_STAMP_FROM: Final = 1e9
_MILLIS_FROM: Final = 1e12


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """``Retry-After`` in seconds, of either form, within our own bounds; null if absent or bad."""
    value = headers.get("retry-after", "").strip()
    delay = number(value)
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


def reset_s(value: str | None, now: datetime) -> float | None:
    """Seconds until a reset that a header names as a duration or as a point in time."""
    reset = number(value)
    if reset is None:
        return None
    if reset >= _MILLIS_FROM:
        reset /= 1_000
    if reset >= _STAMP_FROM:
        reset -= now.timestamp()
    return min(max(reset, 0.0), MAX_RESET_S)


def whole(value: str | None) -> int | None:
    """A whole number of a header, cut; null if absent, bad or absurd."""
    found = number(value)
    return None if found is None or abs(found) >= _MILLIS_FROM else int(found)


def number(value: str | None) -> float | None:
    """A finite number of a header; null if absent or bad."""
    try:
        found = float(value or "")
    except ValueError:
        return None
    return found if math.isfinite(found) else None

"""
One reader per kind of scalar: each takes whatever JSON held and gives a clean value or null.

Null means "not said". Hidden counts (-1), nonsense and values no column could hold become null;
zero stays zero. The item's raw text keeps what was really there.
"""

import math
import re
from datetime import UTC, datetime
from typing import Any, Final

from b9_common.fetching.decoding import clean_text

MAX_INT64: Final = 2**63 - 1
MAX_INT32: Final = 2**31 - 1
MAX_URL_CHARS: Final = 4_096
# Instagram began in 2010. The range spans less than a factor of ten, so a number of seconds,
# milliseconds, 10 µs or µs can be one instant only.
_EARLIEST_S: Final = 1_262_304_000  # 2010-01-01
_LATEST_S: Final = 4_102_444_800  # 2100-01-01
_LARGEST_STAMP: Final = 10**20
_MAX_SECONDS: Final = 86_400.0

_ID: Final = re.compile(r"[0-9A-Za-z_]{1,64}")
_DIGITS: Final = re.compile(r"[0-9]{1,19}")
_USERNAME: Final = re.compile(r"[A-Za-z0-9._]{1,64}")
_URL: Final = re.compile(r"https?://[^\s\x00-\x1f\x7f\"<>\\]+")
_EXPIRY: Final = re.compile(r"[?&]oe=([0-9A-Fa-f]{8})(?:&|#|$)")


def id_text(value: Any) -> str | None:
    """An id as text; a number or a text of letters, digits and underscores."""
    if value.__class__ is int:
        # Checked before printing: Python refuses to print integers of thousands of digits.
        return str(value) if 0 <= value <= MAX_INT64 else None
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    return None


def username(value: Any) -> str | None:
    """An account's name as Instagram allows it."""
    return value if isinstance(value, str) and _USERNAME.fullmatch(value) else None


def count(value: Any) -> int | None:
    """A counter: null where it was hidden (negative), beyond int64 or no whole number."""
    if value.__class__ is int:
        return value if 0 <= value <= MAX_INT64 else None
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return count(int(value))
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return count(int(value))
    return None


def small_count(value: Any) -> int | None:
    """A counter that fits 32 bits: dimensions, qualities, numbers of things on a profile."""
    number = count(value)
    return number if number is not None and number <= MAX_INT32 else None


def flag(value: Any) -> bool | None:
    """A yes or no; some of them travel as 0 and 1."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value != 0
    return None


def text(value: Any, limit: int) -> str | None:
    """A text of at most *limit* characters, cleaned."""
    if not isinstance(value, str):
        return None
    return clean_text(value[:limit])


def url(value: Any) -> str | None:
    """An absolute http(s) address; whether it may be dialled is for others to say."""
    if isinstance(value, str) and len(value) <= MAX_URL_CHARS and _URL.fullmatch(value):
        return value
    return None


def seconds(value: Any) -> float | None:
    """A duration of at most a day."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= _MAX_SECONDS else None


def instant(value: Any) -> datetime | None:
    """A point in time given as a number since 1970, in seconds or any decimal fraction of them."""
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not _EARLIEST_S <= value <= _LARGEST_STAMP:
        return None
    while value >= _LATEST_S:
        value /= 10
    return datetime.fromtimestamp(int(value), UTC) if value >= _EARLIEST_S else None


def url_expiry(address: str) -> datetime | None:
    """When a signed CDN address ends: its ``oe`` parameter, seconds since 1970 in hex."""
    found = _EXPIRY.search(address)
    return instant(int(found.group(1), 16)) if found else None

"""What Reddit's headers say about our allowance."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from b9_common.fetching.limits import number, reset_s, whole
from b9_reddit_ingest.ports import Window

# Nobody is allowed more; a header that says so is not one of Reddit's.
MAX_CALLS: Final = 10_000_000.0


def window_of(headers: Mapping[str, str], now: datetime, *, since_s: float = 0.0) -> Window | None:
    """
    The ``x-ratelimit-*`` headers, names in lower case, that came *since_s* before *now*.

    Null unless both what remains and when it ends can be read. Reddit sends floats, and below
    zero it means none.
    """
    remaining = number(headers.get("x-ratelimit-remaining"))
    lasts_s = reset_s(headers.get("x-ratelimit-reset"), now)
    if remaining is None or lasts_s is None or remaining > MAX_CALLS:
        return None
    used = whole(headers.get("x-ratelimit-used"))
    return Window(
        remaining=max(remaining, 0.0),
        reset_s=max(lasts_s - since_s, 0.0),
        used=None if used is None or used < 0 else used,
    )

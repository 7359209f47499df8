"""Where a file that we keep is to be had: the one place that says how its address is made."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Final

from b9_api.media.links import MediaLinks

# First pages show the same files over and over; 3 MB of addresses at most.
KEPT: Final = 10_000
Link = Callable[[str], str | None]


def nowhere(_: str) -> None:
    """No address: for a gateway that was not told where files are, none would be loaded."""


def signed_by(links: MediaLinks | None) -> Link:
    """How an asset's key becomes its address, for an ``<img>``, as of the moment it is made."""
    if links is None:
        return nowhere

    @lru_cache(maxsize=KEPT)
    def of_day(asset_key: str, day: date) -> str:
        return links.media_url(asset_key, datetime.combine(day, time(), UTC))

    def link(asset_key: str) -> str:
        return of_day(asset_key, datetime.now(UTC).date())

    return link

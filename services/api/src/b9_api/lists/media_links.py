"""Where a file that we keep is to be had: the one place that says how its address is made."""

from collections.abc import Callable
from datetime import UTC, datetime

from b9_api.media.links import MediaLinks

Link = Callable[[str], str | None]


def nowhere(_: str) -> None:
    """No address: for a gateway that was not told where files are, none would be loaded."""


def signed_by(links: MediaLinks | None) -> Link:
    """How an asset's key becomes its address, for an ``<img>``, as of the moment it is made."""
    if links is None:
        return nowhere

    def link(asset_key: str) -> str:
        return links.media_url(asset_key, datetime.now(UTC))

    return link

"""Where a file that we keep is to be had: the one place that says how its address is made."""

from typing import Final
from urllib.parse import quote

PREFIX: Final = "/media/"


def media_link(asset_key: str) -> str:
    """The address of an asset, for an ``<img>``."""
    return PREFIX + quote(asset_key)

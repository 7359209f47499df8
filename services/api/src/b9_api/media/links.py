"""Addresses of files, which are credentials themselves: signed, the same all day, soon invalid."""

import hmac
from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import parse_qs, quote

PREFIX: Final = "/media/"
# Of 32; as many as anybody will ever guess, and half as long in every list.
SIGNATURE_BYTES: Final = 16
DAYS_VALID: Final = 2
# Ours are a fifth of it.
MAX_QUESTION: Final = 300


def unsigned(asset_key: str) -> str:
    """Where an asset is, for whoever may ask."""
    return PREFIX + quote(asset_key)


class MediaLinks:
    """Makes and checks addresses. Equal in every process that has the same *secret*."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def media_url(self, asset_key: str, now: datetime) -> str:
        """The address of an asset: the same all day (UTC), good until the end of the next."""
        day = now.astimezone(UTC).date()
        return f"{unsigned(asset_key)}?d={day}&s={self._signature(asset_key, day)}"

    def is_valid(self, asset_key: str, day: str, signature: str, now: datetime) -> bool:
        """Whether we signed *asset_key* for *day*, and that is not long ago."""
        today = now.astimezone(UTC).date()
        for age in range(DAYS_VALID):
            signed = today - timedelta(days=age)
            if day == str(signed):
                wanted = self._signature(asset_key, signed)
                return hmac.compare_digest(signature.encode(), wanted.encode())
        return False

    def _signature(self, asset_key: str, day: date) -> str:
        # A day is ten characters: no other pair reads the same.
        digest = hmac.digest(self._secret, f"{day}/{asset_key}".encode(), "sha256")
        return urlsafe_b64encode(digest[:SIGNATURE_BYTES]).decode().rstrip("=")


def is_signed(links: MediaLinks, path: str, question: str) -> bool:
    """Whether *path* with *question* is an address that *links* made, not long ago."""
    words = parse_qs(question) if len(question) < MAX_QUESTION else {}
    day, signature = (words.get(name, [""])[-1] for name in ("d", "s"))
    return links.is_valid(path.removeprefix(PREFIX), day, signature, datetime.now(UTC))

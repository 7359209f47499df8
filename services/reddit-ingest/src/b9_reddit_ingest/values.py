"""
One reader per kind of scalar: each takes what was sent and gives a clean value or null.

Null means "not said". The entry's raw text keeps what was really there.
"""

import re
from datetime import UTC, datetime
from typing import Final

MAX_URL_CHARS: Final = 4_096
MAX_NAME_CHARS: Final = 64
# Wide on purpose: an impossible past is kept as told and comes last wherever the newest count; an
# impossible future would always be the newest.
_EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)

_BASE36: Final = re.compile(r"[0-9a-z]{1,13}")
# Wide on purpose: "reddit.com" and "t:1337" are communities of old.
_NAME: Final = re.compile(r"[^\s/\\\[\]\x00-\x1f\x7f]+")
_URL: Final = re.compile(r"https?://[^\s\x00-\x1f\x7f\"<>\\]+", re.IGNORECASE)
_LINK: Final = re.compile(r"https?://[^\s\x00-\x1f\x7f\"<>\\]+", re.IGNORECASE)
# hls and dash addresses: "a=<seconds>,<signature>"; packaged files: "e=<seconds>".
_EXPIRY: Final = re.compile(r"[?&][ae]=([0-9]{10})(?:[&,#%]|$)")


def thing_id(value: str | None, prefix: str) -> str | None:
    """A base 36 id, given with or without its *prefix* (``t3_``)."""
    if value is None:
        return None
    bare = value.removeprefix(prefix)
    return bare if _BASE36.fullmatch(bare) else None


def name(value: str | None) -> str | None:
    """A community's or account's name; null for ``[deleted]`` and for what can be no name."""
    if value is None or len(value) > MAX_NAME_CHARS:
        return None
    # Nearly all are identifiers, which is told faster.
    return value if value.isidentifier() or _NAME.fullmatch(value) else None


def instant(value: datetime | None) -> datetime | None:
    """A point in time; null where it is beyond reason."""
    return value if value is not None and _EARLIEST <= value < _LATEST else None


def url(value: str | None) -> str | None:
    """An absolute http(s) address, free of HTML's escapes; whether to dial it is for others."""
    # Most that is no address is a word, such as "self".
    if not value or value[0] not in "hH":
        return None
    if "&amp;" in value:
        value = value.replace("&amp;", "&")
    return value if len(value) <= MAX_URL_CHARS and _URL.fullmatch(value) else None


def first_link(text: str | None) -> str | None:
    """The first address in a text, without the punctuation around it."""
    found = _LINK.search(text) if text else None
    return url(found.group().rstrip(".,;:!?)]}'*")) if found else None


def url_expiry(address: str) -> datetime | None:
    """When a signed address ends, where it says so."""
    found = _EXPIRY.search(address)
    return instant(datetime.fromtimestamp(int(found.group(1)), UTC)) if found else None

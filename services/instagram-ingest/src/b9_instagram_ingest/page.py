"""What a page holds once it was read, whatever dialect it came in."""

from enum import StrEnum
from typing import Any, Final

import msgspec
from msgspec import Struct

from b9_common.events import MAX_RAW_BYTES, MediaItem, Profile, RejectedItem


class Reason(StrEnum):
    """Why an item was rejected; each is true of the item, none of its siblings."""

    NOT_AN_OBJECT = "not_an_object"
    NO_PK = "no_pk"
    BAD_PK = "bad_pk"
    NO_OWNER = "no_owner"
    BAD_OWNER = "bad_owner"
    NO_USERNAME = "no_username"


class Page(Struct, frozen=True, kw_only=True):
    """
    One upstream page, in our words.

    Every entry of the page is counted once: in *items* or *related*, in *rejected*, in
    *duplicates* (a key seen before on this page; the first is kept) or in *skipped* (entries that
    are no items at all, such as suggestions between the posts of a feed).
    """

    profile: Profile | None = None
    items: tuple[MediaItem, ...] = ()
    related: tuple[Profile, ...] = ()
    rejected: tuple[RejectedItem, ...] = ()
    duplicates: int = 0
    skipped: int = 0
    more_available: bool = False
    next_cursor: str | None = None

    @property
    def accepted(self) -> int:
        """How many records could be read."""
        return (self.profile is not None) + len(self.items) + len(self.related)

    @property
    def is_empty(self) -> bool:
        """Whether the page truly held nothing: not even something we had to reject."""
        return self.accepted + len(self.rejected) + self.duplicates == 0


_NO_RAW: Final = (None, False)


def raw_of(value: Any, limit: int = MAX_RAW_BYTES) -> tuple[msgspec.Raw | None, bool]:
    """*value* as JSON, or nothing when it is too large; and whether it was dropped for that."""
    if value is None:
        return _NO_RAW
    encoded = msgspec.json.encode(value)
    return (None, True) if len(encoded) > limit else (msgspec.Raw(encoded), False)


def rejected(index: int, reason: Reason, value: Any) -> RejectedItem:
    """The record of a refused item; its JSON is whole unless it is larger than any we keep."""
    raw = msgspec.json.encode(value)[:MAX_RAW_BYTES].decode("utf-8", errors="ignore")
    return RejectedItem(index=index, reason=reason, raw=raw)

"""What a page of Reddit holds once it was read."""

from enum import StrEnum

from msgspec import Struct

from b9_common.events import (
    MAX_RAW_BYTES,
    RedditPost,
    RedditUser,
    RejectedItem,
    Rules,
    Subreddit,
)


class Reason(StrEnum):
    """Why an entry was rejected; each is true of the entry, none of its siblings."""

    NOT_AN_OBJECT = "not_an_object"
    NO_KIND = "no_kind"
    UNREADABLE = "unreadable"
    NO_ID = "no_id"
    BAD_ID = "bad_id"
    NO_NAME = "no_name"
    BAD_NAME = "bad_name"
    NO_SUBREDDIT = "no_subreddit"
    BAD_SUBREDDIT = "bad_subreddit"
    NO_CREATED_AT = "no_created_at"
    BAD_CREATED_AT = "bad_created_at"
    TOO_MANY = "too_many"
    SUSPENDED = "suspended"
    """A suspended account shows its name alone; there is no record to make of it."""


class Page(Struct, frozen=True, kw_only=True):
    """
    One upstream page, in our words.

    Every entry of a listing is counted once: in *posts*, in *rejected*, in *duplicates* (an id seen
    before on this page; the first is kept) or in *skipped* (no post at all, such as a comment
    among a user's entries). *after* is the cursor of the next page; null at the end.
    *communities* and *accounts* are those of a listing of either; no walk asks for one.
    """

    subreddit: Subreddit | None = None
    rules: Rules | None = None
    user: RedditUser | None = None
    posts: tuple[RedditPost, ...] = ()
    communities: tuple[Subreddit, ...] = ()
    accounts: tuple[RedditUser, ...] = ()
    rejected: tuple[RejectedItem, ...] = ()
    duplicates: int = 0
    skipped: int = 0
    after: str | None = None

    @property
    def accepted(self) -> int:
        """How many records could be read."""
        whole = sum(one is not None for one in (self.subreddit, self.rules, self.user))
        return whole + len(self.posts) + len(self.communities) + len(self.accounts)

    @property
    def is_empty(self) -> bool:
        """Whether the page truly held nothing: not even something we had to reject."""
        return self.accepted + len(self.rejected) + self.duplicates == 0


def rejected(index: int, reason: Reason, raw: bytes) -> RejectedItem:
    """The record of a refused entry; its JSON is whole unless it is larger than any we keep."""
    text = raw[:MAX_RAW_BYTES].decode("utf-8", errors="replace")
    return RejectedItem(index=index, reason=reason, raw=text.replace("\x00", ""))

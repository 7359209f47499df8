"""What a page of Reddit holds once it was read."""

from msgspec import Struct

from b9_common.events import RedditPost, RedditUser, RejectedItem, Rules, Subreddit


class Page(Struct, frozen=True, kw_only=True):
    """
    One upstream page, in our words.

    Every entry of a listing is counted once: in *posts*, in *rejected*, in *duplicates* (an id seen
    before on this page; the first is kept) or in *skipped* (no post at all, such as a comment
    among a user's entries). *after* is the cursor of the next page; null at the end.
    """

    subreddit: Subreddit | None = None
    rules: Rules | None = None
    user: RedditUser | None = None
    posts: tuple[RedditPost, ...] = ()
    rejected: tuple[RejectedItem, ...] = ()
    duplicates: int = 0
    skipped: int = 0
    after: str | None = None

    @property
    def accepted(self) -> int:
        """How many records could be read."""
        whole = sum(one is not None for one in (self.subreddit, self.rules, self.user))
        return whole + len(self.posts)

    @property
    def is_empty(self) -> bool:
        """Whether the page truly held nothing: not even something we had to reject."""
        return self.accepted + len(self.rejected) + self.duplicates == 0

"""Who the target is: told by whichever walk learns it first, waited for by the others."""

import asyncio
from collections.abc import Iterable

from b9_common.events import Owner, Walk
from b9_common.fetching.errors import TargetError
from b9_reddit_ingest.page import Page


class Naming:
    """A page may be kept only once its owner's id is known; *tellers* are walks that may tell."""

    def __init__(self, owner: Owner | None, tellers: Iterable[Walk]) -> None:
        self._owner = owner
        self._tellers = set(tellers)
        self._error: Exception | None = None
        self._decided = asyncio.Event()
        self._decide()

    def tell(self, owner: Owner) -> None:
        """*owner* it is; the first word counts."""
        self._owner = self._owner or owner
        self._decide()

    def silent(self, walk: Walk, error: BaseException | None = None) -> None:
        """*walk* will tell nothing more: it ended, or *error* cut it short."""
        if isinstance(error, Exception) and not isinstance(error, TargetError):
            self._error = self._error or error
        self._tellers.discard(walk)
        self._decide()

    async def owner(self) -> Owner | None:
        """
        The owner, or None where no walk could tell.

        Raises what cut a walk short that might have told: it may tell another time.
        """
        await self._decided.wait()
        if self._owner is None and self._error is not None:
            raise self._error
        return self._owner

    def _decide(self) -> None:
        if self._owner is not None or not self._tellers:
            self._decided.set()


def owner_of(walk: Walk, page: Page, target: str) -> Owner | None:
    """Whose *page* is, as far as it says."""
    if page.subreddit is not None:
        return Owner(id=page.subreddit.id, username=page.subreddit.name)
    if page.user is not None:
        return Owner(id=page.user.id, username=page.user.username)
    for post in page.posts:
        if walk is Walk.SUBMITTED:
            if post.author is not None and post.author_id is not None:
                return Owner(id=post.author_id, username=post.author)
        elif post.subreddit.lower() == target.lower():
            return Owner(id=post.subreddit_id, username=post.subreddit)
    return None

"""The walks of one community or account, all at the same time."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import msgspec

from b9_common.events import (
    AssetRef,
    CallClass,
    CreatorRequested,
    FoundSubreddit,
    Kind,
    Owner,
    RedditPage,
    RedditPost,
    Walk,
)
from b9_common.fetching.calling import Caller
from b9_common.fetching.errors import TargetError, WaitError
from b9_common.fetching.parts import parts_of
from b9_common.fetching.ports import Publish, Tracking
from b9_common.fetching.progress import Hold, WalkProgress
from b9_common.fetching.walking import Walking, all_of, keys_of
from b9_common.metrics import Counter, count
from b9_reddit_ingest.assets import assets_of
from b9_reddit_ingest.authors import Choosing, found_in
from b9_reddit_ingest.naming import Naming, owner_of
from b9_reddit_ingest.paging import count_to_ask, take
from b9_reddit_ingest.ports import Ask, Reply
from b9_reddit_ingest.progress import Progress

NO_OWNER: Final = "no_owner"
# What these say of the target is final for the request; a listing may fail alone.
ABOUT_TARGET: Final = frozenset({Walk.ABOUT, Walk.PROFILE})
# What is asked to learn whether it is just the page about the target that fails.
ASKED_ABOUT_ONE: Final[Mapping[str, Walk]] = {
    Walk.ABOUT: Walk.HOT,
    Walk.PROFILE: Walk.SUBMITTED,
}
# Failures that may be one page's own; all others are of the way there, or of us.
MAY_BE_ITS_OWN: Final = frozenset(
    {
        CallClass.FORBIDDEN,
        CallClass.UPSTREAM_ERROR,
        CallClass.TIMEOUT,
        CallClass.MALFORMED,
        CallClass.REDIRECTED,
    }
)

Change = Callable[[Progress], Progress]
Assets = Callable[[RedditPost], tuple[AssetRef, ...]]


class Walker(Walking[Ask, Reply, Progress]):
    """See `Walking`. Pages wait for their owner's id, which any answer but the rules may tell."""

    def __init__(
        self,
        request: CreatorRequested,
        hold: Hold[Progress],
        *,
        caller: Caller[Ask, Reply],
        publish: Publish,
        tracking: Tracking,
        assets: Assets = assets_of,
        choosing: Choosing | None = None,
    ) -> None:
        super().__init__(request, hold, caller=caller, publish=publish, tracking=tracking)
        self._assets = assets
        self._choosing = choosing

    async def walk_all(self, wanted: Mapping[Walk, int]) -> None:
        """
        Walk each to as many items as are *wanted* of it; raises as `all_of` does.

        Raises `TargetError` only for what was said of the target as a whole.
        """
        naming = Naming(self.hold.progress.owner, (walk for walk in wanted if walk != Walk.RULES))
        await all_of(*(self._walk(walk, number, naming) for walk, number in wanted.items()))

    async def counts_as_given_up(self, walk: str, wait: WaitError) -> bool:
        """See `Walking`."""
        wait = await self.judged(wait, by=ASKED_ABOUT_ONE.get(walk))
        return await super().counts_as_given_up(walk, wait)

    async def judged(self, wait: WaitError, *, by: Walk | None = None) -> WaitError:
        """
        *wait*, but at fault where something else of the target is answered: *by*, else its about
        page. Asked only of what failed at an earlier delivery too.

        Otherwise a page that never comes would be waited for without end where nobody else asks
        for anything. Raises `TargetError` for what the about page says by now.
        """
        if wait.at_fault or wait.reason not in MAY_BE_ITS_OWN or not self.hold.progress.waits:
            return wait
        of_user = self.request.kind is Kind.USER_DISCOVER
        ask = Ask(
            walk=by or (Walk.PROFILE if of_user else Walk.ABOUT),
            name=self.request.target,
            limit=1 if by else 0,
        )
        try:
            await self.caller.call(ask, self.errand(0))
        except WaitError:
            return wait
        except TargetError:
            if by is None:
                raise
        return WaitError(wait.reason, wait.until, at_fault=True)

    async def publish_page(self, page: RedditPage) -> tuple[str, ...]:
        """Publish what *page* holds, if anything, with its assets; the keys to checkpoint."""
        if not page.announced and not page.found:
            return ()
        parts = parts_of(page, "posts", self._assets)
        for part in parts:
            await self.publish(part)
        count(Counter.PAGES, walk=page.walk)
        count(Counter.ITEMS, page.announced - len(page.rejected), walk=page.walk, result="accepted")
        count(Counter.ITEMS, len(page.rejected), walk=page.walk, result="rejected")
        return keys_of(parts)

    async def checkpoint(self, keys: tuple[str, ...], change: Change) -> None:
        """Note that the pages of *keys* are confirmed, and with them *change*."""
        await self.hold.change(
            lambda progress: msgspec.structs.replace(
                change(progress), pages=progress.pages + keys, waits=0
            )
        )

    async def _walk(self, walk: Walk, wanted: int, naming: Naming) -> None:
        try:
            await self.pages(
                walk,
                wanted,
                partial(self._ask, walk, wanted),
                partial(self._confirm, walk, wanted, naming),
                ends_the_run=lambda _: walk in ABOUT_TARGET,
            )
        finally:
            naming.silent(walk, sys.exception())

    def _ask(self, walk: Walk, wanted: int, state: WalkProgress) -> Ask:
        limit = count_to_ask(walk, state, wanted)
        return Ask(walk=walk, name=self.request.target, limit=limit, after=state.cursor)

    async def _confirm(self, walk: Walk, wanted: int, naming: Naming, reply: Reply) -> None:
        """Publish the news of a page, then checkpoint it."""
        page = reply.page
        if page is None:
            raise AssertionError("an answer without a page")
        if told := owner_of(walk, page, self.request.target):
            naming.tell(told)
        else:
            naming.silent(walk)
        owner = await naming.owner()
        if owner is None:
            await self.give_up(walk, NO_OWNER)
            return
        before = self.hold.progress.walk(walk)
        step = take(walk, before, page, wanted)
        posts = tuple(post for post in page.posts if post.id in step.fresh)
        made = self.stamped(
            RedditPage,
            walk=walk,
            n=before.n,
            owner=owner,
            observed_at=reply.observed_at,
            subreddit=page.subreddit,
            rules=page.rules,
            user=page.user,
            posts=posts,
            rejected=page.rejected,
            found=_found(walk, owner, posts),
        )
        keys = await self.publish_page(made)

        def confirmed(progress: Progress) -> Progress:
            noted = self._noted(progress.with_walk(walk, step.after), walk, posts)
            return msgspec.structs.replace(noted, owner=owner)

        await self.checkpoint(keys, confirmed)

    def _noted(self, progress: Progress, walk: Walk, posts: tuple[RedditPost, ...]) -> Progress:
        """*progress* with the authors of *posts*, where a discovery will choose among them."""
        if self._choosing is None or not posts or progress.authors is not None:
            return progress
        noted = self._choosing.noted(progress.candidates.get(walk, ()), posts)
        return msgspec.structs.replace(progress, candidates={**progress.candidates, walk: noted})


def _found(walk: Walk, owner: Owner, posts: tuple[RedditPost, ...]) -> tuple[FoundSubreddit, ...]:
    if walk is not Walk.SUBMITTED:
        return ()
    return found_in(posts, via_user=owner.username, via_user_id=owner.id)

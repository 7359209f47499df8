"""The second part of a discovery: what else the authors of a community's posts post in."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

import msgspec

from b9_common.events import CallClass, FoundSubreddit, Options, Owner, RedditPage, Walk
from b9_common.fetching.errors import TargetError, WaitError
from b9_common.fetching.walking import all_of
from b9_reddit_ingest.authors import Choosing, found_in
from b9_reddit_ingest.page import Page
from b9_reddit_ingest.paging import PER_PAGE
from b9_reddit_ingest.ports import Ask
from b9_reddit_ingest.progress import Author, Progress
from b9_reddit_ingest.seen import Findings, SeenAuthors
from b9_reddit_ingest.walks import Walker

# A bound on the answers one request holds in memory.
AT_ONCE: Final = 16
NOTHING: Final = Page()


class Discovery:
    """Looks at the authors of the run that *walker* is on; each is a walk of one page."""

    def __init__(self, walker: Walker, choosing: Choosing, seen: SeenAuthors) -> None:
        self._walker = walker
        self._choosing = choosing
        self._seen = seen
        self._room = asyncio.Semaphore(AT_ONCE)
        self._refused: list[int] = []
        self._answered = False

    async def look(self) -> None:
        """Choose the authors, unless that was done before, and look at those not looked at yet."""
        if self._progress.authors is None:
            await self._walker.hold.change(self._with_authors)
        authors = self._progress.authors or ()
        left = [place for place, author in enumerate(authors) if not author.done]
        await all_of(*(self._one(place, self._look_at) for place in left))
        await all_of(*(self._one(place, self._settle) for place in self._refused))

    def _with_authors(self, progress: Progress) -> Progress:
        authors = self._choosing.chosen(progress.candidates)
        return msgspec.structs.replace(progress, authors=authors, candidates={})

    async def _one(self, place: int, work: Callable[[int], Awaitable[None]]) -> None:
        async with self._room:
            self._walker.hold.check()
            try:
                await work(place)
            except TargetError:
                # Gone, suspended or hidden: that is how it is with this author.
                self._answered = True
                await self._done(place)
            except WaitError as exc:
                if not await self._counts_as_given_up(place, await self._walker.judged(exc)):
                    raise
            self._walker.heartbeat()

    async def _look_at(self, place: int) -> None:
        author = self._at(place)
        if findings := await self._seen.fresh(author.name):
            await self._repeat(place, findings)
        else:
            await self._ask(place, author)

    async def _settle(self, place: int) -> None:
        """
        Judge a refusal without a reason: a suspended author's posts meet it, and so would we.

        Where others were answered it is the author's; else the profile is asked for, which tells.
        """
        if not self._answered:
            await self._profile_of(place, self._at(place))
        await self._done(place)

    async def _repeat(self, place: int, findings: Findings) -> None:
        """Say again what was found, as of then."""
        keys: tuple[str, ...] = ()
        if findings.id is not None:
            owner = Owner(id=findings.id, username=findings.name)
            page = self._page(place, owner, findings.observed_at, found=findings.found)
            keys = await self._walker.publish_page(page)
        await self._done(place, keys)

    async def _ask(self, place: int, author: Author) -> None:
        """Ask for the newest posts of *author*, publish them, checkpoint, remember."""
        ask = Ask(walk=Walk.SUBMITTED, name=author.name, limit=PER_PAGE)
        try:
            reply = await self._walker.caller.call(ask, self._walker.errand(place))
        except WaitError as exc:
            if exc.reason != CallClass.FORBIDDEN:
                raise
            self._refused.append(place)
            return
        self._answered = True
        page = reply.page or NOTHING
        author_id = await self._id_of(place, author, page)
        keys: tuple[str, ...] = ()
        found: tuple[FoundSubreddit, ...] = ()
        announced = 0
        if author_id is not None:
            owner = Owner(id=author_id, username=author.name)
            found = found_in(page.posts, via_user=owner.username, via_user_id=owner.id)
            made = self._page(place, owner, reply.observed_at, found=found, read=page)
            keys, announced = await self._walker.publish_page(made), made.announced
        await self._done(place, keys, announced=announced)
        await self._seen.remember(
            Findings(name=author.name, id=author_id, found=found, observed_at=reply.observed_at)
        )

    async def _id_of(self, place: int, author: Author, page: Page) -> str | None:
        """The author's id; where no post tells it, their profile is asked for it."""
        told = author.id or next((post.author_id for post in page.posts if post.author_id), None)
        if told is not None or not page.accepted + len(page.rejected):
            return told
        return await self._profile_of(place, author)

    async def _profile_of(self, place: int, author: Author) -> str | None:
        """
        The id that the profile of *author* tells.

        Raises `TargetError` where they are gone or suspended, `WaitError` where we are refused.
        """
        ask = Ask(walk=Walk.PROFILE, name=author.name)
        reply = await self._walker.caller.call(ask, self._walker.errand(place))
        return reply.page.user.id if reply.page and reply.page.user else None

    def _page(
        self,
        place: int,
        owner: Owner,
        observed_at: datetime,
        *,
        found: tuple[FoundSubreddit, ...],
        read: Page = NOTHING,
    ) -> RedditPage:
        source = self._progress.owner
        page = self._walker.stamped(
            RedditPage,
            walk=Walk.SUBMITTED,
            n=place,
            owner=owner,
            observed_at=observed_at,
            posts=read.posts,
            rejected=read.rejected,
            found=tuple(
                msgspec.structs.replace(one, source_id=source.id if source else None)
                for one in found
            ),
        )
        # Whose files are wanted is said of the community; these posts stand in others.
        return msgspec.structs.replace(page, options=Options(mirror_media=False))

    async def _done(self, place: int, keys: tuple[str, ...] = (), *, announced: int = 0) -> None:
        def done(progress: Progress) -> Progress:
            walk = progress.walk(Walk.SUBMITTED)
            counted = msgspec.structs.replace(
                walk, n=walk.n + 1, have=walk.have + announced, announced=walk.announced + announced
            )
            author = msgspec.structs.replace((progress.authors or ())[place], done=True)
            return progress.with_walk(Walk.SUBMITTED, counted).with_author(place, author)

        await self._walker.checkpoint(keys, done)

    async def _counts_as_given_up(self, place: int, wait: WaitError) -> bool:
        """As `Walking.counts_as_given_up`, for one author."""
        if not wait.at_fault:
            return False
        author = self._at(place)
        failures = author.failures + 1
        given_up = failures >= self._walker.caller.patience.page_tries
        changed = msgspec.structs.replace(
            author, failures=failures, done=given_up, code=wait.reason if given_up else None
        )
        await self._walker.hold.change(lambda progress: progress.with_author(place, changed))
        return given_up

    @property
    def _progress(self) -> Progress:
        return self._walker.hold.progress

    def _at(self, place: int) -> Author:
        return (self._progress.authors or ())[place]

"""The walks of one creator: ask for a page, publish it, checkpoint it, go on."""

import time
from collections.abc import Callable
from typing import Final

import msgspec

from b9_common.events import (
    ContentPage,
    CreatorRequested,
    Owner,
    Platform,
    StageState,
    Walk,
)
from b9_common.fetching.errors import TargetError, WaitError
from b9_common.metrics import Counter, count
from b9_instagram_ingest.assets import assets_of, profile_assets
from b9_instagram_ingest.calling import Caller
from b9_instagram_ingest.paging import CURSOR_MISSING, EMPTY_PAGE, Step, count_to_ask, stuck, take
from b9_instagram_ingest.parts import parts_of
from b9_instagram_ingest.ports import Ask, Publish, Reply, Tracking
from b9_instagram_ingest.progress import Hold, Progress, WalkProgress
from b9_instagram_ingest.telling import CONTENT, PROFILE, Errand

BAD_REQUEST: Final = "bad_request"
HEARTBEAT_S: Final = 5.0


class Walker:
    """
    Fetches for one held request. A page is confirmed before it is checkpointed, and checkpointed
    before the next is asked for: what is paid for twice is at most the call in flight.
    """

    def __init__(
        self,
        request: CreatorRequested,
        hold: Hold,
        *,
        caller: Caller,
        publish: Publish,
        tracking: Tracking,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._request = request
        self._hold = hold
        self._caller = caller
        self._publish = publish
        self._tracking = tracking
        self._clock = clock
        self._known = frozenset(request.known_ids)
        self._told_at = clock()

    async def profile(self) -> None:
        """
        Fetch and confirm the profile, unless that was done before.

        Raises `TargetError` where there is none or it was given up, `WaitError` when the world is
        in the way.
        """
        before = self._hold.progress.walk(Walk.PROFILE)
        if before.code is not None:
            raise TargetError(before.code)
        if before.is_done(1):
            return
        self.tell(PROFILE, StageState.STARTED)
        ask = Ask(walk=Walk.PROFILE, username=self._request.target)
        reply = await self._caller.call(ask, self._errand(0))
        profile = reply.page.profile if reply.page else None
        if profile is None:
            raise TargetError("malformed", "an answer without a profile")
        owner = Owner(id=profile.id, username=profile.username)
        page = self._page(Walk.PROFILE, 0, owner, reply)
        mirrored = profile_assets(profile) if self._request.options.mirror_media else ()
        page = msgspec.structs.replace(page, profile=profile, assets=mirrored)
        await self._publish(page)
        done = WalkProgress(n=1, have=1, announced=1, ended=True)
        await self._hold.change(
            lambda progress: msgspec.structs.replace(
                progress.with_walk(Walk.PROFILE, done),
                owner=owner,
                is_private=bool(profile.is_private),
                followers=profile.followers_count,
                media_count=profile.media_count,
                pages=(*progress.pages, page.key),
            )
        )
        count(Counter.PAGES, walk=Walk.PROFILE)

    async def list(self, walk: Walk, wanted: int) -> None:
        """
        Walk one list to its depth, or to its end, or until it is given up.

        Raises as `profile` does; what was fetched before is confirmed.
        """
        while not (state := self._hold.progress.walk(walk)).is_done(wanted):
            if stuck(state):
                await self._give_up(walk, CURSOR_MISSING)
                return
            try:
                reply = await self._full_page(walk, state, wanted)
            except TargetError as exc:
                if exc.code != BAD_REQUEST:
                    raise
                # A cursor that is no longer understood says nothing about the target.
                await self._give_up(walk, exc.code)
                return
            except WaitError as exc:
                if await self.counts_as_given_up(walk, exc):
                    return
                raise
            await self._confirm(walk, reply, wanted)

    async def counts_as_given_up(self, walk: Walk, wait: WaitError) -> bool:
        """Count a failure that is the page's own; whether the walk was given up over it."""
        if not wait.at_fault:
            return False
        failures = self._hold.progress.walk(walk).failures + 1
        code = wait.reason if failures >= self._caller.patience.page_tries else None
        await self._hold.change(
            lambda progress: progress.with_walk(
                walk,
                msgspec.structs.replace(progress.walk(walk), failures=failures, code=code),
            )
        )
        return code is not None

    def tell(self, stage: str, state: StageState, reason: str | None = None) -> None:
        """Say what is going on."""
        request = self._request
        self._told_at = self._clock()
        self._tracking.stage(
            request.request_id,
            request.correlation_id,
            request.drive,
            stage,
            state,
            reason=reason,
        )

    async def _full_page(self, walk: Walk, state: WalkProgress, wanted: int) -> Reply:
        """The next page; an empty one is asked for again before it is believed."""
        ask = Ask(
            walk=walk,
            owner=self._hold.progress.owner,
            count=count_to_ask(state, wanted),
            cursor=state.cursor,
        )
        for pause_s in self._caller.patience.empty_pauses_s:
            self._hold.check()
            reply = await self._caller.call(ask, self._errand(state.n))
            if reply.page is not None and not reply.page.is_empty:
                return reply
            self.tell(CONTENT, StageState.RETRYING, EMPTY_PAGE)
            await self._caller.sleep(pause_s)
        return await self._caller.call(ask, self._errand(state.n))

    async def _confirm(self, walk: Walk, reply: Reply, wanted: int) -> None:
        """Publish the news of a page, then checkpoint it."""
        before, owner = self._hold.progress.walk(walk), self._hold.progress.owner
        if reply.page is None or owner is None:
            raise AssertionError("a walk without owner or page")
        step = take(before, reply.page, wanted, self._known)
        keys: tuple[str, ...] = ()
        if step.announced:
            keys = await self._publish_parts(walk, before.n, owner, reply, step)

        def checkpointed(progress: Progress) -> Progress:
            changed = progress.with_walk(walk, step.after)
            return msgspec.structs.replace(changed, pages=progress.pages + keys, waits=0)

        await self._hold.change(checkpointed)
        count(Counter.PAGES, walk=walk)
        count(Counter.ITEMS, len(step.items), walk=walk, result="accepted")
        count(Counter.ITEMS, len(step.rejected), walk=walk, result="rejected")
        if self._clock() - self._told_at > HEARTBEAT_S:
            self.tell(CONTENT, StageState.HEARTBEAT)

    async def _publish_parts(
        self, walk: Walk, n: int, owner: Owner, reply: Reply, step: Step
    ) -> tuple[str, ...]:
        mirror = self._request.options.mirror_media
        page = self._page(walk, n, owner, reply)
        page = msgspec.structs.replace(page, items=step.items, rejected=step.rejected)
        assets = {item.media_pk: assets_of(item, walk) for item in step.items} if mirror else {}
        parts = parts_of(page, assets)
        for part in parts:
            await self._publish(part)
        return tuple(part.key for part in parts)

    def _page(self, walk: Walk, n: int, owner: Owner, reply: Reply) -> ContentPage:
        request, progress = self._request, self._hold.progress
        return ContentPage(
            request_id=request.request_id,
            correlation_id=request.correlation_id,
            drive=progress.drive,
            run=progress.run,
            leg=progress.leg,
            walk=walk,
            n=n,
            platform=Platform.INSTAGRAM,
            owner=owner,
            options=request.options,
            observed_at=reply.observed_at,
        )

    async def _give_up(self, walk: Walk, code: str) -> None:
        await self._hold.change(
            lambda progress: progress.with_walk(
                walk, msgspec.structs.replace(progress.walk(walk), code=code)
            )
        )

    def _errand(self, n: int) -> Errand:
        return Errand(request=self._request, progress=self._hold.progress, n=n)

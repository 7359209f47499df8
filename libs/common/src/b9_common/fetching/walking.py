"""The walks of one request: ask for a page, publish it, checkpoint it, go on."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

import msgspec

from b9_common.events import AnyPage, CreatorRequested, FetchedPage, StageState
from b9_common.fetching.calling import BAD_REQUEST, Caller
from b9_common.fetching.errors import TargetError, WaitError
from b9_common.fetching.paging import CURSOR_MISSING, EMPTY_PAGE, stuck
from b9_common.fetching.ports import Answer, Publish, Question, Tracking
from b9_common.fetching.progress import Hold, Progress, WalkProgress
from b9_common.fetching.telling import CONTENT, Errand

HEARTBEAT_S: Final = 5.0

AskT = TypeVar("AskT", bound=Question)
ReplyT = TypeVar("ReplyT", bound=Answer)
ProgressT = TypeVar("ProgressT", bound=Progress)
PageT = TypeVar("PageT", bound=AnyPage)


class Walking(Generic[AskT, ReplyT, ProgressT]):
    """
    Fetches for one held request. A page is confirmed before it is checkpointed, and checkpointed
    before the next is asked for: what is asked for twice is at most the call in flight.
    """

    def __init__(
        self,
        request: CreatorRequested,
        hold: Hold[ProgressT],
        *,
        caller: Caller[AskT, ReplyT],
        publish: Publish,
        tracking: Tracking,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.request = request
        self.hold = hold
        self.caller = caller
        self.publish = publish
        self._tracking = tracking
        self._clock = clock
        self._told_at = clock()

    def tell(self, stage: str, state: StageState, reason: str | None = None) -> None:
        """Say what is going on."""
        request = self.request
        self._told_at = self._clock()
        self._tracking.stage(
            request.request_id,
            request.correlation_id,
            request.drive,
            stage,
            state,
            reason=reason,
        )

    def heartbeat(self) -> None:
        """Say that the request goes on, if nothing was said for a while."""
        if self._clock() - self._told_at > HEARTBEAT_S:
            self.tell(CONTENT, StageState.HEARTBEAT)

    def errand(self, n: int, stage: str = CONTENT) -> Errand:
        """The errand of page *n* of a walk."""
        return Errand(request=self.request, progress=self.hold.progress, stage=stage, n=n)

    async def give_up(self, walk: str, code: str) -> None:
        """Leave a walk as it is, for good."""
        await self._mark(walk, code=code)

    async def counts_as_given_up(self, walk: str, wait: WaitError) -> bool:
        """Count a failure that is the page's own; whether the walk was given up over it."""
        if not wait.at_fault:
            return False
        failures = self.hold.progress.walk(walk).failures + 1
        code = wait.reason if failures >= self.caller.patience.page_tries else None
        await self._mark(walk, failures=failures, code=code)
        return code is not None

    async def pages(
        self,
        walk: str,
        wanted: int,
        ask: Callable[[WalkProgress], AskT],
        confirm: Callable[[ReplyT], Awaitable[None]],
        *,
        ends_the_run: Callable[[TargetError], bool] = lambda error: error.code != BAD_REQUEST,
    ) -> None:
        """
        Walk one list to its depth, or to its end, or until it is given up.

        Raises `TargetError` for what *ends_the_run* (a cursor that is no longer understood says
        nothing about the target), `WaitError` when the world is in the way; what was fetched
        before is confirmed.
        """
        while not (state := self.hold.progress.walk(walk)).is_done(wanted):
            if stuck(state):
                await self.give_up(walk, CURSOR_MISSING)
                return
            try:
                reply = await self._full_page(ask(state), state)
            except TargetError as exc:
                if ends_the_run(exc):
                    raise
                await self.give_up(walk, exc.code)
                return
            except WaitError as exc:
                if await self.counts_as_given_up(walk, exc):
                    return
                raise
            await confirm(reply)
            self.heartbeat()

    def stamped(self, page_type: type[PageT], **fields: object) -> PageT:
        """A page of this run with *fields*."""
        request, progress = self.request, self.hold.progress
        return page_type(
            request_id=request.request_id,
            correlation_id=request.correlation_id,
            drive=progress.drive,
            run=progress.run,
            leg=progress.leg,
            platform=request.platform,
            options=request.options,
            **fields,  # type: ignore[arg-type]  # known to the callers, who name them
        )

    async def _full_page(self, ask: AskT, state: WalkProgress) -> ReplyT:
        """The next page; an empty one is asked for again before it is believed."""
        for pause_s in self.caller.patience.empty_pauses_s:
            self.hold.check()
            reply = await self.caller.call(ask, self.errand(state.n))
            if reply.page is not None and not reply.page.is_empty:
                return reply
            self.tell(CONTENT, StageState.RETRYING, EMPTY_PAGE)
            await self.caller.sleep(pause_s)
        self.hold.check()
        return await self.caller.call(ask, self.errand(state.n))

    async def _mark(self, walk: str, **changes: object) -> None:
        await self.hold.change(
            lambda progress: progress.with_walk(
                walk, msgspec.structs.replace(progress.walk(walk), **changes)
            )
        )


async def all_of(*walks: Awaitable[None]) -> None:
    """
    Wait for all *walks*. None stops another: its page in flight has its price.

    Raises what weighs most: ours first, then the target's, then the wait that is over soonest.
    """
    ended = await asyncio.gather(*walks, return_exceptions=True)
    errors = [error for error in ended if error is not None]
    for error in errors:
        if not isinstance(error, WaitError | TargetError):
            raise error
    for error in errors:
        if isinstance(error, TargetError):
            raise error
    waits = [error for error in errors if isinstance(error, WaitError)]
    if waits:
        raise min(waits, key=lambda wait: wait.until)


def keys_of(parts: tuple[FetchedPage, ...]) -> tuple[str, ...]:
    """What the final marker names."""
    return tuple(part.key for part in parts)

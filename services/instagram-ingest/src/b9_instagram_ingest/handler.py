"""What one request means: fetch a creator's profile and lists, and say how that ended."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import msgspec

from b9_common.errors import PoisonError, TerminalError
from b9_common.events import CreatorRequested, FetchOutcome, Kind, Platform, StageState, Walk
from b9_common.fetching.errors import TargetError, WaitError
from b9_common.messaging.delivery import Delivery
from b9_instagram_ingest.calling import Caller
from b9_instagram_ingest.ending import Ending, ending_of, failed, marker_of
from b9_instagram_ingest.ports import Publish, Tracking
from b9_instagram_ingest.progress import Hold, Progress, ProgressStore, claim
from b9_instagram_ingest.telling import CONTENT, PROFILE
from b9_instagram_ingest.walks import Walker

log = logging.getLogger(__name__)

KINDS: Final = frozenset({Kind.CREATOR_ADD, Kind.CREATOR_REFRESH})


async def fetch_creator(
    delivery: Delivery[CreatorRequested],
    *,
    store: ProgressStore,
    caller: Caller,
    publish: Publish,
    tracking: Tracking,
    holder: str,
    clock: Callable[[], float] = time.time,
) -> None:
    """
    Fetch what the request asks for, from where it was left.

    Returning means that its end was published, or that it waits and says so, or that it was old.
    Raises `TerminalError` after a published failure, `HeldElsewhereError` when another process
    has it, `OutageError` while the broker is away.
    """
    request = delivery.event
    if request.platform is not Platform.INSTAGRAM or request.kind not in KINDS:
        raise PoisonError(f"{request.platform} {request.kind} is not for us", code="not_ours")
    hold = await claim(store, request, attempt=delivery.attempt, holder=holder)
    if hold is None:
        log.info("drive %d is older than what was done already", request.drive)
        await tracking.flush()
        return
    walker = Walker(request, hold, caller=caller, publish=publish, tracking=tracking)
    try:
        ending = await _fetch(walker, hold)
    except WaitError as wait:
        await _wait(request, hold, wait, tracking)
        return
    finished_at = datetime.fromtimestamp(clock(), UTC)
    await publish(marker_of(request, hold.progress, ending, finished_at))
    await hold.change(lambda progress: _finished(progress, ending))
    await tracking.flush()
    log.info("%s is %s: %s", request.target, ending.outcome, ending.code or "all is here")
    if ending.outcome is FetchOutcome.FAILED:
        raise TerminalError(f"{ending.code}: {ending.message}" if ending.message else ending.code)


async def _fetch(walker: Walker, hold: Hold) -> Ending:
    """Profile first, then both lists at once."""
    try:
        await walker.profile()
        if hold.progress.is_private:
            return failed("target_private")
        walker.tell(CONTENT, StageState.STARTED)
        await _lists(walker, hold)
    except TargetError as exc:
        return failed(exc.code, exc.message)
    except WaitError as exc:
        at_profile = hold.progress.owner is None
        if at_profile and await walker.counts_as_given_up(Walk.PROFILE, exc):
            return failed(exc.reason)
        raise
    return ending_of(hold.progress, _wanted(hold.progress))


async def _lists(walker: Walker, hold: Hold) -> None:
    """
    Walk both lists. Neither stops the other: its page in flight is paid for.

    Raises what weighs most: ours first, then the target's, then the wait that is over soonest.
    """
    ended = await asyncio.gather(
        *(walker.list(walk, wanted) for walk, wanted in _wanted(hold.progress).items()),
        return_exceptions=True,
    )
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


async def _wait(request: CreatorRequested, hold: Hold, wait: WaitError, tracking: Tracking) -> None:
    """Leave the request where it is and say when it should be sent again; costs no attempt."""
    await hold.change(lambda now: msgspec.structs.replace(now, waits=now.waits + 1))
    tracking.stage(
        request.request_id,
        request.correlation_id,
        request.drive,
        PROFILE if hold.progress.owner is None else CONTENT,
        StageState.WAITING,
        reason=wait.reason,
        until=wait.until,
    )
    await tracking.flush()
    log.info("%s waits: %s", request.target, wait)


def _wanted(progress: Progress) -> dict[Walk, int]:
    depths = {Walk.REELS: progress.depth.reels, Walk.POSTS: progress.depth.posts}
    return {walk: wanted for walk, wanted in depths.items() if wanted > 0}


def _finished(progress: Progress, ending: Ending) -> Progress:
    """Without what only the next page or the marker needs: entries are kept for days."""
    walks = {
        name: msgspec.structs.replace(walk, cursor=None, seen=(), cursors=())
        for name, walk in progress.walks.items()
    }
    return msgspec.structs.replace(
        progress,
        state="finished",
        outcome=ending.outcome,
        code=ending.code,
        walks=walks,
        pages=(),
    )

"""One delivery of a request: held, fetched from where it was left, and ended or left waiting."""

import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from b9_common.errors import TerminalError
from b9_common.events import CreatorRequested, FetchOutcome, StageState
from b9_common.fetching.ending import Ending, marker_of
from b9_common.fetching.errors import WaitError
from b9_common.fetching.ports import Publish, Tracking
from b9_common.fetching.progress import Hold, Progress, ProgressStore, claim
from b9_common.fetching.telling import CONTENT, PROFILE
from b9_common.messaging.delivery import Delivery

log = logging.getLogger(__name__)

P = TypeVar("P", bound=Progress)


async def serve(
    delivery: Delivery[CreatorRequested],
    fetch: Callable[[Hold[P]], Awaitable[Ending]],
    *,
    kind: type[P],
    store: ProgressStore[P],
    publish: Publish,
    tracking: Tracking,
    holder: str,
    first_stage: str = PROFILE,
    clock: Callable[[], float] = time.time,
) -> None:
    """
    *fetch* what the request asks for, from where it was left; *first_stage* ends once it is known
    who the target is.

    Returning means that its end was published, or that it waits and says so, or that it was old.
    Raises `TerminalError` after a published failure, `HeldElsewhereError` when another process
    has it, `OutageError` while the broker is away.
    """
    request = delivery.event
    hold = await claim(kind, store, request, attempt=delivery.attempt, holder=holder)
    if hold is None:
        log.info("drive %d is older than what was done already", request.drive)
        await tracking.flush()
        return
    try:
        ending = await fetch(hold)
    except WaitError as wait:
        stage = first_stage if hold.progress.owner is None else CONTENT
        await _wait(request, hold, wait, tracking, stage)
        return
    finished_at = datetime.fromtimestamp(clock(), UTC)
    await publish(marker_of(request, hold.progress, ending, finished_at))
    await hold.change(lambda progress: progress.finished(ending.outcome, ending.code))
    await tracking.flush()
    log.info("%s is %s: %s", request.target, ending.outcome, ending.code or "all is here")
    if ending.outcome is FetchOutcome.FAILED:
        raise TerminalError(f"{ending.code}: {ending.message}" if ending.message else ending.code)


async def _wait(
    request: CreatorRequested, hold: Hold[P], wait: WaitError, tracking: Tracking, stage: str
) -> None:
    """Leave the request where it is and say when it should be sent again; costs no attempt."""
    await hold.change(lambda now: msgspec.structs.replace(now, waits=now.waits + 1))
    tracking.stage(
        request.request_id,
        request.correlation_id,
        request.drive,
        stage,
        StageState.WAITING,
        reason=wait.reason,
        until=wait.until,
    )
    await tracking.flush()
    log.info("%s waits: %s", request.target, wait)

"""What one request means: fetch a creator's profile and lists, and say how that ended."""

import time
from collections.abc import Callable
from typing import Final

from b9_common.errors import PoisonError
from b9_common.events import CreatorRequested, Kind, Platform, StageState, Walk
from b9_common.fetching.calling import Caller
from b9_common.fetching.ending import Ending, failed
from b9_common.fetching.errors import TargetError, WaitError
from b9_common.fetching.ports import Publish, Tracking
from b9_common.fetching.progress import Hold, ProgressStore
from b9_common.fetching.serving import serve
from b9_common.fetching.telling import CONTENT
from b9_common.fetching.walking import all_of
from b9_common.messaging.delivery import Delivery
from b9_instagram_ingest.ending import ending_of
from b9_instagram_ingest.ports import Ask, Reply
from b9_instagram_ingest.progress import Progress
from b9_instagram_ingest.walks import Walker

KINDS: Final = frozenset({Kind.CREATOR_ADD, Kind.CREATOR_REFRESH})


async def fetch_creator(
    delivery: Delivery[CreatorRequested],
    *,
    store: ProgressStore[Progress],
    caller: Caller[Ask, Reply],
    publish: Publish,
    tracking: Tracking,
    holder: str,
    clock: Callable[[], float] = time.time,
) -> None:
    """Fetch what the request asks for; returns and raises as `serve` does."""
    request = delivery.event
    if request.platform is not Platform.INSTAGRAM or request.kind not in KINDS:
        raise PoisonError(f"{request.platform} {request.kind} is not for us", code="not_ours")

    async def fetch(hold: Hold[Progress]) -> Ending:
        walker = Walker(request, hold, caller=caller, publish=publish, tracking=tracking)
        return await _fetch(walker, hold)

    await serve(
        delivery,
        fetch,
        kind=Progress,
        store=store,
        publish=publish,
        tracking=tracking,
        holder=holder,
        clock=clock,
    )


async def _fetch(walker: Walker, hold: Hold[Progress]) -> Ending:
    """Profile first, then both lists at once."""
    try:
        await walker.profile()
        if hold.progress.is_private:
            return failed("target_private")
        walker.tell(CONTENT, StageState.STARTED)
        await all_of(*(walker.list(walk, n) for walk, n in _wanted(hold.progress).items()))
    except TargetError as exc:
        return failed(exc.code, exc.message)
    except WaitError as exc:
        at_profile = hold.progress.owner is None
        if at_profile and await walker.counts_as_given_up(Walk.PROFILE, exc):
            return failed(exc.reason)
        raise
    return ending_of(hold.progress, _wanted(hold.progress))


def _wanted(progress: Progress) -> dict[Walk, int]:
    depths = {Walk.REELS: progress.depth.reels, Walk.POSTS: progress.depth.posts}
    return {walk: wanted for walk, wanted in depths.items() if wanted > 0}

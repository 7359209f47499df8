"""What one request means: fetch a community or an account, and say how that ended."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from msgspec import Struct

from b9_common.errors import PoisonError
from b9_common.events import CreatorRequested, Depth, Kind, Platform, StageState, Walk
from b9_common.fetching.calling import Caller
from b9_common.fetching.ending import Ending, failed
from b9_common.fetching.errors import TargetError
from b9_common.fetching.ports import Publish, Tracking
from b9_common.fetching.progress import Hold, ProgressStore
from b9_common.fetching.serving import serve
from b9_common.fetching.telling import CONTENT, LISTING, PROFILE
from b9_common.messaging.delivery import Delivery
from b9_reddit_ingest.assets import assets_of
from b9_reddit_ingest.authors import KNOWN_BOTS, Choosing
from b9_reddit_ingest.discovering import Discovery
from b9_reddit_ingest.ending import ending_of
from b9_reddit_ingest.paging import PER_PAGE
from b9_reddit_ingest.ports import Ask, Reply
from b9_reddit_ingest.progress import Progress
from b9_reddit_ingest.seen import SeenAuthors
from b9_reddit_ingest.walks import Assets, Walker

DEFAULT_AUTHORS: Final = 10


class Shape(Struct, frozen=True, kw_only=True):
    """
    The walks of a kind of request: *once* are of one page, *lists* go to the depth, though no
    further than *at_most* posts.
    """

    once: tuple[Walk, ...]
    lists: tuple[Walk, ...]
    at_most: int | None = None
    authors: bool = False
    first_stage: str = LISTING

    def wanted(self, depth: Depth) -> dict[Walk, int]:
        """How many items of each walk are wanted."""
        posts = depth.posts if self.at_most is None else min(depth.posts, self.at_most)
        return dict.fromkeys(self.once, 1) | (dict.fromkeys(self.lists, posts) if posts else {})


_SCAN: Final = Shape(once=(Walk.ABOUT, Walk.RULES), lists=(Walk.HOT, Walk.TOP))
SHAPES: Final[Mapping[Kind, Shape]] = {
    Kind.SUBREDDIT_SCAN: _SCAN,
    Kind.SUBREDDIT_DISCOVER: Shape(once=_SCAN.once, lists=_SCAN.lists, authors=True),
    Kind.SUBREDDIT_FETCH_SINGLE: Shape(once=_SCAN.once, lists=(Walk.TOP,), at_most=PER_PAGE),
    Kind.USER_DISCOVER: Shape(once=(Walk.PROFILE,), lists=(Walk.SUBMITTED,), first_stage=PROFILE),
}


async def fetch_target(
    delivery: Delivery[CreatorRequested],
    *,
    store: ProgressStore[Progress],
    caller: Caller[Ask, Reply],
    publish: Publish,
    tracking: Tracking,
    seen: SeenAuthors,
    holder: str,
    assets: Assets = assets_of,
    bots: Iterable[str] = KNOWN_BOTS,
    clock: Callable[[], float] = time.time,
) -> None:
    """Fetch what the request asks for; returns and raises as `serve` does."""
    request = delivery.event
    shape = SHAPES.get(request.kind)
    if request.platform is not Platform.REDDIT or shape is None:
        raise PoisonError(f"{request.platform} {request.kind} is not for us", code="not_ours")
    choosing = Choosing(request.depth.authors or DEFAULT_AUTHORS, bots) if shape.authors else None

    async def fetch(hold: Hold[Progress]) -> Ending:
        walker = Walker(
            request,
            hold,
            caller=caller,
            publish=publish,
            tracking=tracking,
            assets=assets,
            choosing=choosing,
        )
        discovery = Discovery(walker, choosing, seen) if choosing else None
        return await _fetch(walker, shape, discovery)

    await serve(
        delivery,
        fetch,
        kind=Progress,
        store=store,
        publish=publish,
        tracking=tracking,
        holder=holder,
        first_stage=shape.first_stage,
        clock=clock,
    )


async def _fetch(walker: Walker, shape: Shape, discovery: Discovery | None) -> Ending:
    """About and the lists at the same time, then the authors."""
    progress = walker.hold.progress
    wanted = shape.wanted(progress.depth)
    if progress.owner is None:
        walker.tell(shape.first_stage, StageState.STARTED)
    try:
        await walker.walk_all(wanted)
        walker.tell(CONTENT, StageState.STARTED)
        if discovery is not None and walker.hold.progress.owner is not None:
            await discovery.look()
    except TargetError as exc:
        return failed(exc.code, exc.message)
    return ending_of(walker.hold.progress, wanted)

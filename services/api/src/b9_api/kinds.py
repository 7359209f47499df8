"""What each kind of request is: what it folds with, its stages, and how deep it goes."""

from typing import Final, Literal

from msgspec import Struct

from b9_api.stages import CREATOR_STAGES, FULL_DEPTH, REFRESH_DEPTH
from b9_common.events import Depth, Kind

Group = Literal["content", "discovery", "user"]
TargetKind = Literal["creator", "subreddit", "user"]

# A community has nothing that must come first: its listings are the first stage.
COMMUNITY_STAGES: Final = ("accepted", "listing", "content", "rows", "media", "analytics")

# One page of a listing of Reddit.
PAGE: Final = 100
DISCOVERED_AUTHORS: Final = 10


class Work(Struct, frozen=True, kw_only=True):
    """
    One kind of request. Active ones of one group and target fold into each other.

    The one of the higher *rank* then stands for both; it is sent again where it *fetches* more.
    """

    group: Group
    target_kind: TargetKind
    stages: tuple[str, ...]
    depth: Depth
    rank: int = 0
    fetches: int = 0


WORK: Final[dict[Kind, Work]] = {
    Kind.CREATOR_ADD: Work(
        group="content",
        target_kind="creator",
        stages=CREATOR_STAGES,
        depth=REFRESH_DEPTH,
        rank=1,
    ),
    Kind.CREATOR_REFRESH: Work(
        group="content", target_kind="creator", stages=CREATOR_STAGES, depth=REFRESH_DEPTH
    ),
    Kind.SUBREDDIT_SCAN: Work(
        group="content",
        target_kind="subreddit",
        stages=COMMUNITY_STAGES,
        depth=Depth(posts=PAGE),
        rank=1,
        fetches=1,
    ),
    Kind.SUBREDDIT_FETCH_SINGLE: Work(
        group="content",
        target_kind="subreddit",
        stages=COMMUNITY_STAGES,
        depth=Depth(posts=PAGE),
    ),
    Kind.SUBREDDIT_DISCOVER: Work(
        group="discovery",
        target_kind="subreddit",
        stages=COMMUNITY_STAGES,
        depth=Depth(posts=PAGE, authors=DISCOVERED_AUTHORS),
    ),
    Kind.USER_DISCOVER: Work(
        group="user", target_kind="user", stages=CREATOR_STAGES, depth=Depth(posts=PAGE)
    ),
}


def depth_of(kind: Kind, *, full: bool) -> Depth:
    """How deep a request of *kind* goes; *full* is said of creators only."""
    return FULL_DEPTH if full else WORK[kind].depth


def depth_told(depth: Depth) -> str:
    """*depth* for a person: ``90 reels and 30 posts``."""
    parts = {"reels": depth.reels, "posts": depth.posts, "authors": depth.authors}
    return " and ".join(f"{number} {what}" for what, number in parts.items() if number)

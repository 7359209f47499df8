"""Requests as the dispatcher would send them."""

from datetime import UTC, datetime

from b9_common.events import CreatorRequested, Depth, Kind, Platform


def request_of(
    target: str = "anna.example",
    *,
    request_id: str = "r1",
    drive: int = 1,
    reels: int = 90,
    posts: int = 30,
) -> CreatorRequested:
    return CreatorRequested(
        request_id=request_id,
        correlation_id=f"c-{request_id}",
        drive=drive,
        kind=Kind.CREATOR_ADD,
        platform=Platform.INSTAGRAM,
        target=target,
        depth=Depth(reels=reels, posts=posts),
        requested_at=datetime.now(UTC),
    )

"""Invented events, and the rows a gateway would have written before them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import asyncpg
import msgspec

from b9_common.events import (
    AssetKind,
    AssetOutcome,
    AssetRef,
    ContentPage,
    Depth,
    FetchFinished,
    FetchOutcome,
    MediaItem,
    MediaUploaded,
    Options,
    Owner,
    Platform,
    Profile,
    Walk,
)

T0: Final = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
STAGES: Final = ("accepted", "profile", "content", "rows", "media", "analytics")


def at(minutes: float = 0) -> datetime:
    """A moment, in minutes from the first."""
    return T0 + timedelta(minutes=minutes)


def profile(owner: str = "100", name: str = "orbit", **fields: Any) -> Profile:
    """One account."""
    given = {"followers_count": 1_000, "full_name": "Orbit", **fields}
    return Profile(id=owner, username=name, raw=msgspec.Raw(b'{"pk":"100"}'), **given)


def item(pk: str, owner: str = "100", **fields: Any) -> MediaItem:
    """One reel or post."""
    given: dict[str, Any] = {
        "taken_at": at(-int(pk[-4:] or 0) * 600),
        "like_count": 10,
        "comment_count": 2,
        "play_count": 500,
        "caption": f"caption of {pk}",
        "video_url": f"https://cdn.example/{pk}.mp4",
        "raw": msgspec.Raw(b'{"pk":"%s"}' % pk.encode()),
    }
    return MediaItem(media_pk=pk, owner_id=owner, **(given | fields))


def cover(pk: str, owner: str = "100", **fields: Any) -> AssetRef:
    """The picture of an item."""
    given: dict[str, Any] = {"kind": AssetKind.COVER, "url": f"https://cdn.example/{pk}.jpg"}
    return AssetRef(media_id=pk, owner_id=owner, **(given | fields))


def page(
    request: str,
    *,
    walk: Walk = Walk.REELS,
    n: int = 0,
    run: int = 1,
    leg: int = 1,
    drive: int = 1,
    items: Sequence[MediaItem] = (),
    owner: tuple[str, str] = ("100", "orbit"),
    minutes: float = 0,
    assets: Sequence[AssetRef] | None = None,
    **fields: Any,
) -> ContentPage:
    """One page; each item has a cover unless told otherwise."""
    return ContentPage(
        request_id=request,
        correlation_id="c",
        drive=drive,
        run=run,
        leg=leg,
        walk=walk,
        n=n,
        platform=Platform.INSTAGRAM,
        owner=Owner(id=owner[0], username=owner[1]),
        items=tuple(items),
        assets=tuple(cover(one.media_pk) for one in items) if assets is None else tuple(assets),
        observed_at=at(minutes),
        **fields,
    )


def profile_page(request: str, of: Profile | None = None, **fields: Any) -> ContentPage:
    """Page 0 of a run."""
    of = of or profile()
    given = {"owner": (of.id, of.username), "assets": (), **fields}
    return page(request, walk=Walk.PROFILE, profile=of, **given)


def marker(
    request: str,
    pages: Sequence[ContentPage],
    *,
    drive: int = 1,
    outcome: FetchOutcome = FetchOutcome.COMPLETE,
    **fields: Any,
) -> FetchFinished:
    """The end of a run with *pages*."""
    totals: dict[str, int] = {}
    for one in pages:
        totals[one.walk] = totals.get(one.walk, 0) + one.announced
    last = max(pages, key=lambda one: (one.run, one.leg), default=None)
    return FetchFinished(
        request_id=request,
        correlation_id="c",
        drive=drive,
        run=fields.pop("run", last.run if last else 1),
        leg=fields.pop("leg", last.leg if last else 1),
        platform=Platform.INSTAGRAM,
        owner=fields.pop("owner", last.owner if last else None),
        pages=tuple(one.key for one in pages),
        totals=totals,
        depth=Depth(reels=90, posts=30),
        outcome=outcome,
        finished_at=at(30),
        **fields,
    )


def outcome(
    of: ContentPage,
    asset: AssetRef,
    result: AssetOutcome = AssetOutcome.STORED,
    **fields: Any,
) -> MediaUploaded:
    """How the copy of one of a page's assets ended."""
    held = result in {AssetOutcome.STORED, AssetOutcome.ALREADY_STORED}
    given: dict[str, Any] = {"bytes": 10, "sha256": "ab", "object_key": "k"} if held else {}
    return MediaUploaded(
        request_id=of.request_id,
        correlation_id="c",
        drive=of.drive,
        run=of.run,
        platform=of.platform,
        asset=asset,
        outcome=result,
        observed_at=of.observed_at,
        finished_at=at(40),
        **(given | fields),
    )


async def accept(
    dsn: str,
    *,
    target: str = "orbit",
    request_id: str | None = None,
    mirror: bool = True,
    full_depth: bool = True,
    kind: str = "creator_add",
    platform: str = "instagram",
    target_kind: str = "creator",
    stages: Sequence[str] = STAGES,
    depth: tuple[int, int] = (90, 30),
) -> str:
    """A request as the gateway leaves it when it accepts one."""
    request = UUID(request_id) if request_id else uuid4()
    connection = await asyncpg.connect(dsn, command_timeout=10)
    try:
        await connection.execute(
            "INSERT INTO requests (id, correlation_id, kind, kind_group, platform, target_kind,"
            " target, depth_reels, depth_posts, full_depth, options)"
            " VALUES ($1, 'c', $2, 'content', $3, $4, $5, $6, $7, $8, $9)",
            request,
            kind,
            platform,
            target_kind,
            target,
            *depth,
            full_depth,
            msgspec.json.encode(Options(mirror_media=mirror)).decode(),
        )
        await connection.execute(
            "INSERT INTO request_stages (request_id, stage, seq, state)"
            " SELECT $1, stage, seq, CASE seq WHEN 1 THEN 'done' ELSE 'pending' END"
            " FROM unnest($2::text[]) WITH ORDINALITY AS given (stage, seq)",
            request,
            stages,
        )
    finally:
        await connection.close()
    return str(request)

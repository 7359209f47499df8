"""Content pages as an ingest would have announced them, for readers that start late."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

import aiohttp
import msgspec
from benchmarks.stacks import Connection
from msgspec import Struct

from b9_common.events import (
    AssetRef,
    ContentPage,
    Event,
    FetchFinished,
    FetchOutcome,
    MediaItem,
    Owner,
    Platform,
    Walk,
    encode,
)
from b9_common.messaging.connection import Broker, Outgoing, event_headers
from b9_common.topology import content_subject
from b9_instagram_ingest.assets import assets_of, profile_assets
from b9_instagram_ingest.dialects import Dialect
from b9_instagram_ingest.page import Page
from b9_instagram_ingest.reading import read_answer

PAGE_SIZE: Final = 12
PAGES: Final = 8
ITEMS: Final = PAGE_SIZE * PAGES
# Fetched and mapped once, then copied under other ids.
MODELS: Final = 100
CHUNK: Final = 400
STAGES: Final = ("accepted", "profile", "content", "rows", "media", "analytics")

ADD_REQUESTS: Final = """
WITH added AS (
    INSERT INTO requests (id, correlation_id, kind, kind_group, platform, target_kind, target,
                          depth_reels, status)
    SELECT id, '', 'creator_add', 'content', 'instagram', 'creator', target, $3, 'running'
      FROM unnest($1::uuid[], $2::text[]) AS given (id, target)
    RETURNING id
)
INSERT INTO request_stages (request_id, stage, seq, state)
SELECT id, stage, seq, CASE seq WHEN 1 THEN 'done' ELSE 'pending' END
  FROM added, unnest($4::text[]) WITH ORDINALITY AS stages (stage, seq)
"""


class Model(Struct, frozen=True):
    """One creator's profile page and pages of reels, to be copied."""

    pages: tuple[ContentPage, ...]


async def models(simulator_url: str, number: int) -> list[Model]:
    """Ask the simulator as an ingest does, and map its answers as an ingest does."""
    async with aiohttp.ClientSession(simulator_url, headers={"x-rapidapi-key": "bench"}) as http:
        return [await _model(http, f"model{one}") for one in range(number)]


async def _model(http: aiohttp.ClientSession, username: str) -> Model:
    first = await _ask(http, "/profile", Dialect.PROFILE, {"username": username})
    if first.profile is None:
        raise RuntimeError(f"no profile of {username}")
    owner = Owner(id=first.profile.id, username=first.profile.username)
    pages = [
        msgspec.structs.replace(
            _page(Walk.PROFILE, 0, owner),
            profile=first.profile,
            assets=profile_assets(first.profile),
        )
    ]
    cursor: str | None = None
    for n in range(PAGES):
        params = {"id": owner.id, "count": str(PAGE_SIZE)}
        params |= {"max_id": cursor} if cursor else {}
        page = await _ask(http, "/reels", Dialect.REELS, params, owner)
        assets = tuple(asset for item in page.items for asset in assets_of(item, Walk.REELS))
        shell = _page(Walk.REELS, n, owner)
        pages.append(msgspec.structs.replace(shell, items=page.items, assets=assets))
        cursor = page.next_cursor
    return Model(tuple(pages))


async def _ask(
    http: aiohttp.ClientSession,
    path: str,
    dialect: Dialect,
    params: dict[str, str],
    owner: Owner | None = None,
) -> Page:
    async with http.get(path, params=params) as response:
        body = await response.read()
    reading = read_answer(dialect, response.status, {}, body, now=datetime.now(UTC), owner=owner)
    if reading.page is None:
        raise RuntimeError(f"{path} of {params}: {reading.answer}")
    return reading.page


def _page(walk: Walk, n: int, owner: Owner) -> ContentPage:
    return ContentPage(
        request_id="",
        drive=1,
        run=1,
        leg=1,
        walk=walk,
        n=n,
        platform=Platform.INSTAGRAM,
        owner=owner,
        observed_at=datetime.now(UTC),
    )


def copies(given: Sequence[Model], number: int) -> Iterator[list[Event]]:
    """*number* creators' pages and final markers: the models, under ids and names of their own."""
    for one in range(number):
        round_, at = divmod(one, len(given))
        request_id, mark = str(uuid4()), f"{round_ + 1:03}"
        pages = [_copied(page, request_id, mark) for page in given[at].pages]
        yield [*pages, _marker(pages)]


def _copied(page: ContentPage, request_id: str, mark: str) -> ContentPage:
    owner = Owner(id=mark + page.owner.id, username=f"{page.owner.username}.{mark}")
    profile = page.profile and msgspec.structs.replace(
        page.profile, id=owner.id, username=owner.username
    )
    return msgspec.structs.replace(
        page,
        request_id=request_id,
        owner=owner,
        profile=profile,
        items=tuple(_item(item, mark) for item in page.items),
        assets=tuple(_asset(asset, mark) for asset in page.assets),
        observed_at=datetime.now(UTC),
    )


def _item(item: MediaItem, mark: str) -> MediaItem:
    return msgspec.structs.replace(
        item, media_pk=mark + item.media_pk, owner_id=mark + item.owner_id
    )


def _asset(asset: AssetRef, mark: str) -> AssetRef:
    return msgspec.structs.replace(
        asset, media_id=mark + asset.media_id, owner_id=mark + asset.owner_id
    )


def _marker(pages: Sequence[ContentPage]) -> FetchFinished:
    first = pages[0]
    reels = sum(page.announced for page in pages[1:])
    return FetchFinished(
        request_id=first.request_id,
        drive=1,
        run=1,
        leg=1,
        platform=first.platform,
        owner=first.owner,
        pages=tuple(page.key for page in pages),
        totals={Walk.PROFILE: 1, Walk.REELS: reels},
        outcome=FetchOutcome.COMPLETE,
        finished_at=datetime.now(UTC),
    )


async def publish(
    broker: Broker, connection: Connection, given: Sequence[Model], creators: int
) -> None:
    """Accept *creators* requests and announce all their pages, as if just fetched."""
    waiting: list[Event] = []
    requests: list[tuple[str, str]] = []
    for events in copies(given, creators):
        waiting += events
        requests.append((events[0].request_id, f"backlog{len(requests)}"))
        if len(waiting) >= CHUNK:
            await broker.publish_batch([outgoing(event) for event in waiting])
            waiting.clear()
    await broker.publish_batch([outgoing(event) for event in waiting])
    ids, names = zip(*requests, strict=True)
    await connection.execute(ADD_REQUESTS, list(ids), list(names), ITEMS, list(STAGES))


def outgoing(event: Event) -> Outgoing:
    """*event* as an ingest publishes it."""
    if not isinstance(event, ContentPage | FetchFinished):
        raise TypeError(type(event).__name__)
    return Outgoing(
        subject=content_subject(event.platform),
        payload=encode(event),
        msg_id=event.key,
        headers=event_headers(event),
    )

"""Everything the database holds of one target: a creator, a community, an account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import Struct, field

from b9_cli.database import Database, Row
from b9_common.events import FetchFinished, Platform

CREATOR_LISTS: Final[Mapping[str, str]] = {"reels": "reels", "posts": "posts"}
_markers: Final = msgspec.json.Decoder(FetchFinished)


class RequestFacts(Struct, frozen=True, kw_only=True):
    """A request as the ledger has it; *wanted* are items per list."""

    id: str
    kind: str
    status: str
    wanted: dict[str, int]
    created_at: datetime
    mirrors: bool
    marker: FetchFinished | None = None
    error_code: str | None = None

    @property
    def active(self) -> bool:
        """Whether it has not ended."""
        return self.status in {"queued", "running", "waiting", "retrying"}


class PageFacts(Struct, frozen=True, kw_only=True):
    """A page as it was booked."""

    key: str
    request_id: str
    walk: str
    announced: int
    inserted: int
    rejected: int
    dead: bool
    asset_keys: tuple[str, ...]


class AssetFacts(Struct, frozen=True, kw_only=True):
    """A file as the database has it."""

    key: str
    state: str
    object_key: str | None = None
    bytes: int | None = None
    sha256: str | None = None
    reason: str | None = None


class LetterFacts(Struct, frozen=True, kw_only=True):
    """A dead letter."""

    id: int
    origin: str
    kind: str
    code: str
    error: str
    replayed: bool


class TargetFacts(Struct, kw_only=True):
    """
    One target: its row, its requests, and all that belongs to them.

    *lists* tell for each walk whose items are rows among which of *rows* their ids are kept.
    *things* are what else pages brought: see `LoggedPage`. Unless *whole*, rows are only those
    that are its own or that pages in CONTENT name.
    """

    name: str
    kind: str = "creator"
    platform: Platform = Platform.INSTAGRAM
    lists: Mapping[str, str] = field(default_factory=lambda: CREATOR_LISTS)
    whole: bool = True
    owner_id: str | None = None
    requests: list[RequestFacts] = field(default_factory=list)
    pages: dict[str, PageFacts] = field(default_factory=dict)
    rows: dict[str, set[str]] = field(default_factory=dict)
    things: set[str] = field(default_factory=set)
    assets: dict[str, AssetFacts] = field(default_factory=dict)
    outcomes: dict[str, set[str]] = field(default_factory=dict)
    letters: list[LetterFacts] = field(default_factory=list)
    outbox: int = 0


async def names_of_all(database: Database) -> list[str]:
    """Every creator that was asked for or stored, then whom of Reddit somebody asked for."""
    rows = await database.rows(_ALL_NAMES)
    return [row["name"] for row in rows]


async def read_creator(database: Database, name: str) -> TargetFacts:
    """What is held of *name*: a username, or an owner's id."""
    facts = TargetFacts(name=name)
    creator = await database.row(_CREATOR, name)
    if creator is not None:
        facts.owner_id = creator["ig_user_id"]
        facts.name = creator["username"] or name
    for row in await database.rows(_REQUESTS, facts.owner_id, facts.name):
        wanted = {"reels": row["depth_reels"], "posts": row["depth_posts"]}
        facts.requests.append(request_facts(row, wanted))
    for row in await database.rows(_ITEMS, facts.owner_id or ""):
        facts.rows.setdefault(row["walk"], set()).add(row["media_pk"])
    await read_shared(database, facts)
    return facts


async def read_shared(database: Database, facts: TargetFacts) -> None:
    """Add what belongs to the requests of *facts*, whatever they are about."""
    ids = [request.id for request in facts.requests]
    facts.pages = {row["key"]: _page(row) for row in await database.rows(_PAGES, ids)}
    named = {key for page in facts.pages.values() for key in page.asset_keys}
    owner = facts.owner_id or ""
    for row in await database.rows(_ASSETS, list(named), owner, facts.platform.value):
        facts.assets[row["key"]] = AssetFacts(**row)
    for row in await database.rows(_OUTCOMES, ids):
        facts.outcomes.setdefault(row["request_id"], set()).add(row["asset_key"])
    facts.letters = [LetterFacts(**row) for row in await database.rows(_LETTERS, ids)]
    facts.outbox = await database.value(_OUTBOX, ids)


def request_facts(row: Row, wanted: dict[str, int]) -> RequestFacts:
    """The request of *row*, which has its columns and more."""
    marker = row["marker"]
    return RequestFacts(
        id=row["id"],
        kind=row["kind"],
        status=row["status"],
        wanted=wanted,
        created_at=row["created_at"],
        mirrors=row["mirrors"],
        marker=None if marker is None else _markers.decode(marker),
        error_code=row["error_code"],
    )


def _page(row: dict[str, Any]) -> PageFacts:
    return PageFacts(**row | {"asset_keys": tuple(row["asset_keys"])})


_ALL_NAMES: Final = """
SELECT coalesce(username, ig_user_id) AS name FROM instagram_creators
 UNION
SELECT DISTINCT lower(target) FROM requests r
 WHERE platform = 'instagram' AND owner_id IS NULL
   AND NOT EXISTS (SELECT FROM instagram_creators c WHERE lower(c.username) = lower(r.target))
 UNION
SELECT DISTINCT CASE target_kind WHEN 'user' THEN 'u/' ELSE 'r/' END || lower(target)
  FROM requests WHERE platform = 'reddit'
 ORDER BY 1
"""
_CREATOR: Final = """
SELECT ig_user_id, username FROM instagram_creators
 WHERE lower(username) = lower($1) OR ig_user_id = $1
 ORDER BY lower(username) = lower($1) DESC NULLS LAST LIMIT 1
"""
_REQUESTS: Final = """
SELECT id::text, kind, status, depth_reels, depth_posts, created_at, marker::text, error_code,
       coalesce((options ->> 'mirror_media')::boolean, true) AS mirrors
  FROM requests
 WHERE platform = 'instagram'
   AND (owner_id = $1 OR (owner_id IS NULL AND lower(target) = lower($2)))
 ORDER BY created_at
"""
_PAGES: Final = """
SELECT page_key AS key, request_id::text, walk, announced, inserted, rejected, dead, asset_keys
  FROM request_pages WHERE request_id = ANY ($1::uuid[])
"""
_ITEMS: Final = """
SELECT 'reels' AS walk, media_pk FROM instagram_reels WHERE creator_id = $1
 UNION ALL
SELECT 'posts', media_pk FROM instagram_posts WHERE creator_id = $1
 UNION ALL
SELECT walk, media_pk FROM creator_relations
 WHERE platform = 'instagram' AND kind = 'shown_on' AND source_id = $1
   AND CASE walk WHEN 'reels'
       THEN media_pk IN (SELECT r.media_pk FROM instagram_reels r)
       ELSE media_pk IN (SELECT p.media_pk FROM instagram_posts p) END
"""
_ASSETS: Final = """
SELECT asset_key AS key, state, object_key, bytes, sha256, reason FROM media_assets
 WHERE asset_key = ANY ($1) OR owner_id = $2 AND platform = $3
"""
_OUTCOMES: Final = """
SELECT a.request_id::text, a.asset_key FROM request_assets a JOIN requests r ON r.id = a.request_id
 WHERE a.request_id = ANY ($1::uuid[]) AND a.run = r.marker_run
"""
_LETTERS: Final = """
SELECT id, origin, kind, code, error, replayed_at IS NOT NULL AS replayed
  FROM dead_letters WHERE request_id = ANY ($1::uuid[]) ORDER BY id
"""
_OUTBOX: Final = """
SELECT count(*) FROM outbox
 WHERE headers ->> 'B9-Request-Id' = ANY ($1) AND created_at < now() - interval '5 s'
"""

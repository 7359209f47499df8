"""Taking requests in: the ledger's row, its stages and its message in one transaction."""

import hashlib
from datetime import UTC, datetime
from typing import Any, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from b9_api.adapters.database import (
    Connection,
    ContentionError,
    Database,
    DatabaseUnavailableError,
)
from b9_api.commands import OutboxRow, command_row
from b9_api.ids import uuid7
from b9_api.sql import accepting as sql
from b9_api.sql import driving
from b9_api.stages import CREATOR_STAGES, FULL_DEPTH, REFRESH_DEPTH
from b9_common.events import Depth, Kind, Lane, Options, Platform

ORG: Final = "default"
# Concurrent adds of one name fold into each other within a try or two.
TRIES: Final = 4

Folded = Literal["created", "deduplicated", "upgraded"]


class KeyReusedError(Exception):
    """The Idempotency-Key was used within 24 hours for something else."""


class UnknownCreatorError(Exception):
    """Nobody holds that name here."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What a caller asks for one creator, normalised."""

    kind: Kind
    target: str
    params: dict[str, Any]
    options: Options
    full: bool
    caller: str
    correlation_id: str
    idempotency_key: str | None
    traceparent: str | None
    trace_id: str | None
    platform: Platform = Platform.INSTAGRAM
    lane: Lane = Lane.NOW

    @property
    def body_hash(self) -> str:
        """Equal for equal wishes, whatever their spelling was."""
        said = (self.kind, self.target, sorted(self.params.items()), self.options, self.full)
        return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


class Accepted(Struct, frozen=True, kw_only=True):
    """Which request now stands for the wish, and how it came to."""

    request_id: UUID
    folded: Folded
    request: dict[str, Any] | None = None
    """Its columns, where it is new."""


class Accepting:
    """Writes requests; announcing them is the dispatcher's work, so the broker may be away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def accept(self, wanted: Wanted) -> Accepted:
        """
        The request that stands for *wanted*: a new one, or the active one of the same target.

        Raises `KeyReusedError`, `UnknownCreatorError` (a refresh of nobody) and
        `DatabaseUnavailableError`. Safe to repeat with an idempotency key.
        """
        for _ in range(TRIES):
            try:
                async with self._database.transaction() as connection:
                    accepted = await _accept(connection, wanted)
            except ContentionError:
                continue
            if accepted is not None:
                return accepted
        raise DatabaseUnavailableError(f"{TRIES} others changed this target first")


async def _accept(connection: Connection, wanted: Wanted) -> Accepted | None:
    """One try; None when the active request ended between our two looks."""
    creator = await connection.fetchrow(sql.FIND_CREATOR, wanted.target)
    if creator is None and wanted.kind is Kind.CREATOR_REFRESH:
        raise UnknownCreatorError(wanted.target)
    request_id = uuid7()
    known = await _claimed_before(connection, wanted, request_id)
    if known is not None:
        return Accepted(request_id=known, folded="deduplicated")
    full = wanted.full or creator is None or not creator["fetched_whole"]
    request = _columns(wanted, request_id, full=full)
    if await _insert(connection, wanted, request):
        return Accepted(request_id=request_id, folded="created", request=request)
    active = await connection.fetchrow(sql.LOCK_ACTIVE, wanted.platform, wanted.target)
    if active is None:
        await _forget_claim(connection, wanted)
        return None
    return await _fold(connection, wanted, request, dict(active))


async def _claimed_before(connection: Connection, wanted: Wanted, request_id: UUID) -> UUID | None:
    """The request the caller's key already stands for; otherwise the key is now ours."""
    if wanted.idempotency_key is None:
        return None
    key = (ORG, wanted.caller, wanted.idempotency_key)
    if await connection.fetchval(sql.CLAIM_KEY, *key, wanted.body_hash, request_id):
        return None
    held = await connection.fetchrow(sql.FIND_KEY, *key)
    if held is None or held["body_hash"] != wanted.body_hash:
        raise KeyReusedError
    known: UUID = held["request_id"]
    return known


async def _forget_claim(connection: Connection, wanted: Wanted) -> None:
    if wanted.idempotency_key is not None:
        await connection.execute(sql.DROP_KEY, ORG, wanted.caller, wanted.idempotency_key)


def _columns(wanted: Wanted, request_id: UUID, *, full: bool) -> dict[str, Any]:
    depth = FULL_DEPTH if full else REFRESH_DEPTH
    return {
        "id": request_id,
        "correlation_id": wanted.correlation_id,
        "kind": wanted.kind.value,
        "platform": wanted.platform.value,
        "target": wanted.target,
        "lane": wanted.lane.value,
        "params": _json(wanted.params),
        "options": _json(wanted.options),
        "depth_reels": depth.reels,
        "depth_posts": depth.posts,
        "full_depth": full,
        "traceparent": wanted.traceparent,
        "trace_id": wanted.trace_id,
        "created_at": datetime.now(UTC),
    }


async def _insert(connection: Connection, wanted: Wanted, request: dict[str, Any]) -> bool:
    """Whether the request is now in the ledger, with its stages, its message and its event."""
    row = command_row(request, drive=1)
    inserted = await connection.fetchval(
        sql.INSERT_REQUEST,
        request["id"],
        request["correlation_id"],
        wanted.caller,
        request["kind"],
        request["platform"],
        request["target"],
        request["lane"],
        request["params"],
        request["options"],
        request["depth_reels"],
        request["depth_posts"],
        request["full_depth"],
        request["traceparent"],
        request["trace_id"],
        wanted.correlation_id.startswith("smoke-"),
        request["created_at"],
        list(CREATOR_STAGES),
        *msgspec.structs.astuple(row),
        f"{request['kind']} of {request['target']} accepted",
    )
    return inserted is not None


async def _fold(
    connection: Connection, wanted: Wanted, fresh: dict[str, Any], active: dict[str, Any]
) -> Accepted:
    """Let the locked *active* request stand for the wish too, raised to it where it asks more."""
    if wanted.idempotency_key is not None:
        key = (ORG, wanted.caller, wanted.idempotency_key)
        await connection.execute(sql.POINT_KEY, *key, active["id"])
    if wanted.kind is Kind.CREATOR_ADD:
        await _merge(connection, wanted, active)
    raised = active | {
        "kind": wanted.kind.value if wanted.kind is Kind.CREATOR_ADD else active["kind"],
        "depth_reels": max(active["depth_reels"], fresh["depth_reels"]),
        "depth_posts": max(active["depth_posts"], fresh["depth_posts"]),
        "full_depth": active["full_depth"] or fresh["full_depth"],
        "lane": Lane.NOW.value if wanted.lane is Lane.NOW else active["lane"],
        "options": _json(_both(_options(active), wanted.options)),
    }
    if _wants_no_more(active, raised):
        return Accepted(request_id=active["id"], folded="deduplicated")
    await _raise(connection, raised, drive=active["drive"] + 1)
    return Accepted(request_id=active["id"], folded="upgraded")


def _wants_no_more(active: dict[str, Any], raised: dict[str, Any]) -> bool:
    same = all(active[key] == raised[key] for key in ("depth_reels", "depth_posts", "lane"))
    return same and _options(active) == _options(raised)


def _options(request: dict[str, Any]) -> Options:
    return msgspec.json.decode(request["options"], type=Options)


def _both(one: Options, other: Options) -> Options:
    """What satisfies both: files are mirrored where either wants them."""
    return Options(mirror_media=one.mirror_media or other.mirror_media)


async def _merge(connection: Connection, wanted: Wanted, active: dict[str, Any]) -> None:
    """Add the person's parameters, to be applied (again) once the profile is there."""
    before: dict[str, Any] = msgspec.json.decode(active["params"])
    if before | wanted.params != before or active["kind"] != wanted.kind.value:
        await connection.execute(
            sql.MERGE_PARAMS, active["id"], _json(wanted.params), wanted.kind.value
        )


async def _raise(connection: Connection, raised: dict[str, Any], *, drive: int) -> None:
    """Send the request again, at its new depth; the new drive resumes the same run."""
    await connection.execute(
        sql.RAISE_REQUEST,
        raised["id"],
        raised["depth_reels"],
        raised["depth_posts"],
        raised["full_depth"],
        raised["lane"],
        drive,
        raised["options"],
    )
    await connection.execute(driving.REOPEN_STAGES, raised["id"])
    row: OutboxRow = command_row(raised, drive=drive)
    await connection.execute(driving.INSERT_OUTBOX, *msgspec.structs.astuple(row))
    depth = Depth(reels=raised["depth_reels"], posts=raised["depth_posts"])
    await connection.execute(
        driving.INSERT_EVENT,
        f"drive:{raised['id']}:{drive}",
        raised["id"],
        "request_upgraded",
        None,
        "info",
        f"raised to {depth.reels} reels and {depth.posts} posts",
        _json({"drive": drive, "depth": depth}),
        "gateway",
    )


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()

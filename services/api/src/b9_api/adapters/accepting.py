"""Taking requests in: the ledger's row, its stages and its message in one transaction."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from b9_api.adapters.database import (
    Connection,
    ContentionError,
    Database,
    DatabaseUnavailableError,
    Record,
)
from b9_api.adapters.folding import fold
from b9_api.commands import command_row, json_text
from b9_api.ids import uuid7
from b9_api.kinds import depth_of
from b9_api.sql import accepting as sql
from b9_api.sql import driving
from b9_api.wishes import Accepted, KeyReusedError, StoppedTargetError, UnknownTargetError, Wanted
from b9_common.events import Kind, Options, Platform

# What a person adds again is in sight again.
BRING_BACK: Final = {
    Kind.CREATOR_ADD: sql.BRING_BACK_CREATOR,
    Kind.SUBREDDIT_SCAN: sql.BRING_BACK_SUBREDDIT,
}
# Concurrent adds of one name fold into each other within a try or two.
TRIES: Final = 4


class Accepting:
    """Writes requests; announcing them is the dispatcher's work, so the broker may be away."""

    def __init__(self, database: Database, *, mirror_reddit: bool = False) -> None:
        self._database = database
        self._mirror_reddit = mirror_reddit

    async def accept(self, wanted: Wanted) -> Accepted:
        """
        The request that stands for *wanted*: a new one, or the active one of the same target.

        Raises `KeyReusedError`, `UnknownTargetError` (where only a known one is wanted),
        `StoppedTargetError` (where nobody asks) and `DatabaseUnavailableError`. Safe to repeat
        with an idempotency key.
        """
        for _ in range(TRIES):
            try:
                async with self._database.transaction() as connection:
                    return await accept_in(connection, wanted, mirror_reddit=self._mirror_reddit)
            except ContentionError:
                continue
        raise DatabaseUnavailableError(f"{TRIES} others changed this target first")


async def accept_in(connection: Connection, wanted: Wanted, *, mirror_reddit: bool) -> Accepted:
    """
    The same within the caller's transaction.

    Raises `ContentionError` besides; the transaction is then to be rolled back.
    """
    for _ in range(TRIES):
        accepted = await _accept(connection, wanted, mirror_reddit=mirror_reddit)
        if accepted is not None:
            return accepted
    raise ContentionError(f"requests for {wanted.target} ended under our hands")


async def _accept(
    connection: Connection, wanted: Wanted, *, mirror_reddit: bool
) -> Accepted | None:
    """One try; None when the active request ended between our two looks."""
    target = await connection.fetchrow(sql.FIND_TARGET[wanted.work.target_kind], wanted.target)
    _refuse(wanted, target)
    request_id = uuid7()
    known = await _claimed_before(connection, wanted, request_id)
    if known is not None:
        return Accepted(request_id=known, org_id=wanted.org_id, folded="deduplicated")
    # Before the request: writers of content lock in this order, too.
    await _bring_back(connection, wanted, target)
    options = Options(mirror_media=_mirrors(wanted, target, mirror_reddit=mirror_reddit))
    request = _columns(wanted, request_id, options, full=_is_full(wanted, target))
    if await _insert(connection, wanted, request):
        return Accepted(
            request_id=request_id, org_id=wanted.org_id, folded="created", request=request
        )
    active = await connection.fetchrow(
        sql.LOCK_ACTIVE,
        wanted.platform,
        wanted.work.group,
        wanted.work.target_kind,
        wanted.target,
        wanted.org_id,
    )
    if active is None:
        await _forget_claim(connection, wanted)
        return None
    if wanted.idempotency_key is not None:
        key = (wanted.org_id, wanted.caller, wanted.idempotency_key)
        await connection.execute(sql.POINT_KEY, *key, active["id"])
    return await fold(connection, wanted, request, dict(active))


def _refuse(wanted: Wanted, target: Record | None) -> None:
    """What people removed is known to nobody, until it is added again."""
    unknown = target is None or target["removed_at"] is not None
    if unknown and wanted.only_known:
        raise UnknownTargetError(wanted.target)
    if target is not None and wanted.automatic and (target["paused"] or target["removed_at"]):
        raise StoppedTargetError(wanted.target)


async def _bring_back(connection: Connection, wanted: Wanted, target: Record | None) -> None:
    statement = BRING_BACK.get(wanted.kind)
    if statement is None or target is None or target["removed_at"] is None:
        return
    if await connection.fetchval(statement, target["key"]) is not None:
        kind = wanted.work.target_kind
        await connection.execute(
            driving.AUDIT,
            wanted.caller,
            f"{kind}.returned",
            f"{wanted.platform}_{kind}",
            target["key"],
            json_text({"removed_at": target["removed_at"]}),
            json_text({"removed_at": None}),
            None,
            wanted.org_id,
        )


async def _claimed_before(connection: Connection, wanted: Wanted, request_id: UUID) -> UUID | None:
    """The request the caller's key already stands for; otherwise the key is now ours."""
    if wanted.idempotency_key is None:
        return None
    key = (wanted.org_id, wanted.caller, wanted.idempotency_key)
    if await connection.fetchval(sql.CLAIM_KEY, *key, wanted.body_hash, request_id):
        return None
    held = await connection.fetchrow(sql.FIND_KEY, *key)
    if held is None or held["body_hash"] != wanted.body_hash:
        raise KeyReusedError
    known: UUID = held["request_id"]
    return known


async def _forget_claim(connection: Connection, wanted: Wanted) -> None:
    if wanted.idempotency_key is not None:
        await connection.execute(sql.DROP_KEY, wanted.org_id, wanted.caller, wanted.idempotency_key)


def _is_full(wanted: Wanted, target: Record | None) -> bool:
    """Creators are walked whole until they once were; communities and accounts know one depth."""
    if wanted.work.target_kind != "creator":
        return False
    return wanted.full or target is None or not target["fetched_whole"]


def _mirrors(wanted: Wanted, target: Record | None, *, mirror_reddit: bool) -> bool:
    """Whether files are copied: as the caller says, else the target's own setting, else ours."""
    if wanted.mirror_media is not None:
        return wanted.mirror_media
    if target is not None and target["mirror_media"] is not None:
        return bool(target["mirror_media"])
    return mirror_reddit if wanted.platform is Platform.REDDIT else True


def _columns(wanted: Wanted, request_id: UUID, options: Options, *, full: bool) -> dict[str, Any]:
    depth = depth_of(wanted.kind, full=full)
    return {
        "id": request_id,
        "correlation_id": wanted.correlation_id,
        "kind": wanted.kind.value,
        "platform": wanted.platform.value,
        "target": wanted.target,
        "lane": wanted.lane.value,
        "params": json_text(wanted.params),
        "options": json_text(options),
        "depth_reels": depth.reels,
        "depth_posts": depth.posts,
        "depth_authors": depth.authors,
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
        wanted.work.group,
        request["platform"],
        wanted.work.target_kind,
        request["target"],
        request["lane"],
        request["params"],
        request["options"],
        request["depth_reels"],
        request["depth_posts"],
        request["depth_authors"],
        request["full_depth"],
        request["traceparent"],
        request["trace_id"],
        wanted.correlation_id.startswith("smoke-"),
        request["created_at"],
        list(wanted.work.stages),
        *msgspec.structs.astuple(row),
        f"{request['kind']} of {request['target']} accepted",
        wanted.org_id,
    )
    return inserted is not None

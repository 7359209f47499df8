"""Letting an active request stand for one more wish, raised to it where that asks more."""

from typing import Any

import msgspec

from b9_api.adapters.database import Connection
from b9_api.commands import OutboxRow, command_row, depth_in, json_text
from b9_api.kinds import WORK, depth_told
from b9_api.sql import accepting as sql
from b9_api.sql import driving
from b9_api.wishes import Accepted, Wanted
from b9_common.events import Kind, Lane, Options

DEPTHS = ("depth_reels", "depth_posts", "depth_authors")


async def fold(
    connection: Connection, wanted: Wanted, fresh: dict[str, Any], active: dict[str, Any]
) -> Accepted:
    """
    Let the locked *active* request stand for *wanted* too.

    *fresh* are the columns that a new request would have had.
    """
    kind = _kind_of_both(wanted.kind, Kind(active["kind"]))
    await _merge(connection, wanted, active, kind)
    raised = active | {
        **{depth: max(active[depth], fresh[depth]) for depth in DEPTHS},
        "kind": kind.value,
        "full_depth": active["full_depth"] or fresh["full_depth"],
        "lane": Lane.NOW.value if wanted.lane is Lane.NOW else active["lane"],
        "options": json_text(_both(_options(active), _options(fresh))),
    }
    if _wants_no_more(active, raised):
        return Accepted(request_id=active["id"], org_id=wanted.org_id, folded="deduplicated")
    await _raise(connection, raised, drive=active["drive"] + 1)
    return Accepted(request_id=active["id"], org_id=wanted.org_id, folded="upgraded")


def _kind_of_both(wanted: Kind, active: Kind) -> Kind:
    return wanted if WORK[wanted].rank >= WORK[active].rank else active


def _wants_no_more(active: dict[str, Any], raised: dict[str, Any]) -> bool:
    same = all(active[key] == raised[key] for key in (*DEPTHS, "lane"))
    fetches = WORK[Kind(raised["kind"])].fetches > WORK[Kind(active["kind"])].fetches
    return same and not fetches and _options(active) == _options(raised)


def _options(request: dict[str, Any]) -> Options:
    return msgspec.json.decode(request["options"], type=Options)


def _both(one: Options, other: Options) -> Options:
    """What satisfies both: files are mirrored where either wants them."""
    return Options(mirror_media=one.mirror_media or other.mirror_media)


async def _merge(
    connection: Connection, wanted: Wanted, active: dict[str, Any], kind: Kind
) -> None:
    """Add the person's parameters, to be applied (again) once the target is there."""
    before: dict[str, Any] = msgspec.json.decode(active["params"])
    if before | wanted.params != before or active["kind"] != kind.value:
        await connection.execute(
            sql.MERGE_PARAMS, active["id"], json_text(wanted.params), kind.value
        )


async def _raise(connection: Connection, raised: dict[str, Any], *, drive: int) -> None:
    """Send the request again, at its new depth; the new drive resumes the same run."""
    await connection.execute(
        sql.RAISE_REQUEST,
        raised["id"],
        raised["depth_reels"],
        raised["depth_posts"],
        raised["depth_authors"],
        raised["full_depth"],
        raised["lane"],
        drive,
        raised["options"],
    )
    await connection.execute(driving.REOPEN_STAGES, raised["id"])
    row: OutboxRow = command_row(raised, drive=drive)
    await connection.execute(driving.INSERT_OUTBOX, *msgspec.structs.astuple(row))
    depth = depth_in(raised)
    await connection.execute(
        driving.INSERT_EVENT,
        f"drive:{raised['id']}:{drive}",
        raised["id"],
        "request_upgraded",
        None,
        "info",
        f"raised to {depth_told(depth)}",
        json_text({"drive": drive, "depth": depth}),
        "gateway",
    )

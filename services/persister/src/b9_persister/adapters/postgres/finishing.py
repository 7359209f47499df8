"""The end of a request whose facts are all in: analytics once, then its final status."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Final, NamedTuple

import msgspec

from b9_common.events import FetchOutcome, Platform, RowsPersisted
from b9_common.log_records import log_context
from b9_common.metrics import Counter, count
from b9_persister.adapters.postgres.analysing_instagram import analyse_creator, set_whole
from b9_persister.adapters.postgres.analysing_reddit import analyse_target, count_found
from b9_persister.adapters.postgres.database import Connection, Database
from b9_persister.adapters.postgres.ledger import Judged, result_of, stage_row
from b9_persister.adapters.postgres.sql import finishing as sql
from b9_persister.adapters.postgres.sql.ledger import SET_STAGES
from b9_persister.adapters.postgres.writing import run, write_happenings, write_outbox
from b9_persister.completion import StageNow, final_status
from b9_persister.happenings import request_ended, stage_ended
from b9_persister.ports import UnstorableError
from b9_persister.wake_ups import wake_up

log = logging.getLogger(__name__)

# Per platform, what brings a target's figures up to date; whether there was a target to look at.
ANALYSE: Final[Mapping[Platform, Callable[[Connection, Judged, datetime], Awaitable[bool]]]] = {
    Platform.INSTAGRAM: analyse_creator,
    Platform.REDDIT: analyse_target,
}


class Cause(NamedTuple):
    """What kept a request from being whole, and where."""

    stage: str
    code: str
    message: str | None


class OvertakenError(Exception):
    """The request moved on meanwhile: it ended, or was sent again."""


async def finish(database: Database, judged: Judged) -> None:
    """
    Do what is due for *judged*, in a transaction of its own, after the one that found it due.

    Safe to repeat and to race: whoever comes second finds the request ended and changes nothing.
    A crash in between is repaired by the redelivery of the batch, which is acked only afterwards.
    Figures that the database refuses fail the analytics alone: what the batch brought is stored.
    """
    with log_context(request_id=judged.request_id), suppress(OvertakenError):
        try:
            status = await database.transact(partial(_due, judged=judged))
        except UnstorableError as exc:
            if not judged.finished:
                raise
            log.error("analytics refused: %s", exc)  # noqa: TRY400 - the database's words suffice
            status = await database.transact(partial(_due, judged=judged, refused=exc))
        if status is not None:
            count(Counter.REQUESTS_ENDED, status=status)
            log.info("request %s", status, extra={"drive": judged.drive})


async def _due(
    connection: Connection, *, judged: Judged, refused: UnstorableError | None = None
) -> str | None:
    """The final status, where it was time for one. Without analytics where they were *refused*."""
    if judged.finished and refused is None:
        analyse = ANALYSE[judged.marker.platform]
        analysed = await analyse(connection, judged, datetime.now(UTC))
        state = "done" if analysed else "skipped"
        analytics = StageNow(stage="analytics", state=state, expected=1, done=int(analysed))
        return await _finish(connection, judged, analytics)
    if judged.whole:
        await set_whole(connection, judged)
    if refused is None:
        return None
    analytics = StageNow(
        stage="analytics",
        state="failed",
        expected=1,
        failed=1,
        reason="the database refused the figures",
        error_code=refused.code,
    )
    return await _finish(connection, judged, analytics)


async def _finish(connection: Connection, judged: Judged, analytics: StageNow) -> str:
    """Creator, reels, posts, then the request: the order in which batches lock them, too."""
    locked = await connection.fetchrow(sql.LOCK_REQUEST, judged.request_id)
    if locked is None or not locked["drive"] == locked["marker_drive"] == judged.drive:
        raise OvertakenError
    status, cause = final_status(judged.facts), None
    if status != "completed":
        cause = _why(judged)
    elif analytics.state == "failed":
        status, cause = "partial", Cause("analytics", "analytics_failed", analytics.reason)
    code = cause and cause.code
    calls = await connection.fetchrow(sql.COUNT_CALLS, judged.request_id)
    result = {**result_of(judged.facts), **dict(calls or {})}
    if judged.marker.platform is Platform.REDDIT:
        result |= await count_found(connection, judged.request_id)
    await run(connection, SET_STAGES, stage_row(judged.request_id, judged.drive, analytics))
    await connection.execute(
        sql.END_REQUEST,
        judged.request_id,
        status,
        code,
        cause and cause.message,
        cause and cause.stage,
        msgspec.json.encode(result).decode(),
    )
    ended = request_ended(judged.request_id, judged.drive, status, code)
    told = stage_ended(judged.request_id, judged.drive, "analytics", analytics.state)
    await write_happenings(connection, [told, ended])
    await _tell(connection, judged, locked["traceparent"])
    return status


def _why(judged: Judged) -> Cause:
    """Why a request is not whole."""
    if judged.marker.outcome is FetchOutcome.PARTIAL:
        return Cause("content", judged.marker.code or "partial", judged.marker.message)
    if judged.facts.pages.dead:
        message = f"{judged.facts.pages.dead} pages could not be stored"
        return Cause("media", "page_dead", message)
    return Cause("media", "media_incomplete", "not every file could be stored")


async def _tell(connection: Connection, judged: Judged, traceparent: str | None) -> None:
    owner = judged.marker.owner
    event = RowsPersisted(
        request_id=judged.request_id,
        correlation_id=judged.marker.correlation_id,
        platform=judged.marker.platform,
        target_id=None if owner is None else owner.id,
        updated={"requests": 1},
        committed_at=datetime.now(UTC),
    )
    headers = {} if traceparent is None else {"traceparent": traceparent}
    msg_id = f"rows:{judged.request_id}:{judged.drive}:ended"
    await write_outbox(connection, [wake_up(event, msg_id, headers)])

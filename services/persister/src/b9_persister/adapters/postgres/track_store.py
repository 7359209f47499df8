"""Upstream calls and workers' news become rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from b9_common.events import CallTracked, StageState, StageTracked
from b9_persister.adapters.postgres.database import Connection, Database, Record
from b9_persister.adapters.postgres.sql import track as sql
from b9_persister.adapters.postgres.writing import run, write_happenings
from b9_persister.happenings import Happening
from b9_persister.hearsay import Heard, StageHeard, hear
from b9_persister.told import Told
from b9_persister.values import utc

ACTIVE = frozenset({"queued", "running", "waiting", "retrying"})
TYPES = {
    StageState.STARTED: ("stage_started", "info"),
    StageState.WAITING: ("request_waiting", "warning"),
    StageState.RETRYING: ("stage_retry", "warning"),
    StageState.FAILED: ("stage_failed", "error"),
}


class PostgresTrack:
    """See `ports.TrackStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def store_track(self, told: Sequence[Told]) -> None:
        """See `ports.TrackStore`."""

        async def work(connection: Connection) -> None:
            calls = [one for one in told if isinstance(one.event, CallTracked)]
            await run(connection, sql.INSERT_CALLS, *map(_call_row, calls))
            ids = sorted({one.request_id for one in told if one.request_id is not None})
            locked = await connection.fetch(sql.LOCK_REQUESTS, ids)
            await _hear_all(connection, locked, told)
            called = sorted({one.request_id for one in calls if one.request_id is not None})
            if called:
                await connection.execute(sql.COUNT_CALLS, called)

        await self._database.transact(work)


def _call_row(one: Told) -> Sequence[object]:
    event = one.event
    assert isinstance(event, CallTracked)  # noqa: S101 - chosen by the caller, said for the checker
    return (
        event.call_id,
        one.request_id,
        event.drive,
        event.run,
        event.leg,
        event.walk,
        event.n,
        event.platform,
        event.provider,
        event.endpoint,
        event.status,
        event.call_class,
        event.duration_ms,
        event.bytes,
        event.items,
        event.cost_usd,
        event.service,
        event.instance,
        utc(event.at),
    )


async def _hear_all(connection: Connection, locked: Sequence[Record], told: Sequence[Told]) -> None:
    """Let the active requests hear what was said of them."""
    events: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        if isinstance(one.event, StageTracked) and one.request_id is not None:
            events[one.request_id].append(one)
    active = [row for row in locked if row["status"] in ACTIVE and row["id"] in events]
    if not active:
        return
    stages = await _stages(connection, [row["id"] for row in active])
    stage_rows, status_rows = [], []
    happenings: list[Happening] = []
    for row in active:
        before = Heard(
            drive=row["drive"],
            status=row["status"],
            waiting_reason=row["waiting_reason"],
            waiting_until=row["waiting_until"],
            stages=stages[row["id"]],
        )
        said = events[row["id"]]
        after = hear(before, [one.event for one in said if isinstance(one.event, StageTracked)])
        if after.news:
            stage_rows += _changed(row["id"], before, after)
            status_rows.append((row["id"], after.status, after.waiting_reason, after.waiting_until))
            happenings += [line for one in said for line in _lines(one, row["drive"])]
    await run(connection, sql.SET_HEARD, *stage_rows)
    await run(connection, sql.SET_STATUS, *status_rows)
    await write_happenings(connection, happenings)


async def _stages(
    connection: Connection, ids: Sequence[str]
) -> Mapping[str, dict[str, StageHeard]]:
    stages: dict[str, dict[str, StageHeard]] = {request_id: {} for request_id in ids}
    for row in await connection.fetch(sql.READ_STAGES, ids):
        fields = {key: value for key, value in row.items() if key != "request_id"}
        stages[row["request_id"]][row["stage"]] = msgspec.convert(fields, StageHeard)
    return stages


def _changed(request_id: str, before: Heard, after: Heard) -> list[Sequence[object]]:
    return [
        (request_id, stage.stage, stage.state, stage.reason, stage.heartbeat_at)
        for name, stage in sorted(after.stages.items())
        if stage != before.stages[name]
    ]


def _lines(one: Told, drive: int) -> list[Happening]:
    """What is worth a line of history: not every sign of life."""
    event = one.event
    if not isinstance(event, StageTracked) or event.state not in TYPES or event.drive != drive:
        return []
    type_, severity = TYPES[event.state]
    started = event.state is StageState.STARTED
    key = f"started:{event.request_id}:{drive}:{event.stage}" if started else one.origin
    return [
        Happening(
            key=f"track:{key}",
            request_id=event.request_id,
            type=type_,
            stage=event.stage,
            severity=severity,
            message=event.reason or f"{event.stage} {event.state}",
            data={"drive": event.drive, "until": event.until, "instance": event.instance},
        )
    ]

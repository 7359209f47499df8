"""Replays by time, subject and request: read from the stream, written to the outbox."""

import asyncio
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct

from b9_api.access.orgs import SeenBy
from b9_api.adapters.broker_link import BrokerLink
from b9_api.adapters.database import Connection, Database
from b9_api.commands import OutboxRow, json_text
from b9_api.http.caller import Caller as CallerOfRoute
from b9_api.ids import uuid7
from b9_api.replaying import (
    MAX_READ_BYTES,
    MAX_WRITTEN_BYTES,
    READ_WITHIN_S,
    Selection,
    Tally,
    message_again,
)
from b9_api.sql import accepting, driving
from b9_api.sql import stream_replays as sql
from b9_api.wishes import KeyReusedError
from b9_common.errors import OutageError
from b9_common.messaging.stored import stored_piece
from b9_common.topology import REPLAY

# Over this share of the stream a replay waits for its readers: it must never hold up dead letters.
FULL_SHARE: Final = 0.5
# Clocks of the broker and the database may differ by this much.
CLOCKS_DIFFER: Final = timedelta(minutes=1)
ROWS_AT_ONCE: Final = 100


class ReplayBusyError(Exception):
    """Another replay is being read; one at a time is enough for this process's memory."""


class ReplayFullError(Exception):
    """What was replayed before has not been read yet."""


class Caller(Struct, frozen=True, kw_only=True):
    """Who asks, and the key under which a repeat is the same call."""

    name: str
    org_id: str
    key: str | None = None
    body_hash: str = ""


class StreamReplays:
    """Sends messages that a stream still holds to one durable once more. Costs no call upstream."""

    def __init__(self, database: Database, broker: BrokerLink) -> None:
        self._database = database
        self._broker = broker
        self._reading = asyncio.Lock()

    async def may_name(self, by: CallerOfRoute, request_id: UUID) -> bool:
        """Whether that request is one that *by* sees."""
        return await SeenBy(self._database, by).find(sql.OWN_REQUEST, request_id) is not None

    async def show(self, selection: Selection) -> dict[str, Any]:
        """What a replay of *selection* would send. Raises `ReplayBusyError`, `OutageError`."""
        tally, cursor = await self._read(selection, keep=False)
        return _told(selection, tally, cursor, None)

    async def replay(self, selection: Selection, caller: Caller) -> tuple[dict[str, Any], bool]:
        """
        Send what *selection* holds, all in one transaction; what was told, and whether it is new.

        Safe to repeat with a key. Raises `KeyReusedError`, `ReplayBusyError`, `ReplayFullError`,
        `OutageError`.
        """
        known = await self._known(caller)
        if known is not None:
            return known, False
        await self._refuse_when_full()
        tally, cursor = await self._read(selection, keep=True)
        run = uuid7()
        told = _told(selection, tally, cursor, run)
        rows = [message_again(kept, selection.durable, run) for kept in tally.found]
        async with self._database.transaction() as connection:
            if await _claimed(connection, caller, run):
                await _write(connection, rows)
                await _audit(connection, caller, selection, told)
                return told, True
        known = await self._known(caller)
        if known is None:
            raise OutageError("another call held this key and let it go")
        return known, False

    async def _known(self, caller: Caller) -> dict[str, Any] | None:
        """What this call was answered before, if it was made."""
        if caller.key is None:
            return None
        found = await self._database.find(sql.FIND_RUN, caller.org_id, caller.name, caller.key)
        if found is None:
            return None
        if found["body_hash"] != caller.body_hash or found["told"] is None:
            raise KeyReusedError
        told: dict[str, Any] = msgspec.json.decode(found["told"])
        return told

    async def _refuse_when_full(self) -> None:
        """What waits in the stream, or for it, is read before more is added."""
        info = await self._broker.get().api_request(f"STREAM.INFO.{REPLAY.name}")
        if "error" in info:
            raise OutageError(f"{REPLAY.name}: {info['error'].get('description')}")
        waiting = await self._database.find(sql.WAITING_BYTES)
        held = info["state"]["bytes"] + (waiting["bytes"] if waiting else 0)
        if held > FULL_SHARE * REPLAY.max_bytes:
            raise ReplayFullError(f"{held} bytes of replays are not read yet")

    async def _read(self, selection: Selection, *, keep: bool) -> tuple[Tally, int | None]:
        """What *selection* holds within the limits of one call, and where the next goes on."""
        if self._reading.locked():
            raise ReplayBusyError("another replay is being read")
        async with self._reading:
            start: int | datetime = selection.cursor or await self._since(selection) or 1
            return await _read_on(self._broker, selection, start, keep=keep)

    async def _since(self, selection: Selection) -> datetime | None:
        """No message of a request is older than the request."""
        if selection.request_id is None:
            return selection.since
        found = await self._database.find(sql.REQUEST_BEGAN, selection.request_id)
        if found is None:
            return selection.since
        began: datetime = found["created_at"] - CLOCKS_DIFFER
        return began if selection.since is None else max(began, selection.since)


async def _read_on(
    link: BrokerLink, selection: Selection, start: int | datetime, *, keep: bool
) -> tuple[Tally, int | None]:
    clock = asyncio.get_running_loop().time
    tally, end = Tally(), clock() + READ_WITHIN_S
    stream = selection.durable.stream
    while piece := await stored_piece(link.get(), stream, start, subject=selection.subject):
        for kept in piece:
            if kept.stored_at > selection.until:
                return tally, None
            if tally.messages >= selection.limit or (keep and tally.bytes >= MAX_WRITTEN_BYTES):
                return tally, kept.seq
            tally.read += 1
            tally.read_bytes += len(kept.payload)
            if selection.holds(kept) and tally.add(kept) and keep:
                tally.found.append(kept)
        start = piece[-1].seq + 1
        if tally.read_bytes >= MAX_READ_BYTES or clock() > end:
            return tally, start
    return tally, None


async def _claimed(connection: Connection, caller: Caller, run: UUID) -> bool:
    """Whether the caller's key is ours from now on; true where there is none."""
    if caller.key is None:
        return True
    given = (caller.org_id, caller.name, caller.key, caller.body_hash, run)
    return await connection.fetchval(accepting.CLAIM_KEY, *given) is not None


async def _write(connection: Connection, rows: list[OutboxRow]) -> None:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = [msgspec.structs.astuple(row) for row in rows[start : start + ROWS_AT_ONCE]]
        await connection.executemany(driving.INSERT_OUTBOX, some)


async def _audit(
    connection: Connection, caller: Caller, selection: Selection, told: dict[str, Any]
) -> None:
    await connection.execute(
        driving.AUDIT,
        caller.name,
        "messages.replayed",
        "replay",
        str(told["run"]),
        None,
        json_text(told),
        selection.request_id,
        caller.org_id,
    )


def _told(
    selection: Selection, tally: Tally, cursor: int | None, run: UUID | None
) -> dict[str, Any]:
    durable = selection.durable
    return {
        "durable": durable.name,
        "stream": durable.stream,
        "dry_run": run is None,
        "run": run,
        # Facts are sent again, never requests: nothing is asked of any provider.
        "paid_calls": 0,
        **tally.told(),
        "writes": {"stream": REPLAY.name, "subject": durable.replay.subject},
        "since": selection.since,
        "until": selection.until,
        "next_cursor": None if cursor is None else str(cursor),
    }

"""The ledger as clients see it: requests, their stages and their events."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from b9_api.access.orgs import OfOrg
from b9_api.adapters.database import Database, Record
from b9_api.kinds import WORK
from b9_api.links import request_links
from b9_api.sql import reading as sql
from b9_api.stages import TERMINAL, Stage, current_stage, progress
from b9_common.events import Kind, Platform


class Filters(Struct, frozen=True, kw_only=True):
    """Which requests are wanted; None means any."""

    statuses: list[str] | None = None
    kinds: list[str] | None = None
    platform: str | None = None
    target: str | None = None
    since: datetime | None = None


class Position(Struct, frozen=True, array_like=True):
    """The last request a client has seen."""

    created_at: datetime
    id: UUID


class State(Struct, frozen=True):
    """Just enough to notice a change."""

    status: str
    last_event_at: datetime

    @property
    def terminal(self) -> bool:
        """Whether nothing more will happen."""
        return self.status in TERMINAL


class Reading:
    """Reads of the ledger, each one bounded."""

    def __init__(self, database: Database, trace_url: str | None) -> None:
        self._database = database
        self._trace_url = trace_url

    async def find(self, org_id: str, request_id: UUID) -> dict[str, Any] | None:
        """One request of *org_id* with everything known of it, or None."""
        row = await OfOrg(self._database, org_id).find(sql.GET, request_id)
        return None if row is None else await self._whole(row)

    async def brief(self, org_id: str, request_id: UUID) -> dict[str, Any]:
        """What is told of a request that was just accepted. Raises `KeyError` for no such one."""
        row = await OfOrg(self._database, org_id).find(sql.GET, request_id)
        if row is None:
            raise KeyError(request_id)
        told = self._summary(row, (await self._stages([request_id]))[request_id])
        return {key: told[key] for key in _BRIEF}

    def fresh(self, request: dict[str, Any]) -> dict[str, Any]:
        """The same of a request that is a moment old, from its columns: nobody has touched it."""
        first, *later = WORK[Kind(request["kind"])].stages
        stages = [Stage(stage=first, state="done")]
        stages += [Stage(stage=name, state="pending") for name in later]
        return {
            "request_id": request["id"],
            "status": "queued",
            "progress": progress("queued", stages),
            "current_stage": current_stage(stages),
            "depth": _depth(request),
            "drive": 1,
            "error": None,
            "waiting": None,
            "links": request_links(request["id"], request["trace_id"], self._trace_url),
            **{key: request[key] for key in _AS_STORED},
        }

    async def find_correlated(self, org_id: str, correlation_id: str) -> dict[str, Any] | None:
        """The newest request of that correlation id; *matches* names all where it has several."""
        rows = await OfOrg(self._database, org_id).fetch(sql.FIND_CORRELATED, correlation_id)
        if not rows:
            return None
        told = await self._whole(rows[0])
        return told | ({"matches": [row["id"] for row in rows]} if len(rows) > 1 else {})

    async def exists(self, org_id: str, request_id: UUID) -> bool:
        """Whether *org_id* has that request."""
        found = await OfOrg(self._database, org_id).find(sql.STATE_OF_ORG, request_id)
        return found is not None

    async def state(self, request_id: UUID) -> State | None:
        """Whether something happened, whoever's it is; None for no such request."""
        row = await self._database.find(sql.STATE, request_id)
        return None if row is None else State(row["status"], row["last_event_at"])

    async def page(
        self, org_id: str, filters: Filters, after: Position | None, limit: int
    ) -> tuple[list[dict[str, Any]], Position | None]:
        """Up to *limit* requests of *org_id*, newest first, and where to go on, or None."""
        rows = await OfOrg(self._database, org_id).fetch(
            sql.LIST,
            *msgspec.structs.astuple(filters),
            after.created_at if after else None,
            after.id if after else None,
            limit + 1,
        )
        shown = rows[:limit]
        stages = await self._stages([row["id"] for row in shown])
        more = len(rows) > limit
        last = Position(shown[-1]["created_at"], shown[-1]["id"]) if more else None
        return [self._summary(row, stages[row["id"]]) for row in shown], last

    async def events(self, request_id: UUID, after: int, limit: int) -> list[dict[str, Any]]:
        """The numbered events after *after*: a reader who remembers the last id misses none."""
        rows = await self._database.fetch(sql.EVENTS, request_id, after, limit)
        return [dict(row) | {"data": msgspec.Raw(row["data"].encode())} for row in rows]

    async def _stages(self, ids: Sequence[UUID]) -> dict[UUID, list[Record]]:
        found: dict[UUID, list[Record]] = defaultdict(list)
        for row in await self._database.fetch(sql.STAGES, ids):
            found[row["request_id"]].append(row)
        return found

    def _summary(self, row: Record, stages: Sequence[Record]) -> dict[str, Any]:
        known = [
            Stage(
                stage=stage["stage"],
                state=stage["state"],
                done_items=stage["done_items"],
                expected_items=stage["expected_items"],
            )
            for stage in stages
        ]
        told = {key: value for key, value in row.items() if key not in _RENAMED}
        return told | {
            "request_id": row["id"],
            "progress": progress(row["status"], known),
            "current_stage": current_stage(known),
            "depth": _depth(row),
            "params": msgspec.Raw(row["params"].encode()),
            "result": msgspec.Raw(row["result"].encode()),
            "error": _error(row),
            "waiting": _waiting(row),
            "links": request_links(row["id"], row["trace_id"], self._trace_url),
        }

    async def _whole(self, row: Record) -> dict[str, Any]:
        stages = (await self._stages([row["id"]]))[row["id"]]
        pages = await self._database.fetch(sql.PAGE_COUNTS, row["id"])
        assets = await self._database.fetch(sql.ASSET_COUNTS, row["id"])
        calls = await self._database.find(sql.CALL_COUNTS, row["id"])
        return self._summary(row, stages) | {
            "stages": [_stage(stage) for stage in stages],
            "counts": {
                "walks": {page["walk"]: _without(page, "walk") for page in pages},
                "media": {asset["outcome"]: asset["assets"] for asset in assets},
                "media_bytes": sum(asset["bytes"] for asset in assets),
                "calls": dict(calls or {}),
            },
            "attempts": {"drive": row["drive"], "driven_at": row["driven_at"]},
            "marker": msgspec.Raw((row["marker"] or "null").encode()),
        }


_BRIEF = (
    "request_id", "correlation_id", "kind", "platform", "target", "depth", "status", "progress",
    "current_stage", "drive", "error", "waiting", "trace_id", "created_at", "links",
)  # fmt: skip
_AS_STORED = ("correlation_id", "kind", "platform", "target", "trace_id", "created_at")
_RENAMED = frozenset(
    {
        "id", "params", "result", "marker", "error_code", "error_message", "error_stage",
        "waiting_reason", "waiting_until", "depth_reels", "depth_posts", "depth_authors",
    }
)  # fmt: skip


def _without(row: Record, *keys: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in keys}


def _depth(row: Record | dict[str, Any]) -> dict[str, int]:
    """In the words of its platform."""
    words = ("posts", "authors") if row["platform"] == Platform.REDDIT else ("reels", "posts")
    return {word: row[f"depth_{word}"] for word in words}


def _stage(row: Record) -> dict[str, Any]:
    ended, began = row["finished_at"], row["started_at"]
    # A stage may be told to have started after it was found to be done.
    took = max(0, round((ended - began).total_seconds() * 1_000)) if ended and began else None
    return _without(row, "request_id") | {"duration_ms": took}


def _error(row: Record) -> dict[str, Any] | None:
    if row["error_code"] is None:
        return None
    return {
        "code": row["error_code"],
        "message": row["error_message"],
        "stage": row["error_stage"],
    }


def _waiting(row: Record) -> dict[str, Any] | None:
    if row["waiting_reason"] is None:
        return None
    return {"reason": row["waiting_reason"], "until": row["waiting_until"]}

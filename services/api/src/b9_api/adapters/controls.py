"""People's switches and what they allow to be spent."""

import time
from typing import Any

import msgspec

from b9_api.adapters.broker_link import BrokerLink
from b9_api.adapters.database import Connection, Database, Record
from b9_api.orgs import DEFAULT_ORG
from b9_api.sql import controls as sql
from b9_api.sql import driving
from b9_api.switches import CONTROL_KEYS, PAID_CALLS_SWITCH
from b9_common.budget import Budget, on_day
from b9_common.control import ControlEntry
from b9_common.errors import ConflictError, OutageError
from b9_common.kv import TypedKv
from b9_common.topology import BUDGET, CONTROL


class Controls:
    """The database holds what is desired; the dispatcher mirrors it to where workers look."""

    def __init__(self, database: Database, broker: BrokerLink) -> None:
        self._database = database
        self._broker = broker

    async def switches(self) -> list[dict[str, Any]]:
        """Every switch; *mirrored* is the version that workers see, null when not known."""
        rows = await self._database.fetch(sql.SWITCHES)
        return [dict(row) | {"mirrored": await self._mirrored(row["script_name"])} for row in rows]

    async def switch(self, name: str, *, enabled: bool, reason: str, actor: str) -> dict[str, Any]:
        """
        Set one switch under the next version, with its audit; a repeat changes nothing else.

        Paid calls switched on also lift every provider's stop, by the next version of its limits.
        """
        async with self._database.transaction() as connection:
            before = await connection.fetchrow(sql.LOCK_SWITCH, name)
            return await _set(connection, name, before, (enabled, reason, actor))

    async def want(
        self, name: str, *, enabled: bool, reason: str, actor: str, whatever_reason: bool = False
    ) -> bool:
        """
        As `switch`, but for what is so already; whether it was not.

        So is a switch in the same state with the same *reason*, or *whatever_reason* it has.
        """
        async with self._database.transaction() as connection:
            before = await connection.fetchrow(sql.LOCK_SWITCH, name)
            if before is not None and before["enabled"] is enabled:
                known = whatever_reason or before["reason"] == reason
                if known:
                    return False
            await _set(connection, name, before, (enabled, reason, actor))
            return True

    async def budgets(self, platform: str | None = None) -> list[dict[str, Any]]:
        """
        Limits, what was recorded today, and what workers count, if known.

        Of every provider, or of those of one *platform*.
        """
        rows = await self._database.fetch(sql.PROVIDERS)
        rows = [row for row in rows if platform in {None, row["platform"]}]
        return [dict(row) | {"live": await self._live(row["provider"])} for row in rows]

    async def _mirrored(self, name: str) -> int | None:
        try:
            kv = TypedKv(self._broker.get(), CONTROL, ControlEntry)
            entry, _ = await kv.get(CONTROL_KEYS.get(name, name))
        except (OutageError, ConflictError):
            return None
        return None if entry is None else entry.version

    async def _live(self, provider: str) -> dict[str, Any] | None:
        try:
            entry, _ = await TypedKv(self._broker.get(), BUDGET, Budget).get(provider)
        except (OutageError, ConflictError):
            return None
        return None if entry is None else _live(on_day(entry, time.time()), time.time())


async def _set(
    connection: Connection, name: str, before: Record | None, wanted: tuple[bool, str, str]
) -> dict[str, Any]:
    """Write state, reason and actor, with the audit: the deployment's, as switches are."""
    enabled, reason, actor = wanted
    after = await connection.fetchrow(sql.SWITCH, name, enabled, reason, actor)
    if after is None:
        raise KeyError(name)
    if enabled and name == PAID_CALLS_SWITCH:
        await connection.execute(sql.LIFT_STOPS)
    await connection.execute(
        driving.AUDIT,
        actor,
        "control.enabled" if enabled else "control.disabled",
        "switch",
        name,
        msgspec.json.encode(dict(before or {})).decode(),
        msgspec.json.encode(dict(after)).decode(),
        None,
        DEFAULT_ORG,
    )
    return dict(after)


def _live(entry: Budget, now: float) -> dict[str, Any]:
    """What workers go by; *window* is what the provider's own headers last said of it."""
    window = entry.window_at(now)
    return {
        "day": entry.day,
        "spent_today": entry.spent_today,
        "quota_remaining": entry.quota_remaining,
        "rate_in_use_per_s": entry.rate_in_use(now),
        "window": None
        if window is None
        else {"remaining": window.remaining, "ends_in_s": window.ends_at - now},
        "stopped_until": entry.stopped_until,
        "stop_reason": entry.stop_reason or None,
    }

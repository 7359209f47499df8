"""Mirrors people's switches and limits into the broker, and restores them when it was lost."""

import logging
from typing import Final
from uuid import UUID

import msgspec

from b9_api.adapters.database import Database, Record
from b9_api.adapters.driving import drive
from b9_api.dispatcher.lease import Lease
from b9_api.orgs import DEFAULT_ORG
from b9_api.sql import controls as sql
from b9_api.sql import driving, sweeping
from b9_api.switches import CONTROL_KEYS
from b9_common.budget import Budget, Limits, ensure
from b9_common.control import ControlEntry, StoreId, put_control
from b9_common.kv import TypedKv
from b9_common.messaging import Broker
from b9_common.metrics import Counter, count
from b9_common.topology import BUDGET, CONTROL, STORE_ID_KEY

log = logging.getLogger(__name__)

REDRIVE_AT_ONCE: Final = 200
NIL: Final = UUID(int=0)


class ControlMirror:
    """Desired state, database to broker; versions only rise, so a late writer changes nothing."""

    def __init__(self, database: Database, lease: Lease, broker: Broker) -> None:
        self._database = database
        self._lease = lease
        self._broker = broker
        self._kv = TypedKv(broker, CONTROL, ControlEntry)

    async def turn(self) -> int:
        """Mirror every switch; how many had changed."""
        written = 0
        for row in await self._database.fetch(sql.SWITCHES):
            key = CONTROL_KEYS.get(row["script_name"])
            if key is not None:
                written += await self._mirror(key, row)
        return written

    async def _mirror(self, key: str, row: Record) -> bool:
        entry = ControlEntry(
            enabled=row["enabled"],
            version=row["version"],
            reason="" if row["enabled"] else row["reason"],
            at=row["updated_at"],
        )
        if await put_control(self._broker, key, entry):
            return True
        stored, _ = await self._kv.get(key)
        if stored is not None and stored.version > entry.version:
            await self._adopt(row["script_name"], stored)
        return False

    async def _adopt(self, script_name: str, stored: ControlEntry) -> None:
        """Take over a decision that the database has lost: a stop must not be forgotten."""
        async with self._lease.transaction() as connection:
            adopted = await connection.fetchval(
                sql.ADOPT, script_name, stored.enabled, stored.reason, stored.version
            )
            if adopted is not None:
                after = msgspec.json.encode(stored).decode()
                actor = "dispatcher"
                await connection.execute(
                    driving.AUDIT,
                    actor,
                    "control.adopted",
                    "switch",
                    script_name,
                    None,
                    after,
                    None,
                    DEFAULT_ORG,
                )
                log.error("%s: the broker knew version %d, taken over", script_name, adopted)


class BudgetMirror:
    """Limits of providers, database to broker; spend is kept, and at least what was recorded."""

    def __init__(self, database: Database, broker: Broker) -> None:
        self._database = database
        self._kv = TypedKv(broker, BUDGET, Budget)

    async def turn(self) -> int:
        """Mirror every provider's limits."""
        providers = await self._database.fetch(sql.PROVIDERS)
        for row in providers:
            limits = Limits(
                rate_per_s=row["rate_per_s"],
                daily_cap=row["daily_cap"],
                burst=row["burst"],
                pace=row["pace"],
                version=row["version"],
            )
            await ensure(
                self._kv,
                row["provider"],
                limits,
                spent_today=row["calls_today"],
                counted_on=row["today"],
            )
        return 0


class StoreWatch:
    """Notices that the broker's disk was lost, and sends every active request again."""

    def __init__(
        self,
        database: Database,
        lease: Lease,
        broker: Broker,
        *,
        control: ControlMirror,
        budget: BudgetMirror,
    ) -> None:
        self._database = database
        self._lease = lease
        self._control = control
        self._budget = budget
        self._kv = TypedKv(broker, CONTROL, StoreId)

    async def turn(self) -> int:
        """Compare the broker's name with the one remembered; how many requests were sent again."""
        found, _ = await self._kv.get(STORE_ID_KEY)
        row = await self._database.find(sql.STORE_ID)
        known: str = row["store_id"] if row is not None else ""
        if found is None or found.id == known:
            return 0
        # Before any work is sent out: what must be obeyed, and what was spent already.
        await self._control.turn()
        await self._budget.turn()
        driven = await self._redrive_all() if known else 0
        async with self._lease.transaction() as connection:
            await connection.execute(sql.REMEMBER_STORE, found.id)
        if known:
            log.error("the broker lost its disk: %d active requests sent again", driven)
        return driven

    async def _redrive_all(self) -> int:
        """A crash in between sends some twice more, under drives of their own: harmless."""
        driven, last = 0, NIL
        while True:
            async with self._lease.transaction() as connection:
                rows = await connection.fetch(sweeping.ACTIVE_IDS, last, REDRIVE_AT_ONCE)
                driven += await drive(connection, [row["id"] for row in rows], "broker_lost")
            if len(rows) < REDRIVE_AT_ONCE:
                count(Counter.REDRIVEN, driven, reason="broker_lost")
                return driven
            last = rows[-1]["id"]

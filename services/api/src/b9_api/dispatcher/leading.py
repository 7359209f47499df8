"""Everything a leader does, wired together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from b9_api.adapters.broker_link import wake
from b9_api.adapters.database import Database
from b9_api.commands import WAKE_CONTROL, WAKE_EVENTS, WAKE_OUTBOX
from b9_api.dispatcher.calm import Calm
from b9_api.dispatcher.discovered import AT_ONCE as SCANS_AT_ONCE
from b9_api.dispatcher.discovered import DiscoveredScans
from b9_api.dispatcher.duty import Duty
from b9_api.dispatcher.fill import Fill
from b9_api.dispatcher.housekeeping import (
    FOLD_AT_ONCE,
    NUMBER_AT_ONCE,
    CountsFold,
    Numbering,
    OutboxGauge,
    Purge,
)
from b9_api.dispatcher.human import AT_ONCE, HumanParameters
from b9_api.dispatcher.lease import Lease
from b9_api.dispatcher.mirror import BudgetMirror, ControlMirror, StoreWatch
from b9_api.dispatcher.relay import Relay
from b9_api.dispatcher.settings import DispatcherSettings
from b9_api.dispatcher.sweeper import Sweeper
from b9_common.errors import FatalError
from b9_common.health import Health
from b9_common.heartbeat import Report
from b9_common.messaging import Broker, Message
from b9_common.metrics import Gauge, gauge_from

# Viewers wait for it: what happened is to be seen within a quarter of a second.
NUMBER_EVERY_S: Final = 0.1
HUMAN_EVERY_S: Final = 0.5
MIRROR_EVERY_S: Final = 1.0
BUDGET_EVERY_S: Final = 5.0
DISCOVERED_EVERY_S: Final = 2.0
MEASURE_EVERY_S: Final = 2.0
FOLD_EVERY_S: Final = 5.0
PURGE_EVERY_S: Final = 60.0


class Leading:
    """The relay and the duties of one process; they rest while another process leads."""

    def __init__(
        self, database: Database, lease: Lease, broker: Broker, settings: DispatcherSettings
    ) -> None:
        self._lease = lease
        self._broker = broker
        fill = Fill(broker)
        self.relay = Relay(database, lease, broker, fill)
        control = ControlMirror(database, lease, broker)
        budget = BudgetMirror(database, broker)
        store = StoreWatch(database, lease, broker, control=control, budget=budget)
        human = HumanParameters(database, lease)
        sweeper = Sweeper(lease, broker, settings, Calm(broker))
        scans = DiscoveredScans(lease, fill, settings.discovered_scans_per_day, self.relay.wake)
        purge = Purge(lease, settings.keep_days)
        self._outbox = OutboxGauge(database)
        self._control = Duty(name="control", every_s=MIRROR_EVERY_S, turn=control.turn)
        self._budget = Duty(name="budget", every_s=BUDGET_EVERY_S, turn=budget.turn)
        self._duties = (
            self._control,
            self._budget,
            Duty(name="store", every_s=MIRROR_EVERY_S, turn=store.turn),
            Duty(
                name="numbering",
                every_s=NUMBER_EVERY_S,
                turn=Numbering(database, lease, self._numbered).turn,
                full=NUMBER_AT_ONCE,
            ),
            Duty(name="human", every_s=HUMAN_EVERY_S, turn=human.turn, full=AT_ONCE),
            Duty(name="sweeper", every_s=settings.sweep_every_s, turn=sweeper.turn),
            Duty(
                name="discovered", every_s=DISCOVERED_EVERY_S, turn=scans.turn, full=SCANS_AT_ONCE
            ),
            Duty(name="outbox", every_s=MEASURE_EVERY_S, turn=self._outbox.turn),
            Duty(
                name="counts",
                every_s=FOLD_EVERY_S,
                turn=CountsFold(lease).turn,
                full=FOLD_AT_ONCE // 2,
            ),
            Duty(name="purge", every_s=PURGE_EVERY_S, turn=purge.turn),
        )
        gauge_from(Gauge.LEADER, lambda: float(lease.leading.is_set()))

    def report(self) -> Report:
        """What the heartbeat says."""
        leading = self._lease.leading.is_set()
        return Report(
            extra={
                "leading": leading,
                "epoch": self._lease.epoch,
                "outbox_rows": self._outbox.rows,
                "outbox_age_s": round(self._outbox.age_s, 1),
            }
        )

    @asynccontextmanager
    async def running(self, health: Health) -> AsyncIterator[None]:
        """Work while the block runs. A duty that ends by an error of ours ends the process."""
        await self._broker.nc.subscribe(WAKE_OUTBOX, cb=self.relay.woken)
        await self._broker.nc.subscribe(WAKE_CONTROL, cb=self._control_changed)
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(
                    duty.run(self._lease, health.progress(duty.name).touch), name=duty.name
                )
                for duty in self._duties
            ]
            tasks.append(group.create_task(self.relay.run(), name="relay"))
            tasks.append(group.create_task(self._until_closed(), name="broker"))
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
                with suppress(asyncio.CancelledError):
                    await asyncio.wait(tasks)

    async def _until_closed(self) -> None:
        """Raise once the client has given up: a leader that can tell nobody must not go on."""
        await self._broker.closed.wait()
        raise FatalError("the broker connection was closed for good")

    async def _numbered(self) -> None:
        await wake(self._broker, WAKE_EVENTS)

    async def _control_changed(self, _: Message) -> None:
        self._control.wake.set()
        self._budget.wake.set()

"""Run the dispatcher: ``python -m b9_api.dispatcher``."""

import asyncio
from contextlib import AsyncExitStack

from b9_api.adapters.database import connect
from b9_api.commands import WAKE_OUTBOX
from b9_api.dispatcher.lease import Lease
from b9_api.dispatcher.relay import Relay
from b9_api.dispatcher.settings import DispatcherSettings
from b9_common.service import App, run_service

NAME = "dispatcher"


async def main(app: App[DispatcherSettings]) -> None:
    """Seek the lease, and lead while it is ours."""
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(connect(app.settings, NAME))
        app.health.check("database", database.ping)
        broker = await stack.enter_async_context(app.broker())
        lease = Lease(database, app.shared.instance)
        relay = Relay(database, lease, broker)
        await broker.nc.subscribe(WAKE_OUTBOX, cb=relay.woken)
        work = asyncio.create_task(relay.run())
        await lease.hold(app.stop)
        work.cancel()


if __name__ == "__main__":
    run_service(NAME, DispatcherSettings, main)

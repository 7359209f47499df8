"""Run the dispatcher: ``python -m b9_api.dispatcher``."""

from contextlib import AsyncExitStack

from b9_api.adapters.database import connect
from b9_api.dispatcher.leading import Leading
from b9_api.dispatcher.lease import Lease
from b9_api.dispatcher.settings import DispatcherSettings
from b9_common.service import App, run_service
from b9_common.topology import BUDGET, CONTROL, REPLAY, REQUESTS, ROWS
from b9_common.topology_verify import verify

NAME = "dispatcher"


async def main(app: App[DispatcherSettings]) -> None:
    """Seek the lease, and do a leader's work while it is ours."""
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(connect(app.settings, NAME))
        app.health.check("postgres", database.ping)
        broker = await stack.enter_async_context(app.broker())
        used = (REQUESTS, ROWS, REPLAY, CONTROL, BUDGET)
        await verify(broker, *used, replicas=app.shared.nats_replicas)
        lease = Lease(database, app.shared.instance)
        leading = Leading(database, lease, broker, app.settings)
        app.report = leading.report
        await stack.enter_async_context(leading.running(app.health))
        await lease.hold(app.stop, app.health.progress("lease").touch)


if __name__ == "__main__":
    run_service(NAME, DispatcherSettings, main)

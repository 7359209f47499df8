"""Run the gateway: ``python -m b9_api``."""

from contextlib import AsyncExitStack

from b9_api.adapters.broker_link import BrokerLink
from b9_api.adapters.database import connect
from b9_api.app import create_app
from b9_api.health import watching
from b9_api.server import serve
from b9_api.services import build, session
from b9_api.settings import GatewaySettings
from b9_common.service import App, run_service

NAME = "gateway"


async def main(app: App[GatewaySettings]) -> None:
    """Serve until asked to stop. Database and broker may both be away at the start."""
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(connect(app.settings, NAME))
        broker = BrokerLink(app.shared.nats_url, NAME)
        services = build(app.settings, database, broker)
        # While there is a database.
        stack.push_async_callback(services.exports.ended)
        app.health.check("postgres", database.ping)
        system = await stack.enter_async_context(watching(database, broker))
        following = app.health.progress("live")
        await stack.enter_async_context(services.live.running(app.stop, following))
        await stack.enter_async_context(broker.running(session(services, app)))
        asgi = create_app(
            app.settings,
            services,
            own_health=app.health,
            system_health=system,
            identity=app.identity,
        )
        await serve(asgi, app.settings, app.stop)


if __name__ == "__main__":
    run_service(NAME, GatewaySettings, main, health_server=False)

"""The live feed, made of the gateway's other parts."""

from functools import partial

from b9_api.adapters.broker_link import BrokerLink
from b9_api.adapters.controls import Controls
from b9_api.adapters.database import Database
from b9_api.commands import WAKE_EVENTS, WAKE_ROWS
from b9_api.lists.engine import Lists
from b9_api.live.events import Events
from b9_api.live.expelling import Admitted
from b9_api.live.live import Live
from b9_api.live.looks import Looks
from b9_api.live.tickets import Tickets
from b9_api.settings import GatewaySettings
from b9_common.messaging import Broker, Message
from b9_common.topology import rows_subject


def live_over(
    settings: GatewaySettings,
    database: Database,
    broker: BrokerLink,
    lists: Lists,
    controls: Controls,
    admitted: Admitted,
) -> Live:
    """The feed of this process, not yet running."""
    secret = settings.database_url.get_secret_value().encode()
    return Live(
        Events(database),
        # Equal in every process on this database, and known to no client.
        Tickets(database, secret),
        Looks(database, lists, controls, broker).all,
        admitted,
        partial(broker.wake, WAKE_ROWS),
        max_viewers=settings.max_viewers,
        life_s=settings.stream_life_s,
    )


async def listen(live: Live, broker: Broker) -> None:
    """Hear of all that wakes *live*, for as long as the connection lasts."""

    async def numbered(_: Message) -> None:
        live.wake()

    async def persisted(msg: Message) -> None:
        live.rows.persisted(msg.data)

    async def edited(msg: Message) -> None:
        live.rows.edited(msg.data)

    await broker.nc.subscribe(WAKE_EVENTS, cb=numbered)
    await broker.nc.subscribe(rows_subject("*"), cb=persisted)
    await broker.nc.subscribe(WAKE_ROWS, cb=edited)

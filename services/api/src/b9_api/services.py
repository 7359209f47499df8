"""What the routes work with, built once at the start."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from b9_api.access.building import gate_of
from b9_api.access.gate import Gate
from b9_api.access.keys import Keys
from b9_api.access.org_table import OrgTable
from b9_api.access.table import KeyTable
from b9_api.adapters.accepting import Accepting
from b9_api.adapters.broker_link import BrokerLink, Session, request_id_of
from b9_api.adapters.controls import Controls
from b9_api.adapters.creators import Creators
from b9_api.adapters.database import Database
from b9_api.adapters.dead_letters import DeadLetters
from b9_api.adapters.reading import Reading
from b9_api.adapters.reddit import Reddit
from b9_api.adapters.stream_replays import StreamReplays
from b9_api.adapters.viral import Viral
from b9_api.adapters.visits import Visits
from b9_api.editing.means import Editing
from b9_api.editing.means import over as editing_over
from b9_api.export.exports import Exports
from b9_api.export.parts import exports_over
from b9_api.lists.cursor import Signer
from b9_api.lists.engine import Lists
from b9_api.lists.media_links import signed_by
from b9_api.live.live import Live
from b9_api.live.parts import listen, live_over
from b9_api.media.parts import Media, media_over
from b9_api.old.figures import Figures
from b9_api.settings import GatewaySettings
from b9_api.standing import Standings
from b9_api.waiting import Waiting
from b9_common.heartbeat import beating
from b9_common.messaging import Broker, Message
from b9_common.service import App

WAKE_UPS = ("rows.persisted.*", "track.stage")


@dataclass(frozen=True, kw_only=True)
class Services:
    """The gateway's parts."""

    accepting: Accepting
    reading: Reading
    creators: Creators
    reddit: Reddit
    viral: Viral
    controls: Controls
    editing: Editing
    dead_letters: DeadLetters
    replays: StreamReplays
    waiting: Waiting
    broker: BrokerLink
    lists: Lists
    exports: Exports
    key_table: KeyTable
    org_table: OrgTable
    keys: Keys
    gate: Gate
    live: Live
    media: Media
    figures: Figures
    standings: Standings
    visits: Visits


def build(settings: GatewaySettings, database: Database, broker: BrokerLink) -> Services:
    """Every part over one pool and one link."""
    reading = Reading(database, settings.trace_url)
    key_table, org_table = KeyTable(database), OrgTable(database)
    keys = Keys(key_table)
    controls = Controls(database, broker)
    # Equal in every process on this database, and known to no client.
    signer = Signer(settings.database_url.get_secret_value().encode())
    media = media_over(settings, database)
    lists = Lists(database, signer, signed_by(media.links))
    live = live_over(settings, database, broker, lists, controls, keys.admits)
    return Services(
        accepting=Accepting(database, mirror_reddit=settings.reddit_mirror_media),
        reading=reading,
        creators=Creators(database),
        reddit=Reddit(database),
        viral=Viral(database),
        controls=controls,
        editing=editing_over(database, lists, live.edited),
        dead_letters=DeadLetters(database),
        replays=StreamReplays(database, broker),
        waiting=Waiting(reading.state, capacity=settings.max_waiters),
        broker=broker,
        lists=lists,
        exports=exports_over(settings, database, lists),
        key_table=key_table,
        org_table=org_table,
        keys=keys,
        gate=gate_of(settings, org_table, keys),
        live=live,
        media=media,
        figures=Figures(database),
        standings=Standings(controls, broker),
        visits=Visits(database),
    )


def session(services: Services, app: App[GatewaySettings]) -> Session:
    """What each connection to the broker is used for: heartbeats, and waking those who wait."""

    async def wake(msg: Message) -> None:
        request_id = request_id_of(msg)
        if request_id is not None:
            services.waiting.wake(request_id)

    @asynccontextmanager
    async def used(broker: Broker) -> AsyncIterator[None]:
        for subject in WAKE_UPS:
            await broker.nc.subscribe(subject, cb=wake)
        await listen(services.live, broker)
        async with beating(broker, app.identity, app.state):
            yield

    return used

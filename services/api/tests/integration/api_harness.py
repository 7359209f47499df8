"""The gateway's application over real servers, and the dispatcher's parts, in one process."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

import aiohttp
import asyncpg
import msgspec
from fastapi import FastAPI
from pydantic import SecretStr
from services.api.tests.integration.described_answers import check
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from b9_api.adapters.broker_link import BrokerLink
from b9_api.adapters.database import Database, connect
from b9_api.app import create_app
from b9_api.dispatcher.fill import Fill, Fullness
from b9_api.dispatcher.lease import Lease
from b9_api.dispatcher.relay import Relay
from b9_api.health import watching
from b9_api.http.guard import Guard
from b9_api.server import serve
from b9_api.services import Services, build, session
from b9_api.settings import GatewaySettings
from b9_common.health import Health
from b9_common.identity import Identity
from b9_common.messaging import Broker
from b9_common.service import App
from b9_common.settings import SharedSettings
from b9_devstack.ports import free_port
from b9_devstack.testing import Database as TemporaryDatabase
from b9_devstack.testing.unmeasured import unmeasured

NOW = datetime.now(UTC)
TOKEN = "a-token-of-the-tests"
# Nobody renews a test's lease, and a busy machine stands still for seconds: none ends by itself.
PATIENT: Final = timedelta(minutes=5)
# Addresses of files are signed; nobody asks this store for any.
OF_A_STORE: Final[Mapping[str, Any]] = {
    "media_secret": SecretStr("signs-addresses-of-files-in-tests"),
    "s3_endpoint": "http://127.0.0.1:1",
    "s3_access_key": "a-reader",
    "s3_secret_key": SecretStr("of-a-reader"),
}


@dataclass(frozen=True)
class Answer:
    """One HTTP answer, read whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return msgspec.json.decode(self.body)


class Answered(NamedTuple):
    """One question to a gateway of the tests, and the status of its answer."""

    method: str
    path: str
    status: int


# All of the test that runs now, whoever asked.
ANSWERED: Final[list[Answered]] = []


class Recording:
    """Notes what *app* answers to."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                ANSWERED.append(Answered(scope["method"], scope["path"], message["status"]))
            await send(message)

        await self._app(scope, receive, noting if scope["type"] == "http" else send)


class Crowded:
    """A stream of commands that is half full."""

    async def half_full(self) -> bool:
        return True


@dataclass
class Harness:
    """What a test drives and looks at."""

    url: str
    http: aiohttp.ClientSession
    database: Database
    owner: asyncpg.Connection
    persister: asyncpg.Connection
    broker: Broker
    app: FastAPI
    leases: list[Lease] = field(default_factory=list)
    services: Services = field(kw_only=True)

    async def ask(self, method: str, path: str, **more: Any) -> Answer:
        """The answer, which is as the description of the API says."""
        async with self.http.request(method, self.url + path, **more) as response:
            answer = Answer(response.status, response.headers, await response.read())
        check(method, path, answer.status, answer.headers, answer.body)
        return answer

    async def get(self, path: str, **more: Any) -> Answer:
        return await self.ask("GET", path, **more)

    async def post(self, path: str, **more: Any) -> Answer:
        return await self.ask("POST", path, **more)

    async def add(
        self, username: str, *, headers: Mapping[str, str] | None = None, **body: Any
    ) -> Answer:
        body = {"username": username, **body}
        return await self.post("/api/instagram/creator/add", json=body, headers=headers)

    async def add_subreddit(
        self, name: str, *, headers: Mapping[str, str] | None = None, **options: Any
    ) -> Answer:
        body = {"name": name} | ({"options": options} if options else {})
        return await self.post("/api/reddit/subreddits", json=body, headers=headers)

    async def count(self, table: str) -> int:
        found: int = await self.owner.fetchval(f"SELECT count(*) FROM {table}")
        return found

    async def lease(self, name: str = "leader") -> Lease:
        lease = Lease(self.database, name, ttl=PATIENT)
        await lease.tick()
        self.leases.append(lease)
        return lease

    async def relay(self, lease: Lease | None = None, fill: Fullness | None = None) -> Relay:
        lease = lease or await self.lease()
        return Relay(self.database, lease, self.broker, fill or Fill(self.broker))

    async def messages(self, stream: str) -> int:
        info = await self.broker.api_request(f"STREAM.INFO.{stream}")
        stored: int = info["state"]["messages"]
        return stored

    async def subreddit(self, subreddit_id: str, name: str, **more: Any) -> None:
        """A community as the persister leaves it; *more* are columns of its own."""
        columns = {"subreddit_id": subreddit_id, "name": name, "observed_at": NOW} | more
        given = ", ".join(f"${place}" for place in range(1, len(columns) + 1))
        await self.persister.execute(
            f"INSERT INTO reddit_subreddits ({', '.join(columns)}) VALUES ({given})",
            *columns.values(),
        )

    async def creator(self, ig_user_id: str, username: str, *, whole: bool = False) -> None:
        """A creator as the persister leaves it."""
        await self.persister.execute(
            "INSERT INTO instagram_creators (ig_user_id, username, observed_at, full_depth_at)"
            " VALUES ($1, $2, now(), CASE WHEN $3 THEN now() END)",
            ig_user_id,
            username,
            whole,
        )


async def eventually(condition: Callable[[], Awaitable[bool]], within_s: float = 20.0) -> None:
    """Wait for *condition*; who stood still at the deadline asks once more."""
    deadline = time.monotonic() + within_s
    late = False
    while not await condition():
        assert not late, "it did not happen in time"
        await asyncio.sleep(0.02)
        late = time.monotonic() > deadline


def settings_for(database: TemporaryDatabase, **more: Any) -> GatewaySettings:
    known: dict[str, Any] = {
        "database_url": SecretStr(database.gateway_dsn),
        "token": SecretStr(TOKEN),
    }
    return GatewaySettings(**known | dict(OF_A_STORE) | more)


async def _answers(http: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with http.get(f"{url}/alive") as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False


async def _ended(serving: "asyncio.Task[None]", stop: asyncio.Event) -> None:
    stop.set()
    await serving


@asynccontextmanager
async def harness(
    database: TemporaryDatabase, nats_url: str, broker: Broker, **more: Any
) -> AsyncIterator[Harness]:
    settings = settings_for(database, port=free_port(), **more)
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(connect(settings, "test"))
        link = BrokerLink(nats_url, "gateway")
        services = build(settings, pool, link)
        app = App(
            name="gateway",
            settings=settings,
            shared=SharedSettings(),
            identity=Identity(service="gateway", instance="test"),
        )
        stop = asyncio.Event()
        following = Health().progress("live")
        await stack.enter_async_context(services.live.running(stop, following))
        await stack.enter_async_context(link.running(session(services, app)))
        system_health = await stack.enter_async_context(watching(pool, link))
        with unmeasured():
            asgi = create_app(
                settings,
                services,
                own_health=Health(),
                system_health=system_health,
                identity=app.identity,
            )
        assert isinstance(asgi, Guard)
        assert isinstance(asgi.app, FastAPI)
        serving = asyncio.create_task(serve(Recording(asgi), settings, stop))
        stack.push_async_callback(_ended, serving, stop)
        http = await stack.enter_async_context(
            aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"})
        )
        url = f"http://127.0.0.1:{settings.port}"
        await eventually(lambda: _answers(http, url))
        owner = await asyncpg.connect(database.owner_dsn)
        stack.push_async_callback(owner.close)
        persister = await asyncpg.connect(database.persister_dsn)
        stack.push_async_callback(persister.close)
        yield Harness(url, http, pool, owner, persister, broker, asgi.app, services=services)

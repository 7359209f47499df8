"""A whole stack for one test: started behind proxies, asked through its API, looked into by SQL."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TypeVar

import aiohttp
import asyncpg
import nats
from nats.js.errors import KeyNotFoundError
from tests.support.proxy import Proxy

from b9_devstack.ports import LOOPBACK, free_port
from b9_devstack.servers.server import Server
from b9_devstack.supervisor import Stack, StackOptions
from b9_devstack.supervisor.files import StackFolder, StackState

PORT_NAMES: Final = {"nats": "nats", "postgres": "postgres", "s3": "s3/s3"}
SERVICES: Final = (
    "gateway", "dispatcher", "instagram-ingest", "reddit-ingest", "media-uploader", "persister",
)  # fmt: skip
# All that one platform needs, unless traces are looked at; half a stack starts in half the time.
FOR_INSTAGRAM: Final = (*(name for name in SERVICES if name != "reddit-ingest"), "simulator")
FOR_REDDIT: Final = (*(name for name in SERVICES if name != "instagram-ingest"), "reddit-simulator")
ENDED: Final = ("completed", "partial", "failed", "cancelled")
LEDGER: Final = """
SELECT id::text, target, status, coalesce(error_code, '') AS code, waiting_reason FROM requests
 ORDER BY created_at
"""
T = TypeVar("T")
AWAY: Final = (
    OSError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    aiohttp.ClientError,
    TimeoutError,
)


@dataclass
class World:
    """One running stack and what a test asks of it. Every wait has a deadline."""

    stack: Stack
    http: aiohttp.ClientSession
    proxies: Mapping[str, Proxy]
    requests: dict[str, str] = field(default_factory=dict)
    """Request ids by the name they were added under."""

    def server(self, name: str) -> Server:
        """A child or server by name, such as ``persister-1`` or ``nats``."""
        servers = self.stack.servers
        named: dict[str, Server] = {"nats": servers.nats, "postgres": servers.postgres}
        return {**self.stack.children, **named, "s3": servers.s3}[name]

    async def rows(self, query: str, *args: Any, patience_s: float = 30) -> list[dict[str, Any]]:
        """The answer of the database as its owner, asked again while it is away."""

        async def once() -> list[dict[str, Any]]:
            connection = await asyncpg.connect(self.stack.owner_dsn, timeout=5, command_timeout=20)
            try:
                return [dict(row) for row in await connection.fetch(query, *args)]
            finally:
                connection.terminate()

        return await patiently(once, patience_s)

    async def value(self, query: str, *args: Any) -> Any:
        """The first column of the first row."""
        found = await self.rows(query, *args)
        return next(iter(found[0].values())) if found else None

    async def simulator(self, method: str, path: str, body: object = None) -> Any:
        """One call of the control API of the simulated Instagram."""
        return await self._control(self.stack.simulator_url, method, path, body)

    async def reddit(self, method: str, path: str, body: object = None) -> Any:
        """One call of the simulated Reddit's control API."""
        return await self._control(self.stack.reddit_simulator_url, method, path, body)

    async def _control(self, origin: str, method: str, path: str, body: object) -> Any:
        async with self.http.request(method, f"{origin}/_sim/{path}", json=body) as response:
            assert response.status < 400, f"{path}: {await response.text()}"
            return await response.json()

    async def ask(self, method: str, path: str, body: object = None) -> tuple[int, dict[str, Any]]:
        """One call of the API, whatever it answers: the status and what was said."""
        url = f"{self.stack.gateway_url}/api/{path}"
        headers = {"Authorization": f"Bearer {self.stack.token}"}
        async with self.http.request(method, url, json=body, headers=headers) as response:
            told: dict[str, Any] = await response.json()
            return response.status, told

    async def post(self, path: str, body: object, *, key: str | None = None) -> dict[str, Any]:
        """One call of the API, made again until the gateway has answered it."""
        headers = {"Authorization": f"Bearer {self.stack.token}"}
        if key is not None:
            headers["Idempotency-Key"] = key

        async def once() -> dict[str, Any]:
            url = f"{self.stack.gateway_url}/api/{path}"
            async with self.http.post(url, json=body, headers=headers) as response:
                if response.status >= 500:
                    raise aiohttp.ClientError(f"{response.status} {await response.text()}")
                assert response.status in {200, 202}, await response.text()
                told: dict[str, Any] = await response.json()
                return told

        return await patiently(once, 60)

    async def add(self, name: str, *, mirror_media: bool = True) -> str:
        """Add a creator; the id of the request."""
        body = {"username": name, "mirror_media": mirror_media}
        told = await self.post("instagram/creator/add", body, key=f"add-{name}")
        self.requests[name] = told.get("request_id") or told["id"]
        return self.requests[name]

    async def seek(
        self, name: str, how: str = "", body: object = None, *, key: str | None = None
    ) -> str:
        """Ask for a community, to be added or (``scan``, ``discover``) again; the request's id."""
        path = f"reddit/subreddits/{name}/{how}" if how else "reddit/subreddits"
        told = await self.post(path, body or ({} if how else {"name": name}), key=key)
        self.requests[f"{how or 'add'} {name}"] = told["request_id"]
        return str(told["request_id"])

    async def followed(self, request_id: str, timeout_s: float = 60) -> dict[str, Any]:
        """The ledger's row of a request that has ended."""
        query = "SELECT * FROM requests WHERE id = $1::uuid"

        async def over() -> bool:
            (row,) = await self.rows(query, request_id)
            return row["finished_at"] is not None

        await until(over, timeout_s)
        (row,) = await self.rows(query, request_id)
        return row

    async def idle(self, timeout_s: float = 60) -> None:
        """Return once every request has ended, so that whoever counts counts his own alone."""

        async def over() -> bool:
            query = "SELECT count(*) FROM requests WHERE finished_at IS NULL"
            return bool(await self.value(query) == 0)

        await until(over, timeout_s)

    async def allow(self, provider: str, rate_per_s: float, burst: int = 1) -> None:
        """Set what may be spent, and wait until every worker can know."""
        await self.rows(
            "UPDATE providers SET rate_per_s = $2, burst = $3, version = version + 1"
            " WHERE provider = $1",
            provider,
            rate_per_s,
            burst,
        )
        broker = await nats.connect(self.stack.nats_url)
        try:
            await broker.publish("wake.control")
            store = await broker.jetstream().key_value("budget")

            async def told() -> bool:
                try:
                    entry = json.loads((await store.get(provider)).value or b"{}")
                except KeyNotFoundError:  # the dispatcher has written nothing yet
                    return False
                return bool(entry["rate_per_s"] == rate_per_s and entry["burst"] == burst)

            await until(told, 20)
        finally:
            await broker.close()

    async def ended(self, timeout_s: float = 150) -> dict[str, str]:
        """
        Wait until every request has ended; their status (and code) by target. What was accepted
        must be there.
        """

        async def all_ended() -> bool:
            return all(row["status"] in ENDED for row in await self.rows(LEDGER))

        try:
            await until(all_ended, timeout_s)
        except TimeoutError:
            left = [row for row in await self.rows(LEDGER) if row["status"] not in ENDED]
            raise AssertionError(f"still not ended after {timeout_s} s: {left[:5]}") from None
        ledger = {row["id"]: row for row in await self.rows(LEDGER)}
        lost = {name for name, id_ in self.requests.items() if id_ not in ledger}
        assert not lost, f"accepted and lost: {lost}"
        return {row["target"]: f"{row['status']} {row['code']}" for row in ledger.values()}


@asynccontextmanager
async def world(
    folder: Path,
    options: StackOptions,
    *,
    proxied: Iterable[str] = (),
    config: Mapping[str, object] | None = None,
) -> AsyncIterator[World]:
    """
    A stack under *folder* whose services reach the *proxied* servers (``nats``, ``postgres``,
    ``s3``) through proxies. *config* are levers of every simulator there is.
    """
    async with AsyncExitStack() as exits:
        place = StackFolder(folder)
        ports = {PORT_NAMES[name]: free_port() for name in PORT_NAMES}
        place.write_state(StackState(ports=ports))
        proxies = {name: Proxy(ports[PORT_NAMES[name]]) for name in proxied}
        for proxy in proxies.values():
            await exits.enter_async_context(proxy.running())
        options = replace(options, env=_env(options, place.ensure_secrets(), proxies))
        stack = await exits.enter_async_context(Stack.start(folder, options))
        timeout = aiohttp.ClientTimeout(total=15)
        http = await exits.enter_async_context(aiohttp.ClientSession(timeout=timeout))
        made = World(stack, http, proxies)
        if stack.simulator_url:
            await made.simulator("PATCH", "config", dict(config or {}))
        if stack.reddit_simulator_url:
            await made.reddit("PATCH", "config", dict(config or {}))
        yield made


async def patiently(once: Callable[[], Awaitable[T]], patience_s: float) -> T:
    """Try *once* again while the other side is away, *patience_s* at most."""
    end = asyncio.get_running_loop().time() + patience_s
    while True:
        try:
            return await once()
        except AWAY:
            if asyncio.get_running_loop().time() > end:
                raise
            await asyncio.sleep(0.1)


async def until(
    condition: Callable[[], Awaitable[bool]], timeout_s: float, every_s: float = 0.1
) -> None:
    """Wait until *condition* holds; raises `TimeoutError`."""
    async with asyncio.timeout(timeout_s):
        while not await condition():
            await asyncio.sleep(every_s)


def _env(
    options: StackOptions, secrets: Mapping[str, str], proxies: Mapping[str, Proxy]
) -> dict[str, dict[str, str]]:
    env = {service: dict(options.env.get(service, {})) for service in SERVICES}
    if nats := proxies.get("nats"):
        url = f"nats://b9:{secrets['NATS_PASSWORD']}@{LOOPBACK}:{nats.port}"
        for service in SERVICES:
            env[service]["B9_NATS_URL"] = url
    if postgres := proxies.get("postgres"):
        for service, prefix, role in (
            ("gateway", "B9_API__", "b9_gateway"),
            ("dispatcher", "B9_DISPATCHER__", "b9_gateway"),
            ("persister", "B9_PERSISTER__", "b9_persister"),
        ):
            secret = secrets[f"POSTGRES_{role.upper()}"]
            dsn = f"postgresql://{role}:{secret}@{LOOPBACK}:{postgres.port}/b9"
            env[service][f"{prefix}DATABASE_URL"] = dsn
    if s3 := proxies.get("s3"):
        env["media-uploader"]["B9_MEDIA_UPLOADER__S3_ENDPOINT"] = f"http://{LOOPBACK}:{s3.port}"
    return env

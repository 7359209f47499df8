"""What measurements do to a running stack: ask, count, set limits, wait, stop parts of it."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final, TypeAlias

import aiohttp
import asyncpg
from msgspec import Struct
from prometheus_client.parser import text_string_to_metric_families

from b9_common.budget import budget_kv
from b9_common.messaging.connection import Broker, connect
from b9_devstack.supervisor.stack import Stack

INSTAGRAM: Final = "instagram-looter"
REDDIT: Final = "reddit"
ENDED: Final = ("completed", "partial", "failed", "cancelled")
Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


class Accepted(Struct, frozen=True):
    """A request that was accepted, and when (both clocks) that was known."""

    request_id: str
    at: float
    took_s: float


class Gateway:
    """The gateway, asked as any client asks it."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http

    async def add(self, username: str, **body: Any) -> Accepted:
        """Ask for a creator. Raises `RuntimeError` unless it was accepted as new."""
        return await self._post("/api/instagram/creator/add", {"username": username, **body})

    async def refresh(self, username: str) -> Accepted:
        """Ask for a creator again."""
        return await self._post(f"/api/instagram/creators/{username}/refresh", {})

    async def discover(self, community: str) -> Accepted:
        """Ask what the authors of a community lead to."""
        return await self._post(f"/api/reddit/subreddits/{community}/discover", {})

    async def add_communities(self, names: Sequence[str]) -> list[str]:
        """Ask for scans of at most a hundred communities at once; their requests."""
        told = await self._told("/api/reddit/subreddits", {"names": list(names)})
        return [str(item["request"]["request_id"]) for item in told["items"]]

    async def _post(self, path: str, body: dict[str, Any]) -> Accepted:
        started = time.perf_counter()
        told = await self._told(path, body)
        took_s = time.perf_counter() - started
        return Accepted(str(told["request_id"]), time.time(), took_s)

    async def _told(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        async with self._http.post(path, json=body) as response:
            told: dict[str, Any] = await response.json()
        if response.status != 202:
            raise RuntimeError(f"{path}: {response.status} {told}")
        return told


@asynccontextmanager
async def gateway(stack: Stack) -> AsyncIterator[Gateway]:
    """A client of the stack's gateway."""
    headers = {"Authorization": f"Bearer {stack.token}"}
    timeout = aiohttp.ClientTimeout(total=30)
    async with aiohttp.ClientSession(stack.gateway_url, headers=headers, timeout=timeout) as http:
        yield Gateway(http)


@asynccontextmanager
async def database(stack: Stack) -> AsyncIterator[Connection]:
    """One connection as the owner, for looking and for preparing."""
    connection: Connection = await asyncpg.connect(stack.owner_dsn, command_timeout=120)
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def broker(stack: Stack) -> AsyncIterator[Broker]:
    """A connection to the broker."""
    async with connect(stack.nats_url, "bench") as connected:
        yield connected


async def simulator(url: str, method: str, path: str, body: Any = None) -> Any:
    """The answer under ``/_sim`` of the simulator at *url*."""
    async with (
        aiohttp.ClientSession(url) as http,
        http.request(method, f"/_sim/{path}", json=body) as response,
    ):
        response.raise_for_status()
        return await response.json()


async def metric(stack: Stack, child: str, name: str, **labels: str) -> float:
    """One value from the metrics of *child*. Raises `LookupError` where it is not told."""
    url = f"{_origin(stack, child)}/metrics"
    headers = {"Authorization": f"Bearer {stack.token}"}
    async with aiohttp.ClientSession(headers=headers) as http, http.get(url) as response:
        response.raise_for_status()
        text = await response.text()
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if sample.name == name and labels.items() <= sample.labels.items():
                return float(sample.value)
    raise LookupError(f"{child} tells no {name} {labels}")


def _origin(stack: Stack, child: str) -> str:
    return stack.children[child].health_url.rsplit("/", 1)[0]


def peak_rss_mib(pid: int) -> float:
    """The most memory that process *pid* has ever held."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"/proc/{pid}/status tells no VmHWM")


async def set_rate(
    stack: Stack,
    connection: Connection,
    rate_per_s: float,
    *,
    provider: str = INSTAGRAM,
    burst: int = 1,
) -> None:
    """
    Allow *rate_per_s* calls, without a daily cap, *burst* of them at once, and wait until every
    worker is told so.
    """
    await connection.execute(
        "UPDATE providers SET rate_per_s = $2, burst = $3, daily_cap = 10000000,"
        " version = version + 1 WHERE provider = $1",
        provider,
        rate_per_s,
        burst,
    )
    async with broker(stack) as connected:
        kv = budget_kv(connected)

        async def told() -> bool:
            budget, _ = await kv.get(provider)
            return budget is not None and (budget.rate_per_s, budget.burst) == (rate_per_s, burst)

        await until(told, 30)


async def until_ended(
    connection: Connection, request_ids: Collection[str], timeout_s: float
) -> dict[str, int]:
    """Wait until every request has ended; how many ended how."""

    async def all_ended() -> bool:
        left: int = await connection.fetchval(
            "SELECT count(*) FROM requests WHERE id = ANY ($1::uuid[]) AND status <> ALL ($2)",
            list(request_ids),
            list(ENDED),
        )
        return left == 0

    await until(all_ended, timeout_s, every_s=0.2)
    rows = await connection.fetch(
        "SELECT status, count(*) AS n FROM requests WHERE id = ANY ($1::uuid[]) GROUP BY 1",
        list(request_ids),
    )
    return {row["status"]: row["n"] for row in rows}


async def until(
    condition: Callable[[], Awaitable[bool]], timeout_s: float, *, every_s: float = 0.05
) -> None:
    """Wait until *condition* holds. Raises `TimeoutError` when it does not in time."""
    async with asyncio.timeout(timeout_s):
        while not await condition():  # noqa: ASYNC110  # of another process: nothing to wait on
            await asyncio.sleep(every_s)


async def only(stack: Stack, *names: str) -> None:
    """Stop every service but *names*; start those of them that do not run."""
    services = [child for child in stack.children.values() if not child.is_tool]
    await asyncio.gather(
        *(child.stop() for child in services if child.running and child.name not in names)
    )
    for child in services:
        if child.name in names and not child.running:
            await child.start()


async def in_turns(
    work: Callable[[str], Awaitable[Accepted]], names: Sequence[str], at_once: int
) -> list[Accepted]:
    """*work* for every one of *names*, *at_once* at a time."""
    slots = asyncio.Semaphore(at_once)

    async def one(name: str) -> Accepted:
        async with slots:
            return await work(name)

    return list(await asyncio.gather(*map(one, names)))

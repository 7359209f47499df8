"""The gateway as a client sees it: add creators, wait for requests, read what is stored."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import quote

import aiohttp
import msgspec
from msgspec import Struct

from b9_devstack.supervisor.files import FoundStack

TIMEOUT_S: Final = 30.0
# The gateway holds an answer back at most this long; longer waits are asked again.
LONGEST_WAIT_S: Final = 10.0
# A full waiting room answers at once: asking again must not become a busy loop.
SHORTEST_PAUSE_S: Final = 0.1
NOT_FOUND: Final = 404
TERMINAL: Final = frozenset({"completed", "partial", "failed", "cancelled"})

Json = dict[str, Any]
Changed = Callable[[Json], None]


class GatewayError(Exception):
    """The gateway could not be asked."""


class RefusedError(GatewayError):
    """The gateway said no: *code* is its stable word."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(f"{detail} ({status} {code})")
        self.status = status
        self.code = code


class WaitTimeoutError(GatewayError):
    """A request did not end in time; *last* is how it stood."""

    def __init__(self, last: Json, timeout_s: float) -> None:
        stage = last.get("current_stage")
        super().__init__(
            f"request {last['request_id']} is {last['status']}, stage {stage}, "
            f"{timeout_s:.0f} s after it was waited for"
        )
        self.last = last


class Answer(Struct, frozen=True):
    """What came back, whatever its status."""

    status: int
    body: Any
    headers: Mapping[str, str]


class Gateway:
    """A client of one gateway; any number of tasks may share it."""

    def __init__(self, http: aiohttp.ClientSession, *, pause_s: float = SHORTEST_PAUSE_S) -> None:
        self._http = http
        self._pause_s = pause_s

    @classmethod
    @asynccontextmanager
    async def connect(cls, url: str, token: str) -> AsyncIterator["Gateway"]:
        """A client of the gateway at *url*, with its bearer *token*."""
        headers = {"Authorization": f"Bearer {token}"}
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S, connect=5.0)
        connector = aiohttp.TCPConnector(limit=50)
        async with aiohttp.ClientSession(
            url, headers=headers, timeout=timeout, connector=connector
        ) as http:
            yield cls(http)

    @classmethod
    @asynccontextmanager
    async def of(cls, stack: FoundStack) -> AsyncIterator["Gateway"]:
        """A client of the gateway of *stack*."""
        async with cls.connect(stack.state.gateway_url, stack.token) as gateway:
            yield gateway

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One call, whatever its status. Raises `GatewayError` when nobody answers."""
        told = dict(headers or {})
        data = None if body is None else msgspec.json.encode(body)
        if data is not None:
            told["Content-Type"] = "application/json"
        try:
            async with self._http.request(
                method, path, data=data, params=query, headers=told
            ) as response:
                return Answer(response.status, _read(await response.read()), response.headers)
        except (aiohttp.ClientError, TimeoutError) as exc:
            raise GatewayError(f"the gateway does not answer: {exc!r}") from exc

    async def told(
        self, method: str, path: str, *, body: Any = None, query: Mapping[str, str] | None = None
    ) -> Json:
        """The answer of one call. Raises `RefusedError` for a refusal."""
        return _accepted(await self.ask(method, path, body=body, query=query))

    async def add(
        self, username: str, *, correlation_id: str | None = None, **options: Any
    ) -> Json:
        """
        Ask for a creator; *options* (``niche``, ``full``, ``mirror_media``) go along.

        The request that stands for it, ``deduplicated`` telling whether it stood before.
        """
        given = {key: value for key, value in options.items() if value is not None}
        body = {"username": username, **given}
        return await self._asked("/api/instagram/creator/add", body, correlation_id)

    async def refresh(self, username: str, **options: Any) -> Json:
        """Ask for a known creator again."""
        path = f"/api/instagram/creators/{username}/refresh"
        return await self.told("POST", path, body=options)

    async def add_subreddit(
        self, name: str, *, correlation_id: str | None = None, mirror_media: bool | None = None
    ) -> Json:
        """Ask for a community to be added and scanned; as `add`."""
        body = {"name": name, **_options(mirror_media=mirror_media)}
        return await self._asked("/api/reddit/subreddits", body, correlation_id)

    async def discover(
        self, name: str, *, correlation_id: str | None = None, mirror_media: bool | None = None
    ) -> Json:
        """Ask what else the authors of a community post in; *name* is just that, no link."""
        path = f"/api/reddit/subreddits/{quote(name, safe='')}/discover"
        return await self._asked(path, _options(mirror_media=mirror_media), correlation_id)

    async def subreddit(self, name: str) -> Json | None:
        """A community as stored, with counts; None if there is none of that name here."""
        answer = await self.ask("GET", f"/api/reddit/subreddits/{quote(name, safe='')}")
        return None if answer.status == NOT_FOUND else _accepted(answer)

    async def _asked(self, path: str, body: Json, correlation_id: str | None) -> Json:
        headers = {"X-Correlation-ID": correlation_id} if correlation_id else None
        return _accepted(await self.ask("POST", path, body=body, headers=headers))

    async def request(self, key: str, *, wait_s: float = 0) -> Json:
        """A request by its id or correlation id; with *wait_s*, once something of it changed."""
        headers = {"Prefer": f"wait={int(wait_s)}"} if wait_s >= 1 else None
        return _accepted(await self.ask("GET", f"/api/requests/{key}", headers=headers))

    async def wait(
        self, request_id: str, timeout_s: float, changed: Changed = lambda _: None
    ) -> Json:
        """
        The request once it has ended, however it did; *changed* is told of every state seen.

        Raises `WaitTimeoutError` after *timeout_s*.
        """
        deadline = time.monotonic() + timeout_s
        now = await self.request(request_id)
        changed(now)
        while now["status"] not in TERMINAL:
            left = deadline - time.monotonic()
            if left <= 0:
                raise WaitTimeoutError(now, timeout_s)
            asked = time.monotonic()
            now = await self.request(request_id, wait_s=min(LONGEST_WAIT_S, left))
            changed(now)
            await asyncio.sleep(max(0.0, self._pause_s - (time.monotonic() - asked)))
        return now

    async def creator(self, username: str) -> Json | None:
        """A creator as stored, with counts; None if nobody is called that here."""
        answer = await self.ask("GET", f"/api/instagram/creators/{username}")
        return None if answer.status == NOT_FOUND else _accepted(answer)

    async def requests(self, *, limit: int = 50, **filters: str | None) -> list[Json]:
        """The newest requests; *filters* are ``status``, ``kind``, ``target`` and the like."""
        query = {key: value for key, value in filters.items() if value is not None}
        told = await self.told("GET", "/api/requests", query=query | {"limit": str(limit)})
        items: list[Json] = told["items"]
        return items

    async def events(self, request_id: str, *, after: int = 0, limit: int = 500) -> list[Json]:
        """What happened to a request, oldest first."""
        query = {"after": str(after), "limit": str(limit)}
        told = await self.told("GET", f"/api/requests/{request_id}/events", query=query)
        items: list[Json] = told["items"]
        return items


def _options(*, mirror_media: bool | None) -> Json:
    return {} if mirror_media is None else {"options": {"mirror_media": mirror_media}}


def _read(raw: bytes) -> Any:
    try:
        return msgspec.json.decode(raw) if raw else None
    except msgspec.DecodeError:
        return raw[:500].decode(errors="replace")


def _accepted(answer: Answer) -> Json:
    told = answer.body if isinstance(answer.body, dict) else {}
    if answer.status >= 400:  # noqa: PLR2004  where HTTP's refusals begin
        raise RefusedError(
            answer.status, str(told.get("code", "unknown")), str(told.get("detail", answer.body))
        )
    return told

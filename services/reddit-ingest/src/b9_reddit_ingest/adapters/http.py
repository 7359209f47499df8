"""HTTP as both doors need it: one answer per call, bounded in every way, by a proxy or without."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from msgspec import Struct

from b9_common.errors import FatalError
from b9_common.events import CallClass
from b9_common.fetching.calling import NO_PROXY
from b9_common.fetching.decoding import MAX_BODY_BYTES, is_html
from b9_common.fetching.limits import bounded_delay
from b9_reddit_ingest.adapters.proxies import Proxies, Proxy, read_proxies
from b9_reddit_ingest.classify import classify_refusal
from b9_reddit_ingest.door_settings import DoorSettings

POOL: Final = 50
PER_HOST: Final = 32
CHUNK: Final = 64 * 1024
PROXY_AUTH_REQUIRED: Final = 407


class Arrival(Struct, frozen=True, kw_only=True):
    """
    What came of one call: an answer with its *status*, or a *failure* with its *code*.

    Names of *headers* are in lower case. *read_s* passed between headers and the end of the body.
    """

    status: int | None = None
    headers: Mapping[str, str] = {}
    body: bytes = b""
    failure: CallClass | None = None
    code: str | None = None
    message: str | None = None
    retry_after_s: float | None = None
    read_s: float = 0.0
    at: datetime


def failed(
    failure: CallClass, code: str, message: str | None = None, *, retry_after_s: float | None = None
) -> Arrival:
    """An arrival that brought no answer."""
    return Arrival(
        failure=failure,
        code=code,
        message=message,
        retry_after_s=retry_after_s,
        at=datetime.now(UTC),
    )


class Request(Struct, frozen=True, kw_only=True):
    """What is sent; headers may hold secrets, so it is never printed."""

    url: str
    headers: Mapping[str, str]
    method: str = "GET"
    form: Mapping[str, str] | None = None

    def __repr__(self) -> str:
        return f"Request({self.method} {urlsplit(self.url).path})"


@dataclass
class _Trip:
    """
    How far one try got: *there* once a connection to Reddit stands, in a tunnel where there are
    proxies. Without TLS there is no tunnel, and this side of the proxy is as far as one can tell.
    """

    there: bool = False


class _ProxyError(Exception):
    """
    The try never reached Reddit, or the proxy itself was refused; *why* is a word of ours.

    *said* is the page with which Reddit blocks the address that the proxy gives us.
    """

    def __init__(self, why: str, said: Arrival | None = None) -> None:
        super().__init__(why)
        self.said = said


class Http:
    """See the module. `connect` gives one with a pool of its own."""

    def __init__(
        self, session: aiohttp.ClientSession, proxies: Proxies, *, call_timeout_s: float
    ) -> None:
        self._session = session
        self._proxies = proxies
        self._call_timeout_s = call_timeout_s
        # The pool never has to be waited for, so that a slow connect says something of the way.
        self._places = asyncio.Semaphore(PER_HOST)

    @classmethod
    @asynccontextmanager
    async def connect(cls, settings: DoorSettings) -> AsyncIterator["Http"]:
        """While the block runs. Raises `FatalError` for unreadable proxies or certificates."""
        proxies = Proxies(read_proxies(settings.proxy_urls))
        async with aiohttp.ClientSession(
            headers={"user-agent": settings.user_agent, "accept": "application/json"},
            timeout=aiohttp.ClientTimeout(
                total=None,
                connect=settings.connect_timeout_s,
                sock_connect=settings.connect_timeout_s,
            ),
            connector=aiohttp.TCPConnector(
                limit=POOL, limit_per_host=PER_HOST, ssl=_trusted(settings.ca_file)
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            trace_configs=[_marking_when_there()],
            trust_env=False,
        ) as session:
            yield cls(session, proxies, call_timeout_s=settings.call_timeout_s)

    async def send(self, request: Request) -> Arrival:
        """One answer. Never raises for what Reddit, a proxy or the network does."""
        async with self._places:
            try:
                async with asyncio.timeout(self._call_timeout_s):
                    return await self._by_any_way(request)
            except TimeoutError:
                return failed(CallClass.TIMEOUT, "timeout")

    async def _by_any_way(self, request: Request) -> Arrival:
        if not self._proxies:
            return await self._directly(request)
        tried: set[int] = set()
        blocked: Arrival | None = None
        while (proxy := self._proxies.pick(tried)) is not None:
            tried.add(proxy.place)
            try:
                return await self._through(proxy, request)
            except _ProxyError as exc:
                self._proxies.failed(proxy, str(exc))
                blocked = exc.said or blocked
        if blocked is not None:
            return blocked
        # Ours to repair: nothing was heard of Reddit, so nothing is said of it.
        wait_s = bounded_delay(self._proxies.retry_in_s())
        return failed(CallClass.UPSTREAM_ERROR, NO_PROXY, retry_after_s=wait_s)

    async def _directly(self, request: Request) -> Arrival:
        try:
            return await self._once(request, _Trip(), None)
        except aiohttp.ConnectionTimeoutError:
            return failed(CallClass.TIMEOUT, "connect_timeout")
        except (aiohttp.ClientError, TimeoutError, OSError) as exc:
            return failed(CallClass.UPSTREAM_ERROR, "connection", type(exc).__name__)

    async def _through(self, proxy: Proxy, request: Request) -> Arrival:
        """Raises `_ProxyError` for what the proxy did; the call may be repeated over another."""
        trip = _Trip()
        try:
            arrival = await self._once(request, trip, proxy)
        except aiohttp.ClientHttpProxyError as exc:
            # None of these errors is kept as a cause: they quote the credentials.
            raise _ProxyError(f"http_{exc.status}") from None
        except (aiohttp.ClientError, TimeoutError, OSError) as exc:
            if not trip.there:
                raise _ProxyError(type(exc).__name__) from None
            self._proxies.suspected(proxy)
            return failed(CallClass.UPSTREAM_ERROR, "connection", type(exc).__name__)
        except asyncio.CancelledError:
            # The call's time was up, or its caller's.
            self._proxies.suspected(proxy) if trip.there else self._proxies.left(proxy)
            raise
        if arrival.status == PROXY_AUTH_REQUIRED:
            raise _ProxyError(f"http_{PROXY_AUTH_REQUIRED}")
        if _is_blocked(arrival):
            raise _ProxyError(CallClass.BLOCKED, arrival)
        self._proxies.worked(proxy)
        return arrival

    async def _once(self, request: Request, trip: _Trip, proxy: Proxy | None) -> Arrival:
        async with self._session.request(
            request.method,
            request.url,
            data=request.form,
            allow_redirects=False,
            trace_request_ctx=trip,
            **_way(request, proxy),
        ) as response:
            told = time.perf_counter()
            body = await _read(response)
            return Arrival(
                status=response.status,
                headers={name.lower(): value for name, value in response.headers.items()},
                body=body,
                read_s=time.perf_counter() - told,
                at=datetime.now(UTC),
            )


def _is_blocked(arrival: Arrival) -> bool:
    """Whether Reddit turns away where the call came from, whatever was asked."""
    if not is_html(arrival.body):
        return False
    refused = classify_refusal(arrival.status, arrival.headers, arrival.body, now=arrival.at)
    return refused.call_class is CallClass.BLOCKED


def _way(request: Request, proxy: Proxy | None) -> dict[str, Any]:
    """The headers, and through which proxy: that one alone may see who we are to it."""
    if proxy is None:
        return {"headers": request.headers}
    way: dict[str, Any] = {"headers": request.headers, "proxy": proxy.url}
    if proxy.authorization is None:
        return way
    who = {"proxy-authorization": proxy.authorization}
    if request.url.startswith("https:"):
        return way | {"proxy_headers": who}
    # There is no tunnel, so the proxy reads, and takes off, what stands with the rest.
    return way | {"headers": dict(request.headers) | who}


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The body, decompressed; of one that is too large just enough to be known as that."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.content.iter_chunked(CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_BODY_BYTES:
            response.close()
            break
    return b"".join(chunks)


def _trusted(ca_file: Path | None) -> ssl.SSLContext | bool:
    if ca_file is None:
        return True
    context = ssl.create_default_context()
    try:
        context.load_verify_locations(ca_file)
    except OSError as exc:
        raise FatalError(f"{ca_file} holds no certificates ({type(exc).__name__})") from exc
    return context


def _marking_when_there() -> aiohttp.TraceConfig:
    config = aiohttp.TraceConfig()

    async def there(_session: object, context: SimpleNamespace, _params: object) -> None:
        context.trace_request_ctx.there = True

    config.on_connection_create_end.append(there)
    config.on_connection_reuseconn.append(there)
    return config

"""Download over HTTP from hosts nobody trusts: every hop judged, every dialled address checked."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import aiohttp
from aiohttp import AddrInfoType
from yarl import URL

from b9_media_uploader.addresses import is_public
from b9_media_uploader.guard import HTTPS_PORT, Target, UrlGuard, UrlRefusedError
from b9_media_uploader.ports import (
    SourceError,
    SourceFailedError,
    SourceGoneError,
    SourceRefusedError,
    SourceUnavailableError,
)

MAX_REDIRECTS: Final = 3
TIMEOUT: Final = aiohttp.ClientTimeout(total=120, connect=5, sock_connect=5, sock_read=15)
READ_BUFFER: Final = 128 * 1024
MIN_BYTES_PER_S: Final = 32 * 1024
RATE_WINDOW_S: Final = 10.0
REQUEST_HEADERS: Final = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": "b9/1"}
MAX_RETRY_AFTER_S: Final = 300.0

OK: Final = 200
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
# A signed URL that has run out is refused, not missing.
EXPIRED: Final = frozenset({401, 403})
GONE: Final = frozenset({404, 410, 451})
TRY_AGAIN: Final = frozenset({408, 425, 429})
SERVER_ERROR: Final = 500

Dialer = Callable[[AddrInfoType], socket.socket]


class ForbiddenAddressError(OSError):
    """A name led to an address that nobody may be led to."""


class HttpDownload:
    """One answer with status 200, its body unread."""

    def __init__(
        self, response: aiohttp.ClientResponse, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._response = response
        self._clock = clock

    @property
    def length(self) -> int | None:
        """As announced; a hint."""
        return self._response.content_length

    async def chunks(self) -> AsyncIterator[bytes]:
        """See `Download`. Only time spent waiting for the network counts as slowness."""
        content = self._response.content
        waited_s, received = 0.0, 0
        while True:
            started = self._clock()
            with _translated():
                chunk = await content.readany()
            if not chunk:
                return
            waited_s += self._clock() - started
            received += len(chunk)
            if waited_s >= RATE_WINDOW_S:
                if received < MIN_BYTES_PER_S * waited_s:
                    raise SourceUnavailableError("too_slow")
                waited_s, received = 0.0, 0
            yield chunk


class HttpMediaSource:
    """
    Fetches what the guard lets pass. Public hosts and extra origins are dialled apart, so that an
    extra origin's address is of no use to a public name.
    """

    def __init__(
        self, guard: UrlGuard, public: aiohttp.ClientSession, extra: aiohttp.ClientSession
    ) -> None:
        self._guard = guard
        self._public = public
        self._extra = extra

    @classmethod
    @asynccontextmanager
    async def connect(cls, guard: UrlGuard) -> AsyncIterator["HttpMediaSource"]:
        """The source, its connections closed at the end."""
        exact = frozenset((origin.ip, origin.port) for origin in guard.extra_origins)
        async with _session(dial_public) as public, _session(dial_exactly(exact)) as extra:
            yield cls(guard, public, extra)

    @asynccontextmanager
    async def open(self, url: str) -> AsyncIterator[HttpDownload]:
        """See `MediaSource`."""
        for hop in range(MAX_REDIRECTS + 1):
            target = self._judge(url, hop)
            async with self._ask(target) as response:
                if response.status not in REDIRECTS:
                    _judge_answer(response)
                    yield HttpDownload(response)
                    return
                url = _next_url(target.url, response)
        raise SourceRefusedError("too_many_redirects")

    def _judge(self, url: str, hop: int) -> Target:
        try:
            return self._guard.check(url)
        except UrlRefusedError as exc:
            raise SourceRefusedError(f"redirect_{exc.reason}" if hop else exc.reason) from exc

    @asynccontextmanager
    async def _ask(self, target: Target) -> AsyncIterator[aiohttp.ClientResponse]:
        session = self._extra if target.extra else self._public
        with _translated():
            response = await session.get(target.url, allow_redirects=False)
        try:
            yield response
        finally:
            # Closed, not released: an unread rest is dropped, never drained.
            response.close()


def _session(dialer: Dialer) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            socket_factory=dialer, limit=64, limit_per_host=16, ttl_dns_cache=30
        ),
        timeout=TIMEOUT,
        auto_decompress=False,
        trust_env=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers=REQUEST_HEADERS,
        read_bufsize=READ_BUFFER,
        requote_redirect_url=False,
    )


def dial_public(info: AddrInfoType) -> socket.socket:
    """A socket for a public address on the port of https; nothing else is ever dialled."""
    family, kind, proto, _, address = info
    if not is_public(str(address[0])) or address[1] != HTTPS_PORT:
        raise ForbiddenAddressError("address not public")
    return socket.socket(family, kind, proto)


def dial_exactly(allowed: frozenset[tuple[str, int]]) -> Dialer:
    """What makes sockets for the addresses in *allowed*, and for no other."""

    def dial(info: AddrInfoType) -> socket.socket:
        family, kind, proto, _, address = info
        if (str(address[0]), address[1]) not in allowed:
            raise ForbiddenAddressError("address not listed")
        return socket.socket(family, kind, proto)

    return dial


def _judge_answer(response: aiohttp.ClientResponse) -> None:
    """Raise what *response* means unless it brings the file."""
    status = response.status
    if status in EXPIRED:
        raise SourceGoneError("url_expired")
    if status in GONE:
        raise SourceGoneError("gone")
    if status in TRY_AGAIN or status >= SERVER_ERROR:
        raise SourceUnavailableError(f"http_{status}", delay_s=retry_after_s(response.headers))
    if status != OK:
        raise SourceFailedError(f"http_{status}")
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise SourceRefusedError("content_encoding")


def _next_url(current: URL, response: aiohttp.ClientResponse) -> str:
    location = response.headers.get("Location", "")
    try:
        return str(current.join(URL(location, encoded=True)))
    except ValueError as exc:
        raise SourceRefusedError("redirect_url_malformed") from exc


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """How long the server asks us to wait: seconds or a date, clamped; None if it does not say."""
    value = headers.get("Retry-After", "")
    try:
        seconds = float(value)
    except ValueError:
        try:
            at = parsedate_to_datetime(value).astimezone(UTC)
        except (ValueError, OverflowError, TypeError, IndexError):  # whatever a stranger may write
            return None
        seconds = (at - datetime.now(UTC)).total_seconds()
    if seconds != seconds:  # noqa: PLR0124  nan
        return None
    return min(max(seconds, 0.0), MAX_RETRY_AFTER_S)


class _translated:  # noqa: N801  reads as a phrase at its uses
    """Turns the client's errors into the port's."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, exc: BaseException | None, _trace: object) -> None:
        if exc is None or isinstance(exc, SourceError | asyncio.CancelledError):
            return
        reason = _reason(exc)
        if reason is not None:
            raise SourceUnavailableError(reason) from exc


def _reason(exc: BaseException) -> str | None:
    """The word for a failure of the world; None for what is not one."""
    match exc:
        case aiohttp.ClientConnectorDNSError():
            return "dns"
        case aiohttp.ClientConnectorError():
            forbidden = isinstance(exc.os_error, ForbiddenAddressError)
            return "forbidden_address" if forbidden else "connect"
        case TimeoutError():
            return "timeout"
        case aiohttp.ClientPayloadError():
            return "broken_off"
        case aiohttp.ClientError() | OSError():
            return "connection"
    return None

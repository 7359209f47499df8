"""Requests one after another on a few connections, by a client that costs little itself."""

import asyncio
import time
from typing import Final
from urllib.parse import urlsplit

HEADERS_END: Final = b"\r\n\r\n"
LENGTH: Final = b"content-length:"
OK: Final = b"HTTP/1.1 200 "


async def per_second(url: str, path: str, *, token: str, connections: int, seconds: float) -> float:
    """
    How many times a second *path* is answered with 200, each connection asking as soon as it may.

    Raises `RuntimeError` for any other answer.
    """
    started = time.perf_counter()
    asking = [await _connected(url, path, token, started + seconds) for _ in range(connections)]
    counts = await asyncio.gather(*(one.ended for one in asking))
    return sum(counts) / (time.perf_counter() - started)


async def size_of(url: str, path: str, *, token: str) -> int:
    """The bytes of the answer's body."""
    once = await _connected(url, path, token, 0.0)
    await once.ended
    return once.size


class Asking(asyncio.Protocol):
    """
    One connection: asks, counts the bytes of the answer without keeping them, and asks again.

    *ended* is how many were answered when the time was over.
    """

    def __init__(self, request: bytes, ends: float) -> None:
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.size = 0
        self._request = request
        self._ends = ends
        self._answered = 0
        self._head = b""
        self._left = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See `asyncio.Protocol`."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """See `asyncio.Protocol`."""
        if self._left:
            self._left -= len(data)
        elif not self._begun(data):
            return
        if self._left == 0:
            self._answered += 1
            if time.perf_counter() < self._ends:
                self._transport.write(self._request)
            else:
                self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """See `asyncio.Protocol`."""
        if self.ended.done():
            return
        if self._left or self._head or exc is not None:
            self.ended.set_exception(RuntimeError(f"cut in the middle of an answer: {exc}"))
        else:
            self.ended.set_result(self._answered)

    def _begun(self, data: bytes) -> bool:
        """Whether the head of an answer is whole by now; what is left of the body then."""
        self._head += data
        head, end, body = self._head.partition(HEADERS_END)
        if not end:
            return False
        if not head.startswith(OK):
            self.ended.set_exception(RuntimeError(f"{head.splitlines()[0]!r} {body[:200]!r}"))
            self._transport.abort()
            return False
        lines = head.lower().split(b"\r\n")
        self.size = next(int(one[len(LENGTH) :]) for one in lines if one.startswith(LENGTH))
        self._head, self._left = b"", self.size - len(body)
        return True


async def _connected(url: str, path: str, token: str, ends: float) -> Asking:
    parts = urlsplit(url)
    request = (
        f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: Bearer {token}\r\n\r\n"
    ).encode("ascii")
    loop = asyncio.get_running_loop()
    _, asking = await loop.create_connection(
        lambda: Asking(request, ends), parts.hostname or "", parts.port or 80
    )
    return asking

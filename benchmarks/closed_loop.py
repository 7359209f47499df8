"""Requests one after another on a few connections, by a client that costs little itself."""

import asyncio
import time
from typing import Final
from urllib.parse import urlsplit

HEADERS_END: Final = b"\r\n\r\n"
OK: Final = b"HTTP/1.1 200 "


async def per_second(url: str, path: str, *, token: str, connections: int, seconds: float) -> float:
    """
    How many times a second *path* is answered with 200, each connection asking as soon as it may.

    Raises `RuntimeError` for any other answer.
    """
    ends = time.perf_counter() + seconds
    started = time.perf_counter()
    counts = await asyncio.gather(*(_asking(url, path, token, ends) for _ in range(connections)))
    return sum(counts) / (time.perf_counter() - started)


async def size_of(url: str, path: str, *, token: str) -> int:
    """The bytes of the answer's body."""
    reader, writer = await _connected(url)
    try:
        return len(await _answer(reader, writer, _request(url, path, token)))
    finally:
        writer.close()


async def _asking(url: str, path: str, token: str, ends: float) -> int:
    request, answered = _request(url, path, token), 0
    reader, writer = await _connected(url)
    try:
        while time.perf_counter() < ends:
            await _answer(reader, writer, request)
            answered += 1
    finally:
        writer.close()
    return answered


async def _connected(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(url)
    return await asyncio.open_connection(parts.hostname, parts.port)


def _request(url: str, path: str, token: str) -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\n"
        f"Authorization: Bearer {token}\r\n\r\n"
    ).encode("ascii")


async def _answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> bytes:
    """The body of one answer, whose length is told."""
    writer.write(request)
    head = await reader.readuntil(HEADERS_END)
    length = next(
        int(line.split(b":")[1])
        for line in head.lower().split(b"\r\n")
        if line.startswith(b"content-length:")
    )
    body = await reader.readexactly(length)
    if not head.startswith(OK):
        raise RuntimeError(f"{head.splitlines()[0]!r} {body[:200]!r}")
    return body

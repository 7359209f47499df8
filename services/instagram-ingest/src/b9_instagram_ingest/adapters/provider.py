"""The provider's API over HTTP: one GET per question, bounded in every way."""

import asyncio
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Final

import aiohttp

from b9_common.events import CallClass, Walk
from b9_common.fetching.decoding import MAX_BODY_BYTES
from b9_common.version import VERSION
from b9_instagram_ingest.dialects import Dialect
from b9_instagram_ingest.ports import Ask, Reply
from b9_instagram_ingest.reading import Reading, read_answer
from b9_instagram_ingest.settings import Settings

ENDPOINTS: Final = {
    Walk.PROFILE: ("/profile", Dialect.PROFILE),
    Walk.REELS: ("/reels", Dialect.REELS),
    Walk.POSTS: ("/user-feeds", Dialect.USER_FEEDS),
}
POOL: Final = 50
# 55 calls a second of 300 ms are 17 at once; the slow ones come on top.
PER_HOST: Final = 32
CHUNK: Final = 64 * 1024
# Larger bodies take the loop longer than it may be taken; most are smaller.
READ_ASIDE_FROM: Final = 200 * 1024
READERS: Final = 2


class HttpProvider:
    """See `ports.Upstream`. The key travels in a header and nowhere else."""

    def __init__(self, session: aiohttp.ClientSession, readers: ThreadPoolExecutor) -> None:
        self._session = session
        self._readers = readers

    @classmethod
    @asynccontextmanager
    async def connect(cls, settings: Settings) -> AsyncIterator["HttpProvider"]:
        """A provider with a pool of its own, while the block runs."""
        headers = {
            "x-rapidapi-key": settings.api_key.get_secret_value(),
            "x-rapidapi-host": settings.provider_host,
            "accept": "application/json",
            "user-agent": f"b9-instagram-ingest/{VERSION}",
        }
        timeout = aiohttp.ClientTimeout(
            total=settings.call_timeout_s, sock_connect=settings.connect_timeout_s
        )
        with ThreadPoolExecutor(READERS, thread_name_prefix="reader") as readers:
            async with aiohttp.ClientSession(
                settings.provider_url,
                headers=headers,
                timeout=timeout,
                connector=aiohttp.TCPConnector(limit=POOL, limit_per_host=PER_HOST),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
            ) as session:
                yield cls(session, readers)

    async def fetch(self, ask: Ask) -> Reply:
        """See `ports.Upstream`."""
        path, dialect = ENDPOINTS[ask.walk]
        started = time.perf_counter()
        status: int | None = None
        headers: dict[str, str] = {}
        body, failure = b"", ""
        try:
            async with self._session.get(
                path, params=_params(ask), allow_redirects=False
            ) as response:
                status, headers = response.status, dict(response.headers)
                body = await _read(response)
        except TimeoutError:
            status = None
        except aiohttp.ClientError as exc:
            failure = type(exc).__name__
        arrived = datetime.now(UTC)
        duration_ms = round((time.perf_counter() - started) * 1_000)
        if failure:
            return Reply(
                call_class=CallClass.UPSTREAM_ERROR,
                code="connection",
                message=failure,
                status=status,
                duration_ms=duration_ms,
                observed_at=arrived,
            )
        read = partial(read_answer, dialect, status, headers, body, now=arrived, owner=ask.owner)
        if len(body) < READ_ASIDE_FROM:
            reading = read()
        else:
            loop = asyncio.get_running_loop()
            reading = await loop.run_in_executor(self._readers, read)
        return _reply(reading, len(body), duration_ms, arrived)


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


def _params(ask: Ask) -> dict[str, str]:
    if ask.owner is None:
        return {"username": ask.username}
    params = {"id": ask.owner.id, "count": str(ask.count)}
    return params | {"max_id": ask.cursor} if ask.cursor is not None else params


def _reply(reading: Reading, size: int, duration_ms: int, arrived: datetime) -> Reply:
    answer = reading.answer
    return Reply(
        call_class=answer.call_class,
        code=answer.code,
        message=answer.message,
        retry_after_s=answer.retry_after_s,
        quota_left=answer.limits.quota_remaining,
        quota_reset_s=answer.limits.quota_reset_s,
        page=reading.page,
        status=answer.status,
        bytes=size,
        duration_ms=duration_ms,
        observed_at=arrived,
    )

"""Where the public keys of tokens are, over HTTP."""

from typing import Final

import aiohttp

TIMEOUT_S: Final = 3.0
MAX_BYTES: Final = 256 * 1024
HTTP_OK: Final = 200


class KeysUnavailableError(Exception):
    """There was no plain and short answer."""


async def fetch(url: str) -> bytes:
    """What *url* answers, within three seconds. Raises `KeysUnavailableError`."""
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as http,
            http.get(url, allow_redirects=False) as answer,
        ):
            body = await _read(answer)
    except (aiohttp.ClientError, OSError, TimeoutError) as exc:
        raise KeysUnavailableError(type(exc).__name__) from exc
    if answer.status != HTTP_OK or len(body) > MAX_BYTES:
        raise KeysUnavailableError(f"{answer.status}, {len(body)} bytes")
    return body


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    body = b""
    async for chunk in answer.content.iter_chunked(16 * 1024):
        body += chunk
        if len(body) > MAX_BYTES:
            break
    return body

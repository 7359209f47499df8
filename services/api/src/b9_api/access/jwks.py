"""The public keys of whoever signs tokens: fetched, kept for a while, and asked for sparingly."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

import jwt
import msgspec
from jwt import PyJWK, PyJWKSet

from b9_api.adapters.signing_keys import KeysUnavailableError
from b9_api.http.problems import unavailable

log = logging.getLogger(__name__)

Fetch = Callable[[], Awaitable[bytes]]

# Fetched again after this long; the keys known go on being used meanwhile.
FRESH_S: Final = 600.0
# After a day without an answer the keys are not to be trusted: one may have been withdrawn.
TRUSTED_S: Final = 86_400.0
# However many unknown keys are named, and however often fetching fails.
BETWEEN_FETCHES_S: Final = 60.0
FETCH_TIMEOUT_S: Final = 3.5
MAX_KEYS: Final = 50


class Jwks:
    """The keys by their ids. Any number of tasks may share it."""

    def __init__(self, fetch: Fetch, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._keys: dict[str, PyJWK] = {}
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    async def find(self, kid: str) -> PyJWK | None:
        """
        The key called *kid*; None where there is none.

        Waits for the network at most three seconds, and only for a key that is not known. Raises a
        503 `Problem` where no keys could be had at all.
        """
        age_s = self._clock() - self._fetched_at
        if kid not in self._keys or age_s > TRUSTED_S:
            await asyncio.shield(self._refreshed())
        elif age_s > FRESH_S:
            # Nobody waits for it.
            _ = self._refreshed()
        if self._clock() - self._fetched_at > TRUSTED_S:
            raise unavailable("the keys that sign tokens cannot be fetched", "keys_unavailable")
        return self._keys.get(kid)

    def _refreshed(self) -> "asyncio.Future[None]":
        """The fetch that is under way, a new one, or none where the last was a moment ago."""
        if self._fetching is not None and not self._fetching.done():
            return self._fetching
        now = self._clock()
        if now - self._tried_at < BETWEEN_FETCHES_S:
            done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            done.set_result(None)
            return done
        self._tried_at = now
        self._fetching = asyncio.create_task(self._refresh(), name="jwks")
        return self._fetching

    async def _refresh(self) -> None:
        try:
            async with asyncio.timeout(FETCH_TIMEOUT_S):
                keys = keys_in(await self._fetch())
        except (KeysUnavailableError, TimeoutError, ValueError, jwt.PyJWTError) as exc:
            log.warning("the keys that sign tokens were not fetched: %s", type(exc).__name__)
            return
        self._keys = keys
        self._fetched_at = self._clock()


def keys_in(body: bytes) -> dict[str, PyJWK]:
    """
    The keys for signatures in a JWKS. Raises `ValueError` or `jwt.PyJWTError` for no such thing.

    Shared secrets have no place in what is public, and are left out.
    """
    told: dict[str, Any] = msgspec.json.decode(body, type=dict[str, Any])
    keys = told.get("keys")
    if not isinstance(keys, list) or len(keys) > MAX_KEYS:
        raise ValueError("not a JWKS, or an endless one")
    public = [key for key in keys if isinstance(key, dict) and key.get("kty") in {"RSA", "EC"}]
    known = PyJWKSet.from_dict({"keys": public}).keys
    return {key.key_id: key for key in known if key.key_id and key.public_key_use != "enc"}

"""
The bearer token of our application: fetched once, kept until shortly before it expires.

Every process fetches its own, because Reddit lets many of them live side by side. Sharing one
would mean to keep a secret in the broker, to save a call an hour.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from aiohttp import encode_basic_auth

from b9_reddit_ingest.adapters.grants import TokenError, grant_of
from b9_reddit_ingest.adapters.http import Arrival, Request

PATH: Final = "/api/v1/access_token"
# A token is replaced when a tenth of its life is left, but at most this long before its end.
REFRESH_S: Final = 300.0
REFRESH_SHARE: Final = 0.1
# After a refusal nobody asks again at once: all who wait are told the same.
PAUSE_S: Final = 2.0


class Sender(Protocol):
    """See `http.Http`."""

    async def send(self, request: Request) -> Arrival:
        """One answer; never raises."""
        ...


@dataclass(frozen=True, eq=False)
class Token:
    """Times are those of the clock of its `Tokens`."""

    value: str = field(repr=False)
    refresh_at: float
    ends_at: float


class Tokens:
    """One token for all tasks of the process; however many ask, one call is under way."""

    def __init__(
        self,
        http: Sender,
        base: str,
        *,
        client_id: str,
        client_secret: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._http = http
        self._request = Request(
            method="POST",
            url=base.rstrip("/") + PATH,
            headers={"authorization": encode_basic_auth(client_id, client_secret)},
            form={"grant_type": "client_credentials"},
        )
        self._clock = clock
        self._fetching = asyncio.Lock()
        self._token: Token | None = None
        self._refusal: TokenError | None = None
        self._refused_until = 0.0

    async def get(self) -> Token:
        """A token that is good for a while. Raises `TokenError`."""
        before = self._living()
        # While one call fetches the next token, the others go on with this one.
        if before and (self._clock() < before.refresh_at or self._fetching.locked()):
            return before
        async with self._fetching:
            living = self._living()
            if living is not None and living is not before:
                return living
            try:
                self._token = await self._fetch()
            except TokenError:
                if living is None:
                    raise
                # It was asked for early: what is in hand serves until there is another.
                return living
            return self._token

    def drop(self, token: Token) -> None:
        """Reddit did not take *token*: the next `get` fetches another."""
        if self._token is token:
            self._token = None

    def _living(self) -> Token | None:
        if self._token is None or self._clock() >= self._token.ends_at:
            return None
        return self._token

    async def _fetch(self) -> Token:
        if self._refusal is not None and self._clock() < self._refused_until:
            raise self._refusal.again()
        arrival = await self._http.send(self._request)
        now = self._clock()
        try:
            grant = grant_of(arrival)
        except TokenError as refusal:
            self._refusal = refusal
            self._refused_until = now + (refusal.retry_after_s or PAUSE_S)
            raise
        self._refusal = None
        life_s = grant.expires_in
        early_s = min(REFRESH_S, REFRESH_SHARE * life_s)
        return Token(
            value=grant.access_token, refresh_at=now + life_s - early_s, ends_at=now + life_s
        )

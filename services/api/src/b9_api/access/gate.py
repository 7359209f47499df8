"""Finds out who asks: by key, by token, by the cron's secret, or as nobody in particular."""

import hashlib
import hmac
from collections.abc import Callable
from typing import Final, Protocol
from urllib.parse import parse_qs

from pydantic import SecretStr
from starlette.datastructures import Headers
from starlette.types import Scope as Asked

from b9_api.access.failing import Failing
from b9_api.access.keys import Keys
from b9_api.http.caller import ANYONE, CRON, HOLDER, Caller, Scope
from b9_api.http.problems import Problem
from b9_common.api_keys import parse_key

OPERATOR: Final = Caller(id="operator", scope=Scope.ADMIN)
# What only reads; a stranger may do no other, where any.
READS: Final = frozenset({"GET", "HEAD"})
CRON_FOLDER: Final = "/api/cron/"
# Addresses that are credentials themselves: their routes check the signature in them.
SIGNED_FOLDERS: Final = ("/media/",)
TICKET: Final = "ticket"
MAX_CREDENTIAL: Final = 8_192
FAILURES_PER_MIN: Final = 20

ReadTicket = Callable[[str], Caller | None]
# Of a path and the question with it.
IsSigned = Callable[[str, str], bool]


class Tokens(Protocol):
    """Signed tokens of another party."""

    async def caller(self, token: str) -> Caller | None:
        """Whose *token* is; None where it is not to be believed."""
        ...

    async def is_signed(self, token: str) -> bool:
        """Whether *token* is genuine, at the cost of reckoning alone."""
        ...


class Gate:
    """
    Tells who sent a call; raises a 401 `Problem` for whoever does not say it credibly, and 429 for
    whoever keeps trying.
    """

    def __init__(
        self,
        keys: Keys,
        *,
        token: SecretStr | None = None,
        cron_secret: SecretStr | None = None,
        tokens: Tokens | None = None,
        open_reads: bool = False,
        failing: Failing | None = None,
    ) -> None:
        self._keys = keys
        self._failing = failing or Failing(per_min=FAILURES_PER_MIN)
        self._token = _digest_of(token)
        self._cron = _digest_of(cron_secret)
        self._tokens = tokens
        self._open_reads = open_reads
        self._tickets: dict[str, ReadTicket] = {}
        self._signed: dict[str, IsSigned] = {}

    def let_in(self, path: str, read: ReadTicket) -> None:
        """Take ``?ticket=…`` at *path* for a credential: browsers' streams cannot send headers."""
        self._tickets[path] = read

    def let_holders_in(self, folder: str, is_signed: IsSigned) -> None:
        """Tell whoever has an address in *folder* that we signed from whoever made one up."""
        self._signed[folder] = is_signed

    async def caller(self, asked: Asked, headers: Headers) -> Caller:
        """Who sent it."""
        given = headers.get("authorization")
        found = self._stranger(asked) if given is None else await self._bearer(asked, given)
        if found is None:
            raise Problem(
                401,
                "unauthorized",
                "valid credentials are needed",
                headers={"WWW-Authenticate": 'Bearer realm="b9"'},
            )
        return found

    async def _bearer(self, asked: Asked, given: str) -> Caller | None:
        """The holder of what was *given*. Raises a 429 `Problem` where too much was wrong."""
        host, _ = asked.get("client") or ("", 0)
        try:
            self._failing.refuse(host, given)
        except Problem:
            # One address may be a whole office's, or a proxy's: strangers there shut out nobody
            # whose token can be checked without looking anything up.
            if not await self._is_genuine(given):
                raise
        found = await self._holder(asked, given)
        if found is None:
            self._failing.failed(host, given)
        else:
            self._failing.passed(given)
        return found

    async def _is_genuine(self, given: str) -> bool:
        credential = _credential(given)
        if self._tokens is None or credential is None or parse_key(credential):
            return False
        return await self._tokens.is_signed(credential)

    async def _holder(self, asked: Asked, given: str) -> Caller | None:
        credential = _credential(given)
        if credential is None:
            return None
        if key := parse_key(credential):
            return await self._keys.caller(key)
        digest = _digest(credential)
        if _equal(digest, self._token):
            return OPERATOR
        if asked["path"].startswith(CRON_FOLDER) and _equal(digest, self._cron):
            return CRON
        return await self._tokens.caller(credential) if self._tokens else None

    def _stranger(self, asked: Asked) -> Caller | None:
        if asked["path"].startswith(SIGNED_FOLDERS):
            return Caller(id=self._id_at(asked), scope=Scope.NONE)
        if read := self._tickets.get(asked["path"]):
            words = parse_qs(asked.get("query_string", b"").decode("latin-1"))
            tickets = words.get(TICKET, [])
            if len(tickets) == 1 and len(tickets[0]) <= MAX_CREDENTIAL:
                return read(tickets[0])
        if self._open_reads and asked["method"] in READS:
            return Caller(id=ANYONE, scope=Scope.READ)
        return None

    def _id_at(self, asked: Asked) -> str:
        path, question = asked["path"], asked.get("query_string", b"").decode("latin-1")
        signed = [read for folder, read in self._signed.items() if path.startswith(folder)]
        return HOLDER if any(read(path, question) for read in signed) else ANYONE


def _credential(given: str) -> str | None:
    scheme, _, credential = given.partition(" ")
    return credential if scheme.lower() == "bearer" and len(credential) <= MAX_CREDENTIAL else None


def _digest(text: str) -> bytes:
    """Equal lengths, so that comparing takes equal time."""
    return hashlib.sha256(text.encode()).digest()


def _digest_of(secret: SecretStr | None) -> bytes | None:
    return None if secret is None else _digest(secret.get_secret_value())


def _equal(digest: bytes, wanted: bytes | None) -> bool:
    return wanted is not None and hmac.compare_digest(digest, wanted)

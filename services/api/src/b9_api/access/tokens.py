"""Signed tokens of another party, such as Supabase: who is meant, and what their role may do."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import jwt
from msgspec import Struct

from b9_api.access.jwks import Jwks
from b9_api.http.caller import Caller, Scope
from b9_api.http.problems import Problem
from b9_api.orgs import DEFAULT_ORG

# Signed by a private key; the shared secret's is apart, and never taken where none is configured.
BY_KEY: Final = frozenset({"RS256", "ES256"})
BY_SECRET: Final = "HS256"  # noqa: S105  its name, not a secret
LEEWAY_S: Final = 30
REQUIRED: Final = ("exp", "sub", "iss", "aud")
MAX_SUBJECT: Final = 200
ORG_REMEMBERED_S: Final = 60.0
MAX_ORGS: Final = 1_000
STRICT: Final = jwt.PyJWT({"enforce_minimum_key_length": True})

Exists = Callable[[str], Awaitable[bool]]


class Trust(Struct, frozen=True, kw_only=True):
    """Whose tokens are believed, and what is read from them; claims as dotted paths."""

    issuer: str
    audience: str
    role_claim: str
    roles: Mapping[str, Scope]
    org_claim: str
    secret: str | None = None


class SignedTokens:
    """Finds out whose a token is. Its algorithm is ours to choose, never the token's."""

    def __init__(
        self,
        trust: Trust,
        keys: Jwks | None,
        org_exists: Exists,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._trust = trust
        self._keys = keys
        self._org_exists = org_exists
        self._clock = clock
        self._orgs: OrderedDict[str, float] = OrderedDict()

    async def caller(self, token: str) -> Caller | None:
        """
        Whose *token* is; None where it is not to be believed.

        A role that is not mapped may do nothing. Raises `Problem` for an organisation that is not
        ours, and where the keys cannot be had.
        """
        claims = await self._believed(token)
        if claims is None:
            return None
        subject = claims["sub"]
        if not subject.isprintable() or not 0 < len(subject) <= MAX_SUBJECT:
            return None
        scope = self._scope(claims)
        return Caller(id=f"user:{subject}", org_id=await self._org(claims), scope=scope)

    async def is_signed(self, token: str) -> bool:
        """
        Whether *token* is what our party signed, not long ago. Asks no database; keys are those
        that are known, or fetched once a minute, however often this is asked.
        """
        return await self._believed(token) is not None

    async def _believed(self, token: str) -> dict[str, Any] | None:
        try:
            return await self._claims(token)
        except (jwt.PyJWTError, RecursionError):
            # The latter for a header of brackets without end.
            return None

    async def _claims(self, token: str) -> dict[str, Any] | None:
        header = jwt.get_unverified_header(token)
        algorithm, kid = header.get("alg"), header.get("kid")
        key: Any = None
        if not isinstance(algorithm, str):
            return None
        if algorithm == BY_SECRET:
            key = self._trust.secret
        elif algorithm in BY_KEY and self._keys is not None and isinstance(kid, str):
            found = await self._keys.find(kid)
            # A key is for one algorithm, whatever the token's header says.
            key = found if found is not None and found.algorithm_name == algorithm else None
        if key is None:
            return None
        return STRICT.decode(
            token,
            key,
            algorithms=[algorithm],
            audience=self._trust.audience,
            issuer=self._trust.issuer,
            leeway=LEEWAY_S,
            options={"require": list(REQUIRED)},
        )

    def _scope(self, claims: Mapping[str, Any]) -> Scope:
        told = _at(claims, self._trust.role_claim)
        words = told if isinstance(told, list) else [told]
        scopes = [self._trust.roles[word] for word in words if _is_in(word, self._trust.roles)]
        return max(scopes, default=Scope.NONE)

    async def _org(self, claims: Mapping[str, Any]) -> str:
        told = _at(claims, self._trust.org_claim)
        if told is None or told == DEFAULT_ORG:
            return DEFAULT_ORG
        if not isinstance(told, str) or not told.isprintable() or not await self._known(told):
            raise Problem(403, "unknown_organisation", "the token's organisation is not known here")
        return told

    async def _known(self, org_id: str) -> bool:
        now = self._clock()
        if now - self._orgs.get(org_id, float("-inf")) < ORG_REMEMBERED_S:
            return True
        if not await self._org_exists(org_id):
            return False
        self._orgs[org_id] = now
        self._orgs.move_to_end(org_id)
        while len(self._orgs) > MAX_ORGS:
            self._orgs.popitem(last=False)
        return True


def _at(claims: Mapping[str, Any], path: str) -> Any:
    """What stands at *path*, or None."""
    found: Any = claims
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _is_in(word: Any, roles: Mapping[str, Scope]) -> bool:
    return isinstance(word, str) and word in roles

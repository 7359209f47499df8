"""Tickets: a stream's credential for browsers, whose ``EventSource`` sends no header."""

import base64
import binascii
import hashlib
import hmac
import time
from collections.abc import Callable
from typing import Final
from uuid import uuid4

import msgspec
from msgspec import Struct

from b9_api.adapters.database import Database
from b9_api.http.caller import Caller, Scope
from b9_api.http.problems import Problem
from b9_api.live import sql
from b9_api.live.topics import Topics

LIFE_S: Final = 30
SEAL_BYTES: Final = 32


class Ticket(Struct, frozen=True, array_like=True):
    """What a ticket says: who may watch what, once, until when (seconds since 1970)."""

    id: str
    until: float
    caller: str
    org_id: str
    topics: tuple[str, ...]


class Tickets:
    """
    Writes and reads tickets under one key, the same in every process of a deployment.

    Whoever comes with one may read, whatever else its owner may do.
    """

    def __init__(
        self, database: Database, secret: bytes, clock: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._key = hashlib.blake2b(secret, person=b"b9-ticket").digest()
        self._clock = clock

    def issue(self, caller: Caller, topics: Topics) -> str:
        """A ticket for *caller* to watch *topics*, good once and for half a minute."""
        names = tuple(sorted(topics.names))
        ticket = Ticket(uuid4().hex, self._clock() + LIFE_S, caller.id, caller.org_id, names)
        body = msgspec.json.encode(ticket)
        return base64.urlsafe_b64encode(self._seal(body) + body).decode().rstrip("=")

    def read(self, text: str) -> Ticket | None:
        """What *text* says; None where it is none of ours, or too old."""
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
        except (ValueError, binascii.Error):
            return None
        seal, body = raw[:SEAL_BYTES], raw[SEAL_BYTES:]
        if not hmac.compare_digest(seal, self._seal(body)):
            return None
        ticket = msgspec.json.decode(body, type=Ticket)
        return ticket if ticket.until > self._clock() else None

    def caller(self, text: str) -> Caller | None:
        """Whose ticket *text* is; None where it opens nothing."""
        ticket = self.read(text)
        return None if ticket is None else caller_of(ticket)

    async def redeem(self, text: str) -> Ticket:
        """Use *text* up. Raises a 401 `Problem` where it opens nothing, or no more."""
        ticket = self.read(text)
        if ticket is None or await self._database.find(sql.USE_TICKET, ticket.id) is None:
            raise Problem(401, "invalid_ticket", "a ticket opens one stream, for half a minute")
        return ticket

    def _seal(self, body: bytes) -> bytes:
        return hmac.digest(self._key, body, "sha256")


def caller_of(ticket: Ticket) -> Caller:
    """Who was given it."""
    return Caller(id=ticket.caller, org_id=ticket.org_id, scope=Scope.READ)

"""Where a client left off in a list: text that means nothing to it, and that only we can write."""

import base64
import binascii
import hashlib
import hmac
from typing import Final

import msgspec
from msgspec import Struct

from b9_api.http.problems import Problem, invalid

SIGNED_BYTES: Final = 12
MAX_LENGTH: Final = 2_000


class Position(Struct, frozen=True, array_like=True):
    """The last row that was seen: of which question, its value in the order, its key."""

    question: str
    value: str | None
    key: str


class Signer:
    """Writes and reads positions under one key, the same in every process of a deployment."""

    def __init__(self, secret: bytes) -> None:
        self._key = hashlib.blake2b(secret, person=b"b9-cursor").digest()

    def write(self, position: Position) -> str:
        """*position* as an opaque token."""
        body = msgspec.json.encode(position)
        return base64.urlsafe_b64encode(self._seal(body) + body).decode().rstrip("=")

    def read(self, token: str, question: str) -> Position:
        """The position in *token*; refuses what we did not write, or wrote for another question."""
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True)
        except (ValueError, binascii.Error):
            raw = b""
        seal, body = raw[:SIGNED_BYTES], raw[SIGNED_BYTES:]
        if not hmac.compare_digest(seal, self._seal(body)):
            raise invalid("cursor", "invalid_cursor", "not a cursor of this list")
        position = msgspec.json.decode(body, type=Position)
        if position.question != question:
            raise Problem(
                400, "cursor_mismatch", "this cursor is of another list, order or set of filters"
            )
        return position

    def _seal(self, body: bytes) -> bytes:
        return hmac.digest(self._key, body, "sha256")[:SIGNED_BYTES]

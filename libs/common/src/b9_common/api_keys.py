"""The form of an API key: what its holder sends, and what is stored instead of it."""

import hashlib
import re
import secrets
from typing import Final

from msgspec import Struct

ID_BYTES: Final = 6
SECRET_BYTES: Final = 32
FORM: Final = re.compile(r"b9_(?P<id>[0-9a-f]{12})_[A-Za-z0-9_-]{43}")


class ApiKey(Struct, frozen=True):
    """
    A key as it is stored: *id* is public and finds it, *digest* is what its text hashes to.

    Its secret has 256 random bits, so one round of SHA-256 is enough: there is nothing to guess.
    """

    id: str
    digest: bytes


def new_key() -> str:
    """The text of a new key; nothing of it can be found out from what is stored."""
    return f"b9_{secrets.token_hex(ID_BYTES)}_{secrets.token_urlsafe(SECRET_BYTES)}"


def parse_key(text: str) -> ApiKey | None:
    """What to look up for *text*, or None where it is no key of ours."""
    found = FORM.fullmatch(text)
    if found is None:
        return None
    return ApiKey(id=found["id"], digest=hashlib.sha256(text.encode()).digest())

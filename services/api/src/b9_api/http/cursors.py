"""Where a client left off in a list, as text that means nothing to it."""

import base64
import binascii
from datetime import datetime
from typing import Final, Protocol, TypeVar

import msgspec

from b9_api.http.problems import invalid

YEARS: Final = range(2000, 2200)


class Position(Protocol):
    """A place in a list that is ordered by time, then by id."""

    @property
    def created_at(self) -> datetime:
        """When what stands there was made."""
        ...


T = TypeVar("T", bound=Position)


def write_cursor(position: Position) -> str:
    """Opaque to clients, and stable while new rows come in."""
    return base64.urlsafe_b64encode(msgspec.json.encode(position)).decode().rstrip("=")


def read_cursor(cursor: str, kind: type[T]) -> T:
    """The position in *cursor*; refuses what we did not write."""
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        position = msgspec.json.decode(base64.urlsafe_b64decode(padded), type=kind)
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        raise invalid("cursor", "invalid_cursor", "not a cursor of this list") from None
    if position.created_at.tzinfo is None or position.created_at.year not in YEARS:
        raise invalid("cursor", "invalid_cursor", "not a cursor of this list")
    return position

"""One entry of a page, from its JSON to a wire record; what every kind of entry needs."""

from typing import Generic

import msgspec
from msgspec import Raw

from b9_common.fetching.decoding import BodyError, decode
from b9_reddit_ingest.body import NOT_AS_USUAL
from b9_reddit_ingest.page import Reason
from b9_reddit_ingest.wire import Wire, lenient


class Reader(Generic[Wire]):
    """Reads entries of one *kind*: as they should be, else field by field."""

    def __init__(self, kind: type[Wire]) -> None:
        self._kind = kind
        # With good will: seconds are read as a point in time, "5" as a number.
        self._decode = msgspec.json.Decoder(kind, strict=False).decode

    def read(self, data: Raw) -> tuple[Wire, bytes] | Reason:
        """The record and its JSON, cleaned where it had to be; or why there is none."""
        raw = bytes(data)
        try:
            return self._decode(raw), raw
        except NOT_AS_USUAL:
            pass
        try:
            value = decode(raw)
        except BodyError:
            return Reason.UNREADABLE
        if not isinstance(value, dict):
            return Reason.NOT_AN_OBJECT
        return lenient(self._kind, value), msgspec.json.encode(value)

    def find(self, data: Raw) -> Wire | None:
        """The record in a part that may well be odd or null."""
        found = self.read(data)
        return None if isinstance(found, Reason) else found[0]


def which(raw: bytes, name: str, missing: Reason, bad: Reason) -> Reason:
    """Of two reasons the true one: nothing under *name*, or nothing usable."""
    return missing if decode(raw).get(name) is None else bad

"""One record of a worker, in hand."""

from typing import TypeAlias

from msgspec import Struct

from b9_common.events import CallTracked, StageTracked

Track: TypeAlias = StageTracked | CallTracked


class Told(Struct, frozen=True, kw_only=True):
    """One record in hand; *origin* is what it is known by, *request_id* None where it has none."""

    event: Track
    origin: str
    request_id: str | None

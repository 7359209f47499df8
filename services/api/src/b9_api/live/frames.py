"""What goes over the wire: events of ``text/event-stream``, encoded once for all viewers."""

from typing import Any, Final

import msgspec

HEARTBEAT: Final = b": heartbeat\n\n"
# How long a browser waits before it comes back.
RETRY_MS: Final = 2_000

_encode: Final = msgspec.json.Encoder().encode


def frame(event: str, data: Any, event_id: int | None = None) -> bytes:
    """One event. JSON holds no line break, so *data* is one line."""
    numbered = b"" if event_id is None else b"id: %d\n" % event_id
    return b"%bevent: %b\ndata: %b\n\n" % (numbered, event.encode(), _encode(data))


def hello(topics: list[str], event_id: int | None) -> bytes:
    """The first event: from where on all is told."""
    return b"retry: %d\n" % RETRY_MS + frame("hello", {"topics": topics}, event_id)

"""Messages that tell others of a commit."""

from collections.abc import Mapping

from msgspec import Struct

from b9_common.events import RowsPersisted, encode
from b9_common.messaging import event_headers
from b9_common.telemetry import TRACEPARENT
from b9_common.topology import ROWS, rows_subject


class WakeUp(Struct, frozen=True, kw_only=True):
    """One message for the outbox."""

    stream: str
    subject: str
    msg_id: str
    headers: Mapping[str, str]
    payload: bytes


def wake_up(event: RowsPersisted, msg_id: str, headers: Mapping[str, str]) -> WakeUp:
    """The message that tells of *event*, in the trace that *headers* carry."""
    trace = {TRACEPARENT: headers[TRACEPARENT]} if TRACEPARENT in headers else {}
    return WakeUp(
        stream=ROWS.name,
        subject=rows_subject(event.platform),
        msg_id=msg_id,
        headers=event_headers(event) | trace,
        payload=encode(event),
    )

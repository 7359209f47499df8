"""The one command the gateway and its dispatcher send, as a row of the outbox."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct

from b9_common.events import CreatorRequested, Depth, Kind, Lane, Options, Platform, encode
from b9_common.messaging import event_headers
from b9_common.topology import REQUESTS, requested_subject

# A core message, fire and forget: something was committed that the dispatcher may relay.
WAKE_OUTBOX: Final = "wake.outbox"
WAKE_CONTROL: Final = "wake.control"
# As above, for gateways: events have their numbers, and people changed rows.
WAKE_EVENTS: Final = "wake.events"
WAKE_ROWS: Final = "wake.rows"


class OutboxRow(Struct, frozen=True, kw_only=True):
    """One message to be relayed. *headers* is JSON text, as the column takes it."""

    stream: str
    subject: str
    msg_id: str
    headers: str
    payload: bytes


def command_row(request: Mapping[str, Any], *, drive: int) -> OutboxRow:
    """The command of *request* (its columns) in *drive*, continuing the trace it began in."""
    options: Options = msgspec.json.decode(request["options"], type=Options)
    command = CreatorRequested(
        request_id=str(request["id"]),
        correlation_id=request["correlation_id"],
        drive=drive,
        kind=Kind(request["kind"]),
        platform=Platform(request["platform"]),
        target=request["target"],
        depth=depth_in(request),
        options=options,
        lane=Lane(request["lane"]),
        requested_at=request.get("created_at") or datetime.now(UTC),
    )
    headers = event_headers(command)
    if request["traceparent"]:
        headers["traceparent"] = request["traceparent"]
    return OutboxRow(
        stream=REQUESTS.name,
        subject=requested_subject(request["platform"], request["lane"]),
        msg_id=message_id(request["id"], drive),
        headers=msgspec.json.encode(headers).decode(),
        payload=encode(command),
    )


def depth_in(request: Mapping[str, Any]) -> Depth:
    """The depth that the columns of *request* tell."""
    return Depth(
        reels=request["depth_reels"],
        posts=request["depth_posts"],
        authors=request["depth_authors"],
    )


def json_text(value: Any) -> str:
    """*value* as a column of JSON takes it."""
    return msgspec.json.encode(value).decode()


def message_id(request_id: UUID | str, drive: int) -> str:
    """What a drive travels under: a repeat is swallowed, the next drive is not."""
    return f"{request_id}:{drive}"

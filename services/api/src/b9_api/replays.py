"""What a dead letter becomes when it is sent once more, if it can be."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

import msgspec

from b9_api.commands import OutboxRow
from b9_common.events import (
    ContentPage,
    MediaItem,
    Owner,
    Platform,
    Profile,
    Walk,
    encode,
)
from b9_common.messaging import event_headers
from b9_common.topology import MAIN_DURABLES, PERSISTER_CONTENT, REPLAY, REPLAYABLE, REQUESTS

# The broker's limit for payload and headers, less room for ours.
MAX_PAYLOAD: Final = REPLAY.max_msg_size - 16 * 1024
KEPT_HEADERS: Final[tuple[str, ...]] = (
    "B9-Schema",
    "B9-Request-Id",
    "B9-Correlation-Id",
    "traceparent",
    "B9-Stored-At",
)
REPLAYED_DURABLES: Final = frozenset(durable.name for durable in REPLAYABLE)
COMMAND_DURABLES: Final = frozenset(
    durable.name for durable in MAIN_DURABLES if durable.stream == REQUESTS.name
)


T = TypeVar("T")


class NotReplayableError(Exception):
    """This letter cannot be sent again; *code* is a stable word for why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def durable_of(letter: Mapping[str, Any]) -> str:
    """The durable a letter was meant for, also when it had been replayed before."""
    durable: str = letter["durable"]
    return durable.removeprefix("replay-")


def is_command(letter: Mapping[str, Any]) -> bool:
    """Whether the letter is a request itself: that is driven again, never replayed."""
    return letter["kind"] == "message" and durable_of(letter) in COMMAND_DURABLES


def message_again(letter: Mapping[str, Any]) -> OutboxRow:
    """The message of *letter* as it was, for its own durable alone."""
    durable = durable_of(letter)
    if letter["kind"] != "message" or durable not in REPLAYED_DURABLES:
        raise NotReplayableError("not_replayable", f"a {letter['kind']} of {durable} is a record")
    first: dict[str, str] = msgspec.json.decode(letter["headers"])
    headers: dict[str, str] = {key: first[key] for key in KEPT_HEADERS if key in first}
    return _row(letter, durable, headers, letter["payload"])


def item_again(letter: Mapping[str, Any], page: Mapping[str, Any]) -> OutboxRow:
    """The item of *letter* as a page of one: the same page, so it is never counted twice."""
    what = _mapped(letter["payload"])
    event = ContentPage(
        request_id=str(page["request_id"]),
        correlation_id=page["correlation_id"],
        drive=page["drive"],
        run=page["run"],
        leg=page["leg"],
        walk=Walk(page["walk"]),
        n=page["n"],
        part=page["part"],
        platform=Platform(page["platform"]),
        owner=Owner(id=page["owner_id"], username=page["username"]),
        profile=what if isinstance(what, Profile) else None,
        items=(what,) if isinstance(what, MediaItem) else (),
        observed_at=page["observed_at"],
    )
    headers = event_headers(event)
    if page["traceparent"]:
        headers["traceparent"] = page["traceparent"]
    return _row(letter, PERSISTER_CONTENT.name, headers, encode(event))


def _mapped(payload: bytes) -> MediaItem | Profile:
    mapped = _decoded(payload, MediaItem) or _decoded(payload, Profile)
    if mapped is None:
        raise NotReplayableError(
            "not_mappable", "the upstream's item was never mapped to one of ours"
        )
    return mapped


def _decoded(payload: bytes, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(payload, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _row(
    letter: Mapping[str, Any], durable: str, headers: Mapping[str, str], payload: bytes
) -> OutboxRow:
    if len(payload) > MAX_PAYLOAD:
        raise NotReplayableError("too_large", f"{len(payload)} bytes do not fit into a message")
    told = {
        **headers,
        "B9-Replay-Of": letter["origin"],
        "B9-Replay-Stream": letter["stream"] or "CONTENT",
    }
    return OutboxRow(
        stream=REPLAY.name,
        subject=f"replay.{durable}",
        msg_id=f"replay:{letter['id']}:{letter['replay_count'] + 1}",
        headers=msgspec.json.encode(told).decode(),
        payload=payload,
    )

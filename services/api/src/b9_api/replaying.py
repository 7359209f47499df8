"""Which messages of a stream are sent to one durable once more, and what that will be."""

from collections import Counter
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct, field

from b9_api.commands import OutboxRow
from b9_api.replays import COMMAND_DURABLES, KEPT_HEADERS, MAX_PAYLOAD, NotReplayableError
from b9_common.messaging.delivery import origin_of
from b9_common.messaging.stored import EVERYTHING, Kept
from b9_common.topology import REPLAY, REPLAYABLE, STREAMS, Durable

# One call looks at this much and writes this much at most, in one transaction; then it says where
# the next goes on.
MAX_MESSAGES: Final = 10_000
MAX_READ_BYTES: Final = 128 * 1024**2
MAX_WRITTEN_BYTES: Final = 16 * 1024**2
READ_WITHIN_S: Final = 8.0

_DURABLES: Final = {durable.name: durable for durable in REPLAYABLE}
_SUBJECTS: Final = {stream.name: stream.subjects for stream in STREAMS}


class Selection(Struct, frozen=True, kw_only=True):
    """What is to be replayed to *durable*. None means any; *until* is always told."""

    durable: Durable
    until: datetime
    since: datetime | None = None
    request_id: UUID | None = None
    subject: str = EVERYTHING
    limit: int = MAX_MESSAGES
    cursor: int | None = None
    """The sequence to go on from."""

    def holds(self, kept: Kept) -> bool:
        """Whether *kept*, which is of the right subject and time, is meant."""
        wanted = self.request_id
        return wanted is None or kept.headers.get("B9-Request-Id") == str(wanted)


class Tally(Struct, kw_only=True):
    """What was found: counts, a span of time, and the messages themselves."""

    read: int = 0
    read_bytes: int = 0
    bytes: int = 0
    too_large: int = 0
    found: list[Kept] = field(default_factory=list)
    messages: int = 0
    subjects: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    requests: set[str] = field(default_factory=set)
    first_at: datetime | None = None
    last_at: datetime | None = None

    def add(self, kept: Kept) -> bool:
        """Count *kept*; whether it can be sent again, for some are too large."""
        if len(kept.payload) > MAX_PAYLOAD:
            self.too_large += 1
            return False
        self.messages += 1
        self.bytes += len(kept.payload)
        self.subjects[kept.subject] += 1
        self.events[kept.headers.get("B9-Schema", "unknown")] += 1
        self.requests.add(kept.headers.get("B9-Request-Id", ""))
        self.first_at = self.first_at or kept.stored_at
        self.last_at = kept.stored_at
        return True

    def told(self) -> dict[str, Any]:
        """The counts, as an answer tells them."""
        return {
            "messages": self.messages,
            "bytes": self.bytes,
            "subjects": self.subjects,
            "events": self.events,
            "requests": len(self.requests - {""}),
            "first_at": self.first_at,
            "last_at": self.last_at,
            "too_large": self.too_large,
            "read": self.read,
        }


def replayable(name: str) -> Durable:
    """The durable called *name*. Raises `NotReplayableError` with the reason where it is none."""
    durable = _DURABLES.get(name)
    if durable is not None:
        return durable
    if name in COMMAND_DURABLES:
        why = "requests are never replayed, for their calls would be paid for twice: add it again"
    else:
        why = f"nothing is replayed to {name!r}"
    raise NotReplayableError("not_replayable", f"{why}; only to {', '.join(sorted(_DURABLES))}")


def stands_in(subject: str, durable: Durable) -> bool:
    """Whether any message of *durable*'s stream can be of *subject*, which may hold wildcards."""
    return any(_meet(subject.split("."), one.split(".")) for one in _SUBJECTS[durable.stream])


def _meet(one: list[str], other: list[str]) -> bool:
    for mine, theirs in zip(one, other, strict=False):
        if EVERYTHING in {mine, theirs}:
            return True
        if mine != theirs and "*" not in {mine, theirs}:
            return False
    return len(one) == len(other)


def message_again(kept: Kept, durable: Durable, run: UUID) -> OutboxRow:
    """*kept* as it was, for *durable* alone, known by its first id and time."""
    headers = {key: kept.headers[key] for key in KEPT_HEADERS if key in kept.headers}
    headers |= {
        "B9-Replay-Of": origin_of(kept.headers, kept.stream, kept.seq),
        "B9-Replay-Stream": kept.stream,
        "B9-Stored-At": kept.stored_at.isoformat(),
    }
    return OutboxRow(
        stream=REPLAY.name,
        subject=durable.replay.subject,
        msg_id=f"replay:{run}:{kept.seq}",
        headers=msgspec.json.encode(headers).decode(),
        payload=kept.payload,
    )

"""What nobody could handle is kept whole, and nothing that waited for it is left hanging."""

import logging
from datetime import UTC, datetime
from typing import Final

import msgspec
from msgspec import Struct

from b9_common.errors import RetryableError
from b9_common.events import DeadLetter
from b9_common.messaging import Delivery
from b9_persister.letters import REPLAY_PREFIX, Consequences, consequences
from b9_persister.ports import DeadStore, StoredMessages, UnstorableError

log = logging.getLogger(__name__)

MESSAGE: Final = "message"
ADVISORY: Final = "advisory"
TERMINATED: Final = "io.nats.jetstream.advisory.v1.terminated"
# The letter of our own term is confirmed before it, but may be stored a little after.
LETTER_PAUSE_S: Final = 2.0
LETTER_TRIES: Final = 5

_letters: Final = msgspec.json.Decoder(DeadLetter)


class Advisory(Struct, frozen=True):
    """What nats-server says when a consumer gave a message up, or was told to."""

    type: str
    stream: str
    consumer: str
    stream_seq: int
    deliveries: int = 0
    reason: str = ""


_advisories: Final = msgspec.json.Decoder(Advisory)


async def keep_letter(delivery: Delivery[bytes], *, store: DeadStore) -> None:
    """Store the dead letter in *delivery*, whatever it holds. Safe to repeat."""
    try:
        letter = _letters.decode(delivery.event)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as exc:
        letter = _raw(delivery, "unreadable", str(exc))
    await _keep(delivery, letter, MESSAGE, store)


async def keep_advisory(
    delivery: Delivery[bytes], *, store: DeadStore, messages: StoredMessages
) -> None:
    """
    Keep the message that an advisory speaks of: a crash loop passed our own last attempt.

    One that we have ended ourselves has its dead letter already. Safe to repeat.
    """
    try:
        advisory = _advisories.decode(delivery.event)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as exc:
        await _keep(delivery, _raw(delivery, "unreadable", str(exc)), ADVISORY, store)
        return
    durable = advisory.consumer.removeprefix(REPLAY_PREFIX)
    if await store.has_letter(durable, advisory.stream, advisory.stream_seq):
        return
    if advisory.type == TERMINATED and advisory.reason and delivery.attempt < LETTER_TRIES:
        raise RetryableError("its dead letter is not stored yet", delay_s=LETTER_PAUSE_S)
    code = "terminated" if advisory.type == TERMINATED else "exhausted"
    log.error(
        "%s gave up message %d of %s", advisory.consumer, advisory.stream_seq, advisory.stream
    )
    letter = await messages.find(advisory.stream, advisory.stream_seq)
    if letter is None:
        await _keep(delivery, _raw(delivery, code, "the message is gone"), ADVISORY, store)
        return
    found = msgspec.structs.replace(
        letter,
        durable=advisory.consumer,
        code=code,
        error=advisory.reason or f"given up after {advisory.deliveries} deliveries",
        attempts=advisory.deliveries,
    )
    await _keep(delivery, found, MESSAGE, store)


async def _keep(delivery: Delivery[bytes], letter: DeadLetter, kind: str, store: DeadStore) -> None:
    """Store *letter* with what follows from it; if the database refuses, without; or its bytes."""
    raw = _raw(delivery, "unstorable", "its letter could not be kept")
    forms = [(letter, consequences(letter)), (letter, Consequences()), (raw, Consequences())]
    for form, follows in forms:
        try:
            await store.store_letter(form, kind, follows)
        except UnstorableError as exc:
            log.warning("a dead letter cannot be kept as it is: %s", exc)
        else:
            return


def _raw(delivery: Delivery[bytes], code: str, error: str) -> DeadLetter:
    """A letter around bytes that nobody can read."""
    return DeadLetter(
        request_id="",
        durable=delivery.msg.subject.removeprefix("dead.")[:200],
        stream=delivery.stream,
        seq=delivery.seq,
        subject=delivery.msg.subject[:500],
        origin=f"{delivery.stream}:{delivery.seq}",
        code=code,
        error=error[:500],
        attempts=delivery.attempt,
        payload=delivery.event,
        at=datetime.now(UTC),
    )

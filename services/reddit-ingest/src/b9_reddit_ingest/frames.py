"""What travels between the ingest and the processes that read for it."""

import struct
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct

from b9_common.events import CallClass, Walk
from b9_reddit_ingest.keywords import Keywords
from b9_reddit_ingest.page import Page
from b9_reddit_ingest.reading import read_answer

# Sizes of a question's two parts; of an answer.
SIZES: Final = struct.Struct(">II")
SIZE: Final = struct.Struct(">I")


class Head(Struct, frozen=True, kw_only=True):
    """All of an upstream answer but its body."""

    walk: Walk
    status: int
    headers: dict[str, str]
    now: datetime


class Read(Struct, frozen=True, kw_only=True):
    """What was read: of the answer what a reply tells, and its page."""

    call_class: CallClass
    code: str | None = None
    message: str | None = None
    retry_after_s: float | None = None
    page: Page | None = None


# JSON, not MessagePack: the parts of a page that are kept as JSON travel in it as they are.
HEAD: Final = msgspec.json.Decoder(Head)
READ: Final = msgspec.json.Decoder(Read)


def read(head: Head, body: bytes, keywords: Keywords) -> Read:
    """Read one answer, here and now. Never raises."""
    reading = read_answer(
        head.walk, head.status, head.headers, body, now=head.now, keywords=keywords
    )
    answer = reading.answer
    return Read(
        call_class=answer.call_class,
        code=answer.code,
        message=answer.message,
        retry_after_s=answer.retry_after_s,
        page=reading.page,
    )


def head_of(walk: Walk, status: int, headers: Mapping[str, str], now: datetime) -> Head:
    """The head of an answer that came *now*."""
    return Head(walk=walk, status=status, headers=dict(headers), now=now)

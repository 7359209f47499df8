import io
from datetime import UTC, datetime

import msgspec
import pytest

from b9_common.events import CallClass, Walk
from b9_reddit_ingest.frames import READ, SIZE, SIZES, Read, head_of, read
from b9_reddit_ingest.keywords import load_keywords
from b9_reddit_ingest.reader import serve

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ABOUT = b"""{"kind": "t5", "data": {"id": "2abcd", "display_name": "Some_Place", "title": "A place",
  "created_utc": 1500000000.0, "subscribers": 7, "odd": [1, {"deep": "\\u00e9"}]}}"""


def question(body: bytes, walk: Walk = Walk.ABOUT, status: int = 200) -> bytes:
    head = msgspec.json.encode(head_of(walk, status, {"retry-after": "7"}, NOW))
    return SIZES.pack(len(head), len(body)) + head + body


def answers_to(questions: bytes) -> list[Read]:
    said = io.BytesIO()
    serve(io.BytesIO(questions), said, load_keywords())
    said.seek(0)
    found = []
    while size := said.read(SIZE.size):
        found.append(READ.decode(said.read(SIZE.unpack(size)[0])))
    return found


def test_what_is_read_aside_is_what_would_be_read_here_to_the_last_byte() -> None:
    here = read(head_of(Walk.ABOUT, 200, {}, NOW), ABOUT, load_keywords())

    (aside,) = answers_to(question(ABOUT))

    assert here.page is not None
    assert here.page.subreddit is not None
    assert here.page.subreddit.raw is not None
    assert b"deep" in bytes(here.page.subreddit.raw)
    assert msgspec.json.encode(aside) == msgspec.json.encode(here)


def test_one_question_after_the_other_is_answered_whatever_it_holds() -> None:
    bodies = (ABOUT, b"", b"<html>", b"{", b"[1]", b"\xff\x00", ABOUT)
    said = answers_to(b"".join(question(body) for body in bodies))

    assert [answer.call_class for answer in said] == [
        CallClass.OK,
        *(CallClass.MALFORMED, CallClass.BLOCKED),
        *(CallClass.MALFORMED, CallClass.MALFORMED, CallClass.MALFORMED),
        CallClass.OK,
    ]


def test_a_refusal_keeps_its_words_and_how_long_to_stay_away() -> None:
    (said,) = answers_to(question(b'{"message": "Too Many Requests", "error": 429}', status=429))

    assert (said.call_class, said.retry_after_s) == (CallClass.RATE_LIMITED, 7.0)
    assert said.message == "Too Many Requests"


@pytest.mark.parametrize("cut", [1, 7, 9, 200, len(question(ABOUT)) - 1])
def test_an_input_that_ends_in_the_middle_ends_it_quietly(cut: int) -> None:
    assert len(answers_to(question(ABOUT) + question(ABOUT)[:cut])) == 1

import asyncio
from typing import Any

import brotli
import pytest
from starlette.types import Message, Receive, Scope, Send

from b9_api.http.compressing import AT_ONCE_BYTES, BESIDE, WORTH_BYTES, Compressing, takes

LONG = b'{"items": [' + b'"orbit", ' * 400 + b"1]}"


class App:
    """Answers in one piece, or in several."""

    def __init__(self, *pieces: bytes, status: int = 200, **headers: Any) -> None:
        told = {"content-type": "application/json"} | {
            key.replace("_", "-"): value for key, value in headers.items()
        }
        if len(pieces) == 1:
            told["content-length"] = str(len(pieces[0]))
        self._headers = [(key.encode(), value.encode()) for key, value in told.items()]
        self._status = status
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = list(self._headers)
        await send({"type": "http.response.start", "status": self._status, "headers": headers})
        last = len(self._pieces) - 1
        for number, piece in enumerate(self._pieces):
            more = number < last
            await send({"type": "http.response.body", "body": piece, "more_body": more})


async def nothing() -> Message:
    return {"type": "http.disconnect"}


async def asked(
    app: Compressing, accepts: str | None = "gzip, deflate, br", method: str = "GET"
) -> tuple[dict[str, str], bytes]:
    """The headers and the body of one answer."""
    headers = [] if accepts is None else [(b"accept-encoding", accepts.encode())]
    scope: Scope = {"type": "http", "method": method, "path": "/", "headers": headers}
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, nothing, send)
    assert [one["type"] for one in sent[:2]] == ["http.response.start", "http.response.body"]
    told = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return told, b"".join(one.get("body", b"") for one in sent[1:])


async def test_a_long_answer_is_small_for_who_takes_it_and_reads_the_same() -> None:
    headers, body = await asked(Compressing(App(LONG, etag='W/"x"')))

    assert headers["content-encoding"] == "br"
    assert headers["content-length"] == str(len(body))
    assert (headers["vary"], headers["etag"]) == ("Accept-Encoding", 'W/"x"')
    assert len(body) < len(LONG) / 5
    assert brotli.decompress(body) == LONG


@pytest.mark.parametrize("accepts", [None, "", "gzip", "br;q=0", "br; q=0.000", "brr", "*"])
async def test_who_does_not_say_so_gets_it_plain_and_caches_are_told_that_it_varies(
    accepts: str | None,
) -> None:
    headers, body = await asked(Compressing(App(LONG, vary="Authorization")), accepts)

    assert body == LONG
    assert "content-encoding" not in headers
    assert headers["vary"] == "Authorization, Accept-Encoding"


@pytest.mark.parametrize("accepts", ["br", "BR", "gzip;q=0.9,br;q=0.1", " br ; q=1.0 "])
def test_the_name_may_stand_anywhere_with_any_weight_but_none(accepts: str) -> None:
    assert takes({"headers": [(b"accept-encoding", accepts.encode())]})


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b"{}" + b" " * (WORTH_BYTES - 3)),
        ({"content_type": "text/event-stream"}, LONG),
        ({"content_type": "text/csv"}, LONG),
        ({"content_type": "image/webp"}, LONG),
        ({"content_encoding": "gzip"}, LONG),
        ({"etag": '"7"'}, LONG),
    ],
)
async def test_what_is_short_no_json_or_these_very_bytes_passes_as_it_is(
    headers: dict[str, Any], body: bytes
) -> None:
    told, passed = await asked(Compressing(App(body, **headers)))

    assert passed == body
    assert told.get("content-encoding") == headers.get("content_encoding")
    assert "vary" not in told


async def test_an_answer_in_pieces_is_never_held_back() -> None:
    told, passed = await asked(Compressing(App(LONG, LONG, content_length=str(2 * len(LONG)))))

    assert (passed, "content-encoding" in told) == (LONG * 2, False)


async def test_nothing_new_varies_as_the_answer_would_have() -> None:
    told, _ = await asked(Compressing(App(b"", status=304, etag='W/"x"')))

    assert told["vary"] == "Accept-Encoding"


async def test_large_answers_are_made_small_beside_the_loop_a_few_at_once() -> None:
    large = LONG * (AT_ONCE_BYTES // len(LONG) + 1)
    app = Compressing(App(large))

    answers: list[Any] = await asyncio.gather(*(asked(app) for _ in range(BESIDE + 3)))

    assert [headers.get("content-encoding") for headers, _ in answers] == (
        ["br"] * BESIDE + [None] * 3
    )
    assert all(brotli.decompress(body) == large for _, body in answers[:BESIDE])
    assert answers[-1][1] == large
    assert (await asked(app))[0]["content-encoding"] == "br"

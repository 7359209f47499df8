"""One answer for all who ask for it, each as they take it."""

import brotli
from starlette.requests import Request
from starlette.responses import Response

from b9_api.http.compressing import AT_ONCE_BYTES
from b9_api.lists.replies import Told, reply

LONG = b'{"items": [' + b'"orbit", ' * 400 + b"1]}"
TOLD = Told(LONG, 'W/"x"')


def asked(told: Told, **headers: str) -> Response:
    given = [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()]
    return reply(Request({"type": "http", "method": "GET", "headers": given}), told)


def test_who_takes_brotli_is_sent_what_was_made_small_once() -> None:
    first, second = asked(TOLD, accept_encoding="br"), asked(TOLD, accept_encoding="gzip, br")

    assert brotli.decompress(first.body) == LONG
    assert first.body is second.body
    assert first.headers["content-encoding"] == "br"
    assert first.headers["content-length"] == str(len(first.body))
    assert first.headers["vary"] == "Authorization, Accept-Encoding"


def test_who_takes_none_is_sent_it_as_it_is() -> None:
    assert asked(TOLD).body == LONG
    assert asked(TOLD, accept_encoding="br;q=0").body == LONG
    assert "content-encoding" not in asked(TOLD).headers


def test_who_has_it_is_sent_nothing_whatever_they_take() -> None:
    known = asked(TOLD, accept_encoding="br", if_none_match='W/"y", W/"x"')

    assert (known.status_code, known.body) == (304, b"")


def test_what_is_too_short_or_too_long_to_be_made_small_at_once_is_left_to_others() -> None:
    for body in (b"{}", b'"' + b"x" * AT_ONCE_BYTES + b'"'):
        assert asked(Told(body, 'W/"x"'), accept_encoding="br").body == body

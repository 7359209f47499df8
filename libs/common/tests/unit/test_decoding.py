import json
from typing import Any

import msgspec
import pytest

from b9_common.fetching.decoding import (
    MAX_BODY_BYTES,
    MAX_DEPTH,
    BodyError,
    BodyFault,
    clean_text,
    decode,
)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a":1}', {"a": 1}),
        (b'\xef\xbb\xbf{"a":1}', {"a": 1}),
        ('{"a":"é"}'.encode("utf-16"), {"a": "é"}),
        (b'{"a":"x\\u0000y"}', {"a": "xy"}),
        (b'{"a":"x\x00y"}', {"a": "xy"}),
        (b'{"a\\u0000":{"b\\ud800":[1]}}', {"a": {"b\ufffd": [1]}}),
        (b'{"a":"\\ud83d"}', {"a": "\ufffd"}),
        (b'{"a":"\\ud83d\\ude00"}', {"a": "😀"}),
        (b'{"a":"\xff"}', {"a": "\ufffd"}),
        (b'{"a":NaN,"b":-Infinity,"c":1e999}', {"a": None, "b": None, "c": None}),
        (b'{"a":123456789012345678901234567890}', {"a": 123456789012345678901234567890}),
        (b'{"a":' + b"9" * 5_000 + b"}", {"a": None}),
        (b'{"a":"line\nbreak"}', {"a": "line\nbreak"}),
        (b'{"a":1,"a":2}', {"a": 2}),
    ],
)
def test_what_can_be_read_is_read_and_cleaned(body: Any, value: Any) -> None:
    assert decode(body) == value


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", BodyFault.EMPTY),
        (b" \r\n\t", BodyFault.EMPTY),
        (b"<!DOCTYPE html><html></html>", BodyFault.HTML),
        (b"\xef\xbb\xbf\n <html>", BodyFault.HTML),
        (b'{"items":[{"pk":"1"},', BodyFault.TRUNCATED),
        (b'{"items":[{"pk":"1', BodyFault.TRUNCATED),
        (b"{error}\n", BodyFault.NOT_JSON),
        (b"Too many requests", BodyFault.NOT_JSON),
        (b'{"a":1} trailing', BodyFault.NOT_JSON),
        (b"[" * 200_000, BodyFault.TOO_DEEP),
        (b'{"a":' * 200_000, BodyFault.TOO_DEEP),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), BodyFault.TOO_DEEP),
        (b" " * MAX_BODY_BYTES + b"{}", BodyFault.TOO_LARGE),
    ],
)
def test_what_cannot_be_read_says_why(body: Any, fault: Any) -> None:
    with pytest.raises(BodyError) as failure:
        decode(body)

    assert failure.value.fault is fault


def test_the_deepest_allowed_value_is_read_and_can_be_written_again() -> None:
    body = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH

    assert msgspec.json.encode(decode(body)) == body


def test_text_is_cleaned_of_nuls_and_lone_surrogates_and_of_nothing_else() -> None:
    assert clean_text("a\x00b\ud800c\udfffd") == "ab\ufffdc\ufffdd"
    assert clean_text("zero \u200d width, é, 😀\n") == "zero \u200d width, é, 😀\n"


def test_cleaned_values_are_fit_for_storage() -> None:
    body = json.dumps({"a": ["\x00", "\ud800", float("nan"), {"\x00k": float("inf")}]}).encode()

    encoded = msgspec.json.encode(decode(body))

    assert b"\\u0000" not in encoded
    assert encoded == '{"a":["","\ufffd",null,{"k":null}]}'.encode()

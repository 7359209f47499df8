"""
Bytes of an upstream answer to a JSON object that is safe to keep, or one error that says why not.

What comes out holds no NUL, no lone surrogate, no NaN or infinity and is nested at most
``MAX_DEPTH`` deep, so every part of it can be encoded again and stored as jsonb.
"""

import json
import math
import re
from enum import StrEnum
from typing import Any, Final

import msgspec

from b9_common.errors import B9Error

# A page of 12 reels is 150 KB; but one whose captions are a megabyte each must still be read, so
# that its items are kept or refused one by one.
MAX_BODY_BYTES: Final = 16 * 1024 * 1024
# Recorded answers are at most 16 deep. Decoders downstream recurse, so the bound is ours to keep.
MAX_DEPTH: Final = 64
# Longer digit strings are no count or id of anybody's, and Python refuses to print very long ones.
MAX_INT_DIGITS: Final = 100

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_UNCLEAN: Final = re.compile("[\x00\ud800-\udfff]")
_CONTAINERS: Final = (dict, list)


class BodyFault(StrEnum):
    """Why a body could not be read."""

    EMPTY = "empty_body"
    TOO_LARGE = "body_too_large"
    TOO_DEEP = "body_too_deep"
    HTML = "html_body"
    TRUNCATED = "truncated_json"
    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"
    UNEXPECTED_SHAPE = "unexpected_shape"
    TOO_MANY_ITEMS = "too_many_items"


class BodyError(B9Error):
    """An answer that cannot be used as a whole; *fault* is from a closed set."""

    def __init__(self, fault: BodyFault, message: str = "") -> None:
        super().__init__(f"{fault}: {message}" if message else str(fault))
        self.fault = fault


def decode(body: bytes) -> Any:
    """The JSON value in *body*, cleaned. Raises `BodyError`, and nothing else, for any bytes."""
    if len(body) > MAX_BODY_BYTES:
        raise BodyError(BodyFault.TOO_LARGE, f"{len(body)} bytes")
    if not body.strip():
        raise BodyError(BodyFault.EMPTY)
    if is_html(body):
        raise BodyError(BodyFault.HTML)
    try:
        value, clean = _decode(body)
    except RecursionError as exc:
        raise BodyError(BodyFault.TOO_DEEP) from exc
    if _deeper_than(MAX_DEPTH, value):
        raise BodyError(BodyFault.TOO_DEEP)
    return value if clean else cleaned(value)


def is_html(body: bytes) -> bool:
    """Whether *body* is markup: no JSON text begins with ``<``."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def clean_text(text: str) -> str:
    """*text* without NULs, and with U+FFFD in place of lone surrogates."""
    if not _UNCLEAN.search(text):
        return text
    return _SURROGATE.sub("\ufffd", text.replace("\x00", ""))


def cleaned(value: Any) -> Any:
    """*value* with every text in it cleaned and every float finite, else null."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(key): cleaned(child) for key, child in value.items()}
    if isinstance(value, list):
        return [cleaned(child) for child in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _decode(body: bytes) -> tuple[Any, bool]:
    """Decode strictly, else leniently; and whether the value is known to be clean."""
    try:
        # Strict decoding refuses lone surrogates and infinities; only NULs can get through.
        return msgspec.json.decode(body), b"\\u0000" not in body
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _decode_leniently(body), False


def _decode_leniently(body: bytes) -> Any:
    text = body.decode(_encoding_of(body), errors="replace")
    try:
        return json.loads(
            text,
            strict=False,
            parse_constant=lambda _name: None,
            parse_int=lambda digits: int(digits) if len(digits) <= MAX_INT_DIGITS else None,
        )
    except json.JSONDecodeError as exc:
        at_end = exc.pos >= len(text.rstrip()) or exc.msg.startswith("Unterminated string")
        fault = BodyFault.TRUNCATED if at_end and text.lstrip()[:1] in "{[" else BodyFault.NOT_JSON
        raise BodyError(fault, f"{exc.msg} at {exc.pos}") from exc


def _encoding_of(body: bytes) -> str:
    return "utf-16" if body[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"


def _deeper_than(limit: int, value: Any) -> bool:
    """Whether containers nest deeper than *limit*; level by level, so it cannot recurse itself."""
    level = [value] if isinstance(value, _CONTAINERS) else []
    for _ in range(limit):
        if not level:
            return False
        level = [
            child
            for parent in level
            for child in (parent.values() if parent.__class__ is dict else parent)
            if child.__class__ is dict or child.__class__ is list
        ]
    return bool(level)

"""
The bytes of an answer to its envelope and entries, each a slice of those bytes.

Nothing is decoded twice and nothing unread is decoded at all: a body of Reddit's own making takes
the short way. Any other is cleaned first, and then takes the same way.
"""

from typing import Any, Final

import msgspec
from msgspec import Raw, Struct

from b9_common.events import MAX_RAW_BYTES
from b9_common.fetching.decoding import (
    MAX_BODY_BYTES,
    MAX_DEPTH,
    BodyError,
    BodyFault,
    decode,
)

# Reddit's largest pages hold 100; a body with more than this is no page.
MAX_ENTRIES: Final = 1_024
MAX_CURSOR_CHARS: Final = 256
LISTING: Final = "Listing"

_NUL: Final = b"\\u0000"
# A rendered text begins with this, escaped where Reddit did not heed ``raw_json=1``.
_ESCAPED: Final = b"&lt;!-- SC_OFF --&gt;"
_ENTITIES: Final = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&amp;", b"&"))

# What decoding raises for bytes that are not as Reddit writes them.
NOT_AS_USUAL: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class Entry(Struct, frozen=True, gc=False):
    """One child of a listing; *data* is its JSON."""

    kind: str
    data: Raw


class Children(Struct, frozen=True):
    """What a listing holds."""

    children: list[Entry]
    after: str | None = None


class Listing(Struct, frozen=True):
    """A page of entries."""

    kind: str
    data: Children


class RuleBook(Struct, frozen=True):
    """The answer of ``about/rules``."""

    rules: list[Raw]


_LISTING: Final = msgspec.json.Decoder(Listing)
_ENTRY: Final = msgspec.json.Decoder(Entry)
_RULES: Final = msgspec.json.Decoder(RuleBook)


def readable(body: bytes) -> bytes:
    """
    *body* in the form everything else here expects: valid JSON, clean and free of HTML's escapes.

    Raises `BodyError`, and nothing else, for what is not JSON.
    """
    if len(body) > MAX_BODY_BYTES:
        raise BodyError(BodyFault.TOO_LARGE, f"{len(body)} bytes")
    # From the right: a backslash is rarer than a zero, so there is more to skip.
    if body.rfind(_NUL) >= 0:
        body = cleaned_body(body)
    if _ESCAPED in body:
        for escaped, plain in _ENTITIES:
            body = body.replace(escaped, plain)
    return body


def cleaned_body(body: bytes) -> bytes:
    """*body* decoded with good will and written again. Raises `BodyError` alone."""
    return msgspec.json.encode(decode(body))


def listing_of(body: bytes, *kinds: str) -> Listing:
    """The listing in a readable *body*, of one of *kinds*. Raises `BodyError` for what is none."""
    try:
        found = _LISTING.decode(body)
    except NOT_AS_USUAL:
        found = _listing_with_good_will(decode(body))
    if found.kind not in (kinds or (LISTING,)):
        raise BodyError(BodyFault.UNEXPECTED_SHAPE, f"kind {found.kind[:20]}")
    if len(found.data.children) > MAX_ENTRIES:
        raise BodyError(BodyFault.TOO_MANY_ITEMS, f"{len(found.data.children)} children")
    return found


def entry_of(body: bytes) -> Entry:
    """The one thing in a readable *body*. Raises `BodyError` for what is none."""
    try:
        return _ENTRY.decode(body)
    except NOT_AS_USUAL:
        value = decode(body)
    if not isinstance(value, dict) or not isinstance(value.get("data"), dict):
        raise BodyError(BodyFault.UNEXPECTED_SHAPE, "no kind and data")
    return _entry(value)


def rule_entries_of(body: bytes) -> list[Raw]:
    """The rules in a readable *body*. Raises `BodyError` for what holds none."""
    try:
        rules = _RULES.decode(body).rules
    except NOT_AS_USUAL:
        value = decode(body)
        listed = value.get("rules") if isinstance(value, dict) else None
        if not isinstance(listed, list):
            raise BodyError(BodyFault.UNEXPECTED_SHAPE, "no rules") from None
        rules = [Raw(msgspec.json.encode(rule)) for rule in listed]
    if len(rules) > MAX_ENTRIES:
        raise BodyError(BodyFault.TOO_MANY_ITEMS, f"{len(rules)} rules")
    return rules


def cursor(value: str | None) -> str | None:
    """A cursor that can be asked with; null at the end."""
    return value if value and len(value) <= MAX_CURSOR_CHARS and value.isprintable() else None


def is_storable(raw: bytes) -> bool:
    """Whether *raw* may be stored as it is: not too large, not too deep, valid UTF-8."""
    size = len(raw)
    if size > MAX_RAW_BYTES:
        return False
    # What is left without them tells their number four times as fast as counting does.
    opened = 2 * size - len(raw.replace(b"{", b"")) - len(raw.replace(b"[", b""))
    if opened <= MAX_DEPTH and raw.isascii():
        return True
    try:
        raw.decode()
        # Whether that many are opened in one another is known exactly once they are decoded.
        return opened <= MAX_DEPTH or decode(raw) is not None
    except (UnicodeDecodeError, BodyError):
        return False


def _listing_with_good_will(value: Any) -> Listing:
    """A listing in which anything may be of a wrong type but what makes it one."""
    data = value.get("data") if isinstance(value, dict) else None
    children = data.get("children") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(children, list):
        raise BodyError(BodyFault.UNEXPECTED_SHAPE, "no children")
    after = data.get("after")
    return Listing(
        kind=_kind(value),
        data=Children(
            children=[_entry(child) for child in children],
            after=after if isinstance(after, str) else None,
        ),
    )


def _entry(value: Any) -> Entry:
    """A child; one without a kind is kept whole, to be refused with its text."""
    kind = _kind(value)
    data = value.get("data") if kind else value
    return Entry(kind, Raw(msgspec.json.encode(data)))


def _kind(value: Any) -> str:
    kind = value.get("kind") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) else ""

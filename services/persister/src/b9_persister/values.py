"""Values as PostgreSQL takes them: text without NUL, times with a zone, JSON that it can read."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

import msgspec

from b9_common.events import RawJson, json_bytes

T = TypeVar("T")

# A NUL or half a surrogate pair, escaped as JSON does. One scan tells for a whole message, so
# that clean ones (nearly all) are never walked through. A false alarm only costs time.
POISON: Final = re.compile(
    rb"\\u(?:0000"
    rb"|[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u)[dD][c-fC-F][0-9a-fA-F]{2})"
)
HALF: Final = re.compile("[\ud800-\udfff]")
REPLACEMENT: Final = "\ufffd"


def utc(moment: datetime) -> datetime:
    """*moment* with a zone: one without is taken as UTC."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def json_text(raw: RawJson) -> str | None:
    """The JSON in *raw* as text for a jsonb column, untouched."""
    text = json_bytes(raw)
    return None if text is None else text.decode()


def array_text(values: Sequence[str]) -> str:
    """*values* as PostgreSQL writes a text array: arrays of arrays cannot be unnested."""
    if not values:
        return "{}"
    quoted = ('"' + one.replace("\\", "\\\\").replace('"', '\\"') + '"' for one in values)
    return "{" + ",".join(quoted) + "}"


def clean_text(text: str) -> str:
    """*text* without NUL, and with a sign in place of half a character."""
    return HALF.sub(REPLACEMENT, text.replace("\0", ""))


def clean(value: T) -> T:
    """A record with every text in it cleaned, however deep."""
    cleaned: Any = value
    match value:
        case str():
            # An enum is a text too, and of our own making.
            cleaned = clean_text(value) if type(value) is str else value
        case tuple():
            cleaned = tuple(clean(one) for one in value)
        case msgspec.Raw():
            cleaned = clean_json(value)
        case msgspec.Struct():
            cleaned = msgspec.structs.replace(
                value, **{name: clean(getattr(value, name)) for name in value.__struct_fields__}
            )
        case _:
            pass
    return cleaned  # type: ignore[no-any-return]


def clean_json(raw: msgspec.Raw) -> msgspec.Raw:
    """JSON that PostgreSQL can keep: no NUL, no half characters, in keys and values."""
    try:
        decoded = json.loads(bytes(raw))
        return msgspec.Raw(json.dumps(_clean_tree(decoded), ensure_ascii=False).encode())
    except (ValueError, RecursionError):
        return raw


def _clean_tree(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_clean_tree(one) for one in value]
    if isinstance(value, dict):
        return {clean_text(key): _clean_tree(one) for key, one in value.items()}
    return value

"""Items as no documentation has them: what a reader must survive, one by one."""

from collections.abc import Callable
from typing import Any, Final

import msgspec

MEBIBYTE: Final = 1 << 20
BEYOND_64_BITS: Final = msgspec.Raw(b"99999999999999999999999")
LONE_SURROGATE: Final = msgspec.Raw(b'"half \\ud83d of a smile"')
NOT_OBJECTS: Final[tuple[Any, ...]] = ("item", 17, None, [], True)

Shape = dict[str, Any]


def spoil(kind: str, shape: Shape, quirks: int) -> list[bytes]:
    """Return the text of the item *shape* spoilt by *kind*, twice where it comes twice."""
    if kind == "notobject":
        return [msgspec.json.encode(NOT_OBJECTS[quirks % len(NOT_OBJECTS)])]
    inner = shape.get("media", shape)
    SPOILERS[kind](inner, shape)
    text = msgspec.json.encode(shape)
    if kind == "doublekey":
        return [b'{"like_count":7,"comment_count":"7",' + text[1:]]
    return [text] * (2 if kind == "twice" else 1)


def _drop_pk(inner: Shape, _outer: Shape) -> None:
    del inner["pk"], inner["id"]


def _object_pk(inner: Shape, _outer: Shape) -> None:
    inner["pk"] = {"value": inner["pk"]}
    inner["id"] = [inner["id"]]


def _nul(inner: Shape, _outer: Shape) -> None:
    inner["caption"] = {"text": "before\x00after"}
    inner["accessibility_caption"] = "\x00"


def _surrogate(inner: Shape, _outer: Shape) -> None:
    inner["caption"] = {"text": LONE_SURROGATE}


def _megabyte(inner: Shape, _outer: Shape) -> None:
    inner["caption"] = {"text": "long " * (MEBIBYTE // 5)}


def _big_count(inner: Shape, outer: Shape) -> None:
    for name in ("play_count", "like_count", "comment_count"):
        inner[name] = outer[name] = BEYOND_64_BITS


def _negative(inner: Shape, _outer: Shape) -> None:
    inner.pop("device_timestamp", None)
    inner["taken_at"] = -86_400


def _odd_types(inner: Shape, outer: Shape) -> None:
    inner |= {"caption": 17, "accessibility_caption": ["text"], "has_audio": "yes"}
    outer |= {"like_count": "many", "comment_count": {"count": 3}}


def _leave(_inner: Shape, _outer: Shape) -> None:
    """Leave it: the fault lies in how often, or in the text."""


SPOILERS: Final[dict[str, Callable[[Shape, Shape], None]]] = {
    "nopk": _drop_pk,
    "objectpk": _object_pk,
    "nul": _nul,
    "surrogate": _surrogate,
    "megabyte": _megabyte,
    "bigcount": _big_count,
    "negative": _negative,
    "oddtypes": _odd_types,
    "twice": _leave,
    "doublekey": _leave,
}

"""Posts as no documentation has them: what a reader must survive, one by one."""

from collections.abc import Callable
from typing import Any, Final

import msgspec

from b9_devstack.reddit_simulator.outline import Ref

BEYOND_64_BITS: Final = msgspec.Raw(b"99999999999999999999999")
LONE_SURROGATE: Final = msgspec.Raw(b'"half \\ud83d of a smile"')
NOT_OBJECTS: Final[tuple[Any, ...]] = ("post", 17, None, [], True)
# What a post of fifteen years ago had.
BARE: Final = (
    "id", "name", "title", "author", "subreddit", "subreddit_id", "created_utc", "created",
    "score", "ups", "downs", "num_comments", "url", "permalink", "domain", "is_self", "over_18",
    "selftext", "hidden", "saved", "thumbnail", "media", "edited", "stickied",
)  # fmt: skip

Data = dict[str, Any]


def kind_of(ref: Ref) -> str | None:
    """Return what is wrong with the post of *ref*: one in three where its community is weird."""
    kinds = ref.community.weird
    return kinds[ref.slot // 3 % len(kinds)] if kinds and ref.slot % 3 == 1 else None


def spoil(kind: str, data: bytes, slot: int) -> list[bytes]:
    """Return the child whose *data* is spoilt by *kind*, twice where it comes twice."""
    if kind == "notobject":
        return [msgspec.json.encode(NOT_OBJECTS[slot % len(NOT_OBJECTS)])]
    if kind == "nodata":
        return [b'{"kind":"t3","data":null}' if slot % 2 else b'{"kind":"t3"}']
    if kind == "doublekey":
        data = b'{"score":7,"num_comments":"7",' + data[1:]
    elif kind in SPOILERS:
        data = msgspec.json.encode(SPOILERS[kind](msgspec.json.decode(data)))
    child = b'{"kind":"%b","data":%b}' % (b"more" if kind == "otherkind" else b"t3", data)
    return [child] * (2 if kind == "twice" else 1)


def _no_id(data: Data) -> Data:
    return {name: value for name, value in data.items() if name not in {"id", "name"}}


def _object_id(data: Data) -> Data:
    return data | {"id": {"value": data["id"]}, "name": [data["name"]]}


def _nul(data: Data) -> Data:
    return data | {"title": "before\x00after", "selftext": "\x00"}


def _surrogate(data: Data) -> Data:
    return data | {"title": LONE_SURROGATE}


def _big_count(data: Data) -> Data:
    return data | dict.fromkeys(("score", "ups", "num_comments"), BEYOND_64_BITS)


def _text_count(data: Data) -> Data:
    return data | {name: str(data[name]) for name in ("score", "ups", "num_comments")}


def _negative(data: Data) -> Data:
    return data | {"created": -86_400.0, "created_utc": -86_400.0}


def _odd_types(data: Data) -> Data:
    return data | {
        "title": 17, "selftext": ["text"], "over_18": "yes", "score": "many", "edited": "never",
        "upvote_ratio": "0.5", "num_comments": {"count": 3}, "media": [], "gallery_data": 1,
    }  # fmt: skip


def _bare(data: Data) -> Data:
    return {name: data[name] for name in BARE if name in data}


SPOILERS: Final[dict[str, Callable[[Data], Data]]] = {
    "noid": _no_id,
    "objectid": _object_id,
    "nul": _nul,
    "surrogate": _surrogate,
    "bigcount": _big_count,
    "textcount": _text_count,
    "negative": _negative,
    "oddtypes": _odd_types,
    "bare": _bare,
}

"""Rows that a person ticked, by their ids."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from b9_api.lists.filters import BIGINT, MAX_TEXT
from b9_api.lists.resource import Bind, Filter, Resource

# As many as are edited at once.
MOST: Final = 1_000
NUMBERS: Final = frozenset({"int", "bigint"})
KEYS: Final = frozenset({*NUMBERS, "text"})


def with_ids(resource: Resource) -> Resource:
    """*resource*, of which rows may be asked for by `ids` too, if it has any."""
    if resource.key_type not in KEYS:
        return resource
    return replace(resource, filters=(*resource.filters, _ids(resource)))


def _ids(resource: Resource) -> Filter:
    numbers = resource.key_type in NUMBERS

    def read(given: Sequence[str]) -> list[int] | list[str]:
        found = [one for text in given for one in text.split(",")]
        if not 0 < len(found) <= MOST:
            raise ValueError(f"from 1 to {MOST} ids")
        return [_number(one) for one in found] if numbers else [_text(one) for one in found]

    def where(value: list[int] | list[str], bind: Bind) -> str:
        return f"{resource.key} = ANY ({bind(value)}::{'bigint' if numbers else 'text'}[])"

    text = {"type": "string", "pattern": f"^{'[0-9]{1,19}' if numbers else '[!-+.-~]{1,200}'}$"}
    return Filter(
        name="ids",
        read=read,
        where=where,
        schema={"type": "array", "items": text, "minItems": 1, "maxItems": MOST},
        many=True,
        description="these rows only, by commas or repeated",
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(BIGINT))):
        raise ValueError("ids are numbers")
    if (number := int(text)) > BIGINT:
        raise ValueError("ids are smaller numbers")
    return number


def _text(text: str) -> str:
    if not (0 < len(text) <= MAX_TEXT and text.isascii() and text.isprintable()):
        raise ValueError("not an id")
    return text

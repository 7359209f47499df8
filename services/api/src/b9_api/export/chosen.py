"""Rows that a person ticked, by their ids."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from b9_api.lists.resource import Bind, Filter, Resource

# As many as are edited at once.
MOST: Final = 1_000
NUMBERS: Final = frozenset({"int", "bigint"})
KEYS: Final = frozenset({*NUMBERS, "text"})
NUMBER: Final = "[0-9]{1,18}"
# What can be seen, but for the comma.
TEXT: Final = r"[!-+\-.-~]{1,200}"


def with_ids(resource: Resource) -> Resource:
    """*resource*, of which rows may be asked for by `ids` too, if it has any."""
    if resource.key_type not in KEYS:
        return resource
    return replace(resource, filters=(*resource.filters, _ids(resource)))


def _ids(resource: Resource) -> Filter:
    numbers = resource.key_type in NUMBERS
    pattern = NUMBER if numbers else TEXT

    def read(given: Sequence[str]) -> list[int] | list[str]:
        found = [one for text in given for one in text.split(",")]
        if not 0 < len(found) <= MOST:
            raise ValueError(f"from 1 to {MOST} ids")
        if not all(re.fullmatch(pattern, one) for one in found):
            raise ValueError("not an id")
        return [int(one) for one in found] if numbers else found

    def where(value: list[int] | list[str], bind: Bind) -> str:
        return f"{resource.key} = ANY ({bind(value)}::{'bigint' if numbers else 'text'}[])"

    item = {"type": "string", "pattern": f"^{pattern}$"}
    return Filter(
        name="ids",
        read=read,
        where=where,
        schema={"type": "array", "items": item, "minItems": 1, "maxItems": MOST},
        many=True,
        description="these rows only, by commas or repeated",
    )

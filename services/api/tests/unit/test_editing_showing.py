"""Who watches is told of a change, and counts are counted again."""

from collections.abc import Iterable
from typing import Any

from b9_api.editing.entities import CREATORS, USERS
from b9_api.editing.showing import Showing


class Counted:
    """Lists that remember what was to be counted again."""

    def __init__(self) -> None:
        self.forgotten: list[str] = []

    def forget_counts(self, resource: str) -> None:
        self.forgotten.append(resource)


async def test_a_change_is_told_by_its_resource_and_ids() -> None:
    lists: Any = Counted()
    told: list[tuple[str, list[str]]] = []

    async def tell(resource: str, ids: Iterable[str]) -> None:
        told.append((resource, list(ids)))

    showing = Showing(lists, tell)
    await showing.changed(CREATORS, [1, 2])
    await showing.changed(USERS, [])

    assert told == [("creators", ["1", "2"])]
    assert lists.forgotten == ["creators", "niches"]

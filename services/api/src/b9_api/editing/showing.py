"""What is told after an edit: the row as its list tells it, and that it changed to who watches."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final

from starlette.datastructures import QueryParams

from b9_api.editing.entities import Editable
from b9_api.lists.asking import read_asked
from b9_api.lists.engine import Lists
from b9_api.orgs import DEFAULT_ORG
from b9_api.resources.every import EVERY

LISTS: Final = {one.name: one for one in EVERY}
# What else is counted of the same rows.
ALSO: Final = {"creators": ("niches",), "users": ("accounts",), "models": ("accounts",)}

Tell = Callable[[str, Iterable[str]], Awaitable[None]]


class Showing:
    """Reads rows for answers, and tells viewers of changes once they are committed."""

    def __init__(self, lists: Lists, tell: Tell) -> None:
        self._lists = lists
        self._tell = tell

    async def row(self, of: Editable, row_id: int) -> dict[str, Any] | None:
        """The row as its list tells it, whole; None where no list shows it any more."""
        resource = LISTS[of.resource]
        found = await self._lists.find(resource, f"{resource.key} = {{}}::bigint", row_id)
        return None if found is None else dict(found)

    async def counts(self, of: Editable) -> Mapping[str, int]:
        """The counts of its list's tabs, as whoever asks for the list is told them."""
        resource = LISTS[of.resource]
        # Such rows are everybody's: of which organisation they are asked makes no difference.
        return await self._lists.counts(read_asked(resource, QueryParams(""), DEFAULT_ORG))

    async def changed(self, of: Editable, ids: Iterable[int]) -> None:
        """Let counts be counted again, and viewers look again."""
        names = tuple(str(one) for one in ids)
        if not names:
            return
        for resource in (of.resource, *ALSO.get(of.resource, ())):
            self._lists.forget_counts(resource)
        await self._tell(of.resource, names)

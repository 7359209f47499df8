"""The picture of a post of Reddit, where we keep one."""

from collections.abc import Sequence

from b9_api.lists.engine import Lists
from b9_api.resources import sql


async def covers(lists: Lists, posts: Sequence[str]) -> dict[str, str | None]:
    """The address of the first picture of each of *posts* that has one stored."""
    if not posts:
        return {}
    rows = await lists.read(sql.POST_COVERS, list(posts))
    return {row["post"]: lists.links(row["asset_key"]) for row in rows}

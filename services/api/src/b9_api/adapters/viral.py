"""Posts that went viral: pages of one list, and a summary of all of it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from msgspec import Meta, Struct

from b9_api.adapters.database import Database
from b9_api.adapters.rows import told
from b9_api.sql import viral as sql


class ViralPosition(Struct, frozen=True, array_like=True):
    """The last post a client has seen, of the list that was made at *created_at*."""

    created_at: datetime
    score: Annotated[str, Meta(pattern=r"^\d{1,6}(\.\d{1,6})?$")]
    id: Annotated[str, Meta(pattern=r"^[a-z0-9]{1,20}$")]


class Window(Struct, frozen=True, kw_only=True):
    """Which posts count: of the last *hours*, the best *per_subreddit* of each community."""

    hours: int
    per_subreddit: int


class Viral:
    """Reads of the ranking, each one bounded."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self, window: Window, after: ViralPosition | None, limit: int
    ) -> tuple[dict[str, Any], ViralPosition | None]:
        """
        Up to *limit* posts, best first, and where to go on, or None at the end.

        The first page brings the summary of all matches.
        """
        as_of = after.created_at if after else datetime.now(UTC)
        asked = (window.hours, window.per_subreddit)
        rows = await self._database.fetch(
            sql.PAGE,
            *asked,
            limit + 1,
            as_of,
            Decimal(after.score) if after else None,
            after.id if after else None,
        )
        shown = rows[:limit]
        page: dict[str, Any] = {
            "items": [_item(told(row)) for row in shown],
            "total": rows[0]["total_count"] if rows else 0,
            "as_of": as_of,
        }
        if after is None:
            summary = await self._database.find(sql.SUMMARY, *asked, as_of)
            page["summary"] = None if summary is None else told(summary)
        if len(rows) <= limit:
            return page, None
        last = shown[-1]
        return page, ViralPosition(as_of, str(last["viral_score"]), last["reddit_id"])


def _item(post: dict[str, Any]) -> dict[str, Any]:
    """Without what is true of the whole list."""
    return {key: value for key, value in post.items() if key != "total_count"}

"""What is stored of Reddit, and what may be asked of it."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query

from b9_api.adapters.reddit import SubredditFilters, SubredditPosition
from b9_api.http.cursors import read_cursor, write_cursor
from b9_api.http.replies import Reply
from b9_api.routes.naming import subreddit_name, user_name
from b9_api.routes.wishing import unknown
from b9_api.services import Services
from b9_common.events import Platform

MAX_LIMIT: Final = 200

Review = Literal["Ok", "No Seller", "Non Related", "User Feed", "Banned", "none"]
UpstreamState = Literal[
    "ok", "private", "banned", "quarantined", "suspended", "not_found", "unavailable_legal"
]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]*$")]


def router(services: Services) -> APIRouter:
    """The routes that read."""
    routes = APIRouter(prefix="/api/reddit", tags=["reddit"])

    @routes.get("/subreddits")
    async def page(
        review: Review | None = None,
        upstream_state: UpstreamState | None = None,
        limit: Limit = 50,
        cursor: Cursor = None,
    ) -> Reply:
        filters = SubredditFilters(
            review=None if review == "none" else review,
            undecided=review == "none",
            upstream_state=upstream_state,
        )
        after = read_cursor(cursor, SubredditPosition) if cursor else None
        items, last = await services.reddit.subreddits(filters, after, limit)
        return Reply({"items": items, "next_cursor": write_cursor(last) if last else None})

    @routes.get("/subreddits/{name}")
    async def subreddit(name: str) -> Reply:
        wanted = subreddit_name("name", name)
        row = await services.reddit.subreddit(wanted)
        if row is None:
            raise unknown("subreddit", wanted, await _said("subreddit", wanted))
        return Reply(row)

    @routes.get("/users/{name}")
    async def user(name: str) -> Reply:
        wanted = user_name("name", name)
        row = await services.reddit.user(wanted)
        if row is None:
            raise unknown("user", wanted, await _said("user", wanted))
        return Reply(row)

    @routes.get("/budget")
    async def budget() -> Reply:
        return Reply({"items": await services.controls.budgets(Platform.REDDIT)})

    async def _said(kind: str, name: str) -> str:
        """What Reddit said of a name that has no row: banned communities show none."""
        state = await services.reddit.state_of(kind, name)
        return f"; Reddit said of it: {state}" if state else ""

    return routes

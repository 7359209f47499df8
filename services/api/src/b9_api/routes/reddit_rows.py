"""What is stored of Reddit: communities, accounts, and posts that went viral."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query

from b9_api.adapters.reddit import SubredditFilters, SubredditPosition
from b9_api.adapters.viral import ViralPosition, Window
from b9_api.http.caller import Scope, needs
from b9_api.http.cursors import read_cursor, write_cursor
from b9_api.http.problems import Problem
from b9_api.http.replies import Reply
from b9_api.routes.naming import subreddit_name, user_name
from b9_api.routes.wishing import unknown
from b9_api.services import Services

MAX_LIMIT: Final = 200
# A month.
MAX_HOURS: Final = 31 * 24

Review = Literal["Ok", "No Seller", "Non Related", "User Feed", "Banned", "none"]
UpstreamState = Literal[
    "ok", "private", "banned", "quarantined", "suspended", "not_found", "unavailable_legal"
]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]*$")]


def router(services: Services) -> APIRouter:
    """The routes that read."""
    routes = APIRouter(prefix="/api/reddit", tags=["reddit"])

    @routes.get("/subreddits", dependencies=[needs(Scope.READ)])
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

    @routes.get("/subreddits/{name}", dependencies=[needs(Scope.READ)])
    async def subreddit(name: str) -> Reply:
        wanted = subreddit_name("name", name)
        row = await services.reddit.subreddit(wanted)
        if row is None:
            raise await _unknown(services, "subreddit", wanted)
        return Reply(row)

    @routes.get("/users/{name}", dependencies=[needs(Scope.READ)])
    async def user(name: str) -> Reply:
        wanted = user_name("name", name)
        row = await services.reddit.user(wanted)
        if row is None:
            raise await _unknown(services, "user", wanted)
        return Reply(row)

    @routes.get("/posts/viral", dependencies=[needs(Scope.READ)])
    async def viral(
        time_range_hours: Annotated[int, Query(ge=1, le=MAX_HOURS)] = 72,
        posts_per_subreddit: Annotated[int, Query(ge=1, le=100)] = 3,
        limit: Limit = 50,
        cursor: Cursor = None,
    ) -> Reply:
        window = Window(hours=time_range_hours, per_subreddit=posts_per_subreddit)
        after = read_cursor(cursor, ViralPosition) if cursor else None
        told, last = await services.viral.page(window, after, limit)
        return Reply(told | {"next_cursor": write_cursor(last) if last else None})

    return routes


async def _unknown(services: Services, kind: str, name: str) -> Problem:
    """A 404 that tells what Reddit said of a name: banned communities have no row."""
    state = await services.reddit.state_of(kind, name)
    return unknown(kind, name, f"; Reddit said of it: {state}" if state else "")

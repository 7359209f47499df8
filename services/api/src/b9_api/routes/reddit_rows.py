"""Posts of Reddit that went viral."""

from typing import Annotated, Final

from fastapi import APIRouter, Query

from b9_api.adapters.viral import ViralPosition, Window
from b9_api.answers.reddit import OldViralPage
from b9_api.http.caller import Scope, needs
from b9_api.http.cursors import read_cursor, write_cursor
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.services import Services

MAX_LIMIT: Final = 200
# A month.
MAX_HOURS: Final = 31 * 24

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]*$")]


def router(services: Services) -> APIRouter:
    """The routes that read."""
    routes = APIRouter(prefix="/api/reddit", tags=["reddit"])

    @routes.get(
        "/posts/viral",
        dependencies=[needs(Scope.READ)],
        **says("list_viral_posts_as_before", "A page of the older ranking", OldViralPage),
    )
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

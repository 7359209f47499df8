"""Long work: which kinds there are, which of them anybody does, and where each is followed."""

from datetime import UTC, datetime
from typing import Final

from fastapi import APIRouter, Request
from msgspec import Struct
from starlette.responses import Response

from b9_api.http.caller import Scope, needs
from b9_api.http.says import says
from b9_api.http.shapes import Paging
from b9_api.lists.replies import tagged
from b9_api.old.later import RELATED_MISSING, RUNNER_MISSING
from b9_api.old.tagging import NOT_CONFIGURED
from b9_common.events import Kind

REQUESTS: Final = "/api/requests?kind="


class JobType(Struct, frozen=True, kw_only=True):
    """One kind of long work: *at* is where those under way are listed, or *code* why none is."""

    type: str
    runs: bool
    at: str | None = None
    code: str | None = None


TYPES: Final = (
    # Fetching is asked for by requests, which have a list and a feed of their own.
    JobType(type="creator_add", runs=True, at=REQUESTS + Kind.CREATOR_ADD),
    JobType(type="creator_refresh", runs=True, at=REQUESTS + Kind.CREATOR_REFRESH),
    JobType(type="subreddit_scan", runs=True, at=REQUESTS + Kind.SUBREDDIT_SCAN),
    JobType(type="subreddit_discover", runs=True, at=REQUESTS + Kind.SUBREDDIT_DISCOVER),
    JobType(type="subreddit_fetch", runs=True, at=REQUESTS + Kind.SUBREDDIT_FETCH_SINGLE),
    JobType(type="user_fetch", runs=True, at=REQUESTS + Kind.USER_DISCOVER),
    JobType(type="related_discovery", runs=False, code=RELATED_MISSING),
    JobType(type="creator_tagging", runs=False, code=NOT_CONFIGURED),
    JobType(type="subreddit_tagging", runs=False, code=NOT_CONFIGURED),
    JobType(type="bulk_edit", runs=False, code=RUNNER_MISSING),
    JobType(type="viral_recompute", runs=False, code=RUNNER_MISSING),
    JobType(type="cleanup-logs", runs=False, code=RUNNER_MISSING),
    JobType(type="migrate-cdn-to-r2", runs=False, code=RUNNER_MISSING),
)


class Jobs(Struct):
    """A list that is empty while nobody runs jobs; `types` tell where other work is followed."""

    items: list[str]
    page: Paging
    code: str
    types: list[JobType]
    as_of: datetime


def router() -> APIRouter:
    """The list; what a job is started and looked at by are old routes."""
    routes = APIRouter(prefix="/api/jobs", tags=["operations"], dependencies=[needs(Scope.READ)])

    @routes.get("", **says("list_jobs", "Long work: which kinds there are", Jobs, tagged=True))
    async def jobs(request: Request) -> Response:
        """Jobs of the job runner. While there is none, none: `code` says so, as the feed does."""
        page = {"limit": 50, "has_more": False, "next_cursor": None}
        told = {"items": [], "page": page, "code": RUNNER_MISSING, "types": TYPES}
        return tagged(request, told, {"as_of": datetime.now(UTC)})

    return routes

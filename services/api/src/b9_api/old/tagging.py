"""Tags of communities: how far they are, and which there are. Nothing here makes any by itself."""

from typing import Annotated, Any, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from b9_api.http.caller import Scope, needs
from b9_api.http.problems import Problem
from b9_api.http.replies import Reply
from b9_api.old.vocabulary import all_tags, tag_structure
from b9_api.services import Services

NOT_CONFIGURED: Final = "categoriser_not_configured"
NO_MODEL: Final = "no model is set up that could tag anything"
OF_MODEL: Final[dict[str, Any]] = {
    "status_code": 503,
    "responses": {503: {"description": f"`{NOT_CONFIGURED}`: {NO_MODEL}"}},
}


class TagSubreddits(BaseModel):
    """Which communities are to be tagged."""

    model_config = ConfigDict(extra="forbid", strict=True)

    limit: int = Field(default=10, ge=1, le=1_000)
    batch_size: int = Field(default=5, ge=1, le=100)
    subreddit_ids: list[int] | None = Field(default=None, max_length=1_000)


class TagCreators(BaseModel):
    """How many at once."""

    model_config = ConfigDict(extra="forbid", strict=True)

    workers: Annotated[int, Field(ge=1, le=50)] = 5


def router(services: Services) -> APIRouter:
    """The routes of tags."""
    routes = APIRouter(prefix="/api", tags=["old: tags"])
    folder = "/ai/categorization"

    @routes.post(f"{folder}/tag-subreddits", dependencies=[needs(Scope.OPERATE)], **OF_MODEL)
    async def tag_subreddits(body: TagSubreddits | None = None) -> Reply:  # noqa: ARG001  its shape is checked and told
        raise _not_configured()

    @routes.post("/instagram/tagging/start", dependencies=[needs(Scope.OPERATE)], **OF_MODEL)
    async def tag_creators(body: TagCreators | None = None) -> Reply:  # noqa: ARG001  its shape is checked and told
        raise _not_configured()

    @routes.get(f"{folder}/stats", dependencies=[needs(Scope.READ)])
    async def stats() -> Reply:
        return Reply(await services.figures.tagging() | {"tag_structure": tag_structure()})

    @routes.get(f"{folder}/tags", dependencies=[needs(Scope.READ)])
    async def tags() -> Reply:
        told = {
            "tag_structure": tag_structure(),
            "total_tags": len(all_tags()),
            "all_tags": all_tags(),
            "categories": list(tag_structure()),
        }
        return Reply(told)

    @routes.get(f"{folder}/health", dependencies=[needs(Scope.READ)])
    async def health() -> Reply:
        # Read, so that what is said of the database is so.
        await services.figures.tagging()
        told = {
            "status": "not_configured",
            "code": NOT_CONFIGURED,
            "openai_configured": False,
            "supabase_configured": True,
            "model": None,
            "cost_per_subreddit": None,
        }
        return Reply(told)

    return routes


def _not_configured() -> Problem:
    return Problem(503, NOT_CONFIGURED, NO_MODEL)

"""Tags of communities: how far they are, and which there are. Nothing here makes any by itself."""

from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from b9_api.answers import old as answers
from b9_api.http.caller import Scope, needs
from b9_api.http.problems import Problem
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.old.vocabulary import all_tags, tag_structure
from b9_api.services import Services

NOT_CONFIGURED: Final = "categoriser_not_configured"
NO_MODEL: Final = "no model is set up that could tag anything"


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

    @routes.post(
        f"{folder}/tag-subreddits",
        status_code=503,
        dependencies=[needs(Scope.OPERATE)],
        **says(
            "tag_subreddits", "Tag communities", {}, refuses=[NOT_CONFIGURED], example={"limit": 10}
        ),
    )
    async def tag_subreddits(body: TagSubreddits | None = None) -> Reply:  # noqa: ARG001  its shape is checked and told
        raise _not_configured()

    @routes.post(
        "/instagram/tagging/start",
        status_code=503,
        dependencies=[needs(Scope.OPERATE)],
        **says(
            "tag_creators", "Tag creators", {}, refuses=[NOT_CONFIGURED], example={"workers": 5}
        ),
    )
    async def tag_creators(body: TagCreators | None = None) -> Reply:  # noqa: ARG001  its shape is checked and told
        raise _not_configured()

    @routes.get(
        f"{folder}/stats",
        dependencies=[needs(Scope.READ)],
        **says("get_tagging_stats", "How far tags are", answers.TaggingWhole),
    )
    async def stats() -> Reply:
        return Reply(await services.figures.tagging() | {"tag_structure": tag_structure()})

    @routes.get(
        f"{folder}/tags",
        dependencies=[needs(Scope.READ)],
        **says("get_tag_vocabulary", "Which tags there are", answers.Vocabulary),
    )
    async def tags() -> Reply:
        told = {
            "tag_structure": tag_structure(),
            "total_tags": len(all_tags()),
            "all_tags": all_tags(),
            "categories": list(tag_structure()),
        }
        return Reply(told)

    @routes.get(
        f"{folder}/health",
        dependencies=[needs(Scope.READ)],
        **says("get_tagging_health", "Whether anything tags", answers.TaggerHealth),
    )
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

"""What judges rows: when an item went viral, which tags there are, and how far tagging is."""

from typing import Any, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import QueryParams
from starlette.responses import Response

from b9_api.answers import rules as answers
from b9_api.http.caller import Scope, caller_of, needs
from b9_api.http.problems import Problem
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.lists.asking import read_asked
from b9_api.lists.replies import tagged
from b9_api.old.later import RUNNER_MISSING
from b9_api.old.tagging import NOT_CONFIGURED
from b9_api.old.vocabulary import all_tags, tag_structure
from b9_api.resources.creators import CREATORS
from b9_api.services import Services
from b9_common import viral

RULE: Final[dict[str, Any]] = {
    "min_views": viral.MIN_VIEWS,
    "min_post_engagement": viral.MIN_ENGAGEMENT,
    "multiplier": viral.MULTIPLIER,
    "baseline_reels": viral.REELS,
    "baseline_posts": viral.POSTS,
}
A_RULE: Final = {"min_views": 50_000, "multiplier": 5}


class ViralRule(BaseModel):
    """A new rule."""

    model_config = ConfigDict(extra="forbid", strict=True)

    min_views: int = Field(ge=0, le=10**12)
    multiplier: float = Field(gt=0, le=1_000)


def router(services: Services) -> APIRouter:
    """The routes of rules."""
    routes = APIRouter(prefix="/api")
    rule = "/instagram/viral-rule"

    @routes.get(
        rule,
        tags=["instagram"],
        dependencies=[needs(Scope.READ)],
        **says("get_viral_rule", "When an item is viral", answers.Rule, tagged=True),
    )
    async def viral_rule(request: Request) -> Response:
        """As reels and posts were judged when they were stored."""
        return tagged(request, {**RULE, "editable": False, "code": RUNNER_MISSING})

    @routes.put(
        rule,
        tags=["instagram"],
        dependencies=[needs(Scope.OPERATE)],
        status_code=501,
        **says(
            "change_viral_rule", "Change the rule", {}, refuses=[RUNNER_MISSING], example=A_RULE
        ),
    )
    async def change_rule(body: ViralRule) -> Reply:  # noqa: ARG001  its shape is checked and told
        """A new rule means judging everything anew."""
        raise _no_runner()

    @routes.post(
        f"{rule}/recompute",
        tags=["instagram"],
        dependencies=[needs(Scope.OPERATE)],
        status_code=501,
        **says("recompute_viral", "Judge all items anew", {}, refuses=[RUNNER_MISSING]),
    )
    async def recompute() -> Reply:
        raise _no_runner()

    @routes.get(
        "/instagram/tagging/stats",
        tags=["instagram"],
        dependencies=[needs(Scope.READ)],
        **says("get_creator_tagging_stats", "How far tags are", answers.TaggingStats, tagged=True),
    )
    async def tagging(request: Request) -> Response:
        """Of approved creators. No model has tagged any, so none has cost anything."""
        asked = read_asked(CREATORS, QueryParams(""), caller_of(request).org_id)
        counts = await services.lists.counts(asked)
        told = {name: counts[name] for name in ("ok", "tagged", "untagged")}
        share = round(100 * counts["tagged"] / counts["ok"], 2) if counts["ok"] else None
        more: dict[str, Any] = {
            "tagged_pct": share,
            "cost_usd": 0,
            "model_versions": [],
            "code": NOT_CONFIGURED,
        }
        return tagged(request, told | more)

    @routes.get(
        "/tags/vocabulary",
        tags=["tags"],
        dependencies=[needs(Scope.READ)],
        **says("get_vocabulary", "Which tags there are", answers.TagVocabulary, tagged=True),
    )
    async def vocabulary(request: Request) -> Response:
        """One for both platforms: a tag means the same everywhere. None is about people."""
        categories = [
            {"category": name, "values": values, "sensitive": False}
            for name, values in tag_structure().items()
        ]
        return tagged(request, {"items": categories, "tags": all_tags()})

    return routes


def _no_runner() -> Problem:
    return Problem(501, RUNNER_MISSING, "judging all items anew is a job, and nobody runs jobs yet")

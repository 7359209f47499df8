"""What belongs to creators, and what is told of all reels together."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from b9_api.answers.instagram import (
    CreatorTag,
    NicheCounts,
    ReelsSummed,
    SimilarCreator,
    related_to,
)
from b9_api.http.caller import Scope, caller_of, needs
from b9_api.http.joining import together
from b9_api.http.problems import invalid
from b9_api.http.says import says
from b9_api.http.shapes import whole_of
from b9_api.lists.asking import read_asked
from b9_api.lists.replies import tagged
from b9_api.lists.routes import add_list, parameters, serve_part
from b9_api.lists.statement import Statement, conditions
from b9_api.old.later import RELATED_MISSING
from b9_api.resources import sql
from b9_api.resources.creators import CREATORS
from b9_api.resources.instagram_items import FOLLOWERS, POSTS, REELS
from b9_api.resources.single import find_creator, text_of
from b9_api.services import Services

PAGED_NO_FURTHER: Final = 1_000
OF_REELS: Final = says(
    "summarise_reels",
    "All reels that the filters find, together",
    ReelsSummed,
    parameters=parameters(REELS),
    tagged=True,
)


def router(services: Services) -> APIRouter:
    """Lists of Instagram."""
    routes = APIRouter(prefix="/api/instagram", tags=["instagram"])
    lists = services.lists
    add_list(routes, "/creators", lists, CREATORS)
    add_list(routes, "/reels", lists, REELS)
    add_list(routes, "/posts", lists, POSTS)
    reading = APIRouter(
        prefix="/api/instagram", tags=["instagram"], dependencies=[needs(Scope.READ)]
    )

    @reading.get("/reels/summary", **OF_REELS)
    async def summary(request: Request) -> Response:
        asked = read_asked(REELS, request.query_params, caller_of(request).org_id)
        text, args = _summary(asked)
        row = await lists.counted(f"reels summary:{asked.question}", text, args)
        return tagged(request, {"summary": row[0]})

    @reading.get("/niches", **says("list_niches", "Niches", whole_of(NicheCounts), tagged=True))
    async def niches(request: Request) -> Response:
        return whole(request, await lists.counted("niches:", sql.NICHES, []))

    @reading.get(
        "/tags", **says("list_creator_tags", "Tags of creators", whole_of(CreatorTag), tagged=True)
    )
    async def tags(
        request: Request, review_status: Literal["ok", "non_related"] | None = None
    ) -> Response:
        key = f"creator tags:{review_status}"
        return whole(request, await lists.counted(key, sql.CREATOR_TAGS, [review_status]))

    @reading.get(
        "/creators/{key}/similar",
        **says(
            "list_similar_creators",
            "Who is like a creator",
            whole_of(SimilarCreator),
            refuses=["unknown_creator"],
            tagged=True,
        ),
    )
    async def similar(
        request: Request, key: str, limit: Annotated[int, Query(ge=1, le=50)] = 20
    ) -> Response:
        creator = await find_creator(services, key)
        rows = await lists.read(sql.SIMILAR_CREATORS, int(text_of(creator["id"])), limit)
        linked = [row | {"profile_pic_url": lists.links(row["profile_pic_url"])} for row in rows]
        return whole(request, linked)

    @reading.get(
        "/creators/{key}/related",
        **says(
            "list_related_creators",
            "Whom a creator led to",
            related_to(),
            refuses=["unknown_creator"],
            tagged=True,
        ),
    )
    async def related(request: Request, key: str) -> Response:
        """As far as anybody asked; `processed` says whether somebody did, `code` why none does."""
        creator = await find_creator(services, key)
        owner = text_of(creator["ig_user_id"])
        rows = await lists.read(sql.RELATED_CREATORS, owner, PAGED_NO_FURTHER)
        linked = [row | {"profile_pic_url": lists.links(row["profile_pic_url"])} for row in rows]
        told = {"processed": creator["related_creators_processed"], "code": RELATED_MISSING}
        return whole(request, linked, told)

    for path, resource in (("reels", REELS), ("posts", POSTS), ("follower-history", FOLLOWERS)):

        async def owner(request: Request) -> str:
            creator = await find_creator(services, request.path_params["key"])
            return text_of(creator["ig_user_id"])

        serve_part(
            reading, f"/creators/{{key}}/{path}", lists, resource, "t.creator_id", "creator", owner
        )
    return together(routes, reading)


def whole(
    request: Request, rows: list[dict[str, Any]], more: dict[str, Any] | None = None
) -> Response:
    """A list that is short enough to be told at once, in the envelope of the others."""
    page = {"limit": PAGED_NO_FURTHER, "has_more": False, "next_cursor": None}
    told = {"items": rows, "page": page, **(more or {})}
    return tagged(request, told, {"as_of": datetime.now(UTC)})


def _summary(asked: Any) -> tuple[str, list[Any]]:
    if asked.cursor is not None:
        raise invalid("cursor", "not_paged", "a summary has no pages")
    statement = Statement()
    wanted = " AND ".join(conditions(asked, statement))
    return (
        "WITH each AS MATERIALIZED ("  # noqa: S608  declared words and parameters alone
        "SELECT t.creator_id, count(*) AS reels, sum(t.play_count)::bigint AS views,"
        " sum(t.engagement_rate) AS rates, count(t.engagement_rate) AS rated,"
        " count(*) FILTER (WHERE t.is_viral) AS viral"
        f" FROM instagram_reels AS t WHERE {wanted} GROUP BY t.creator_id), best AS ("
        "SELECT creator_id, views FROM each ORDER BY views DESC NULLS LAST, creator_id LIMIT 1) "
        "SELECT coalesce(sum(reels), 0)::bigint AS total_reels, count(*) AS unique_creators,"
        " coalesce(sum(views), 0)::bigint AS total_views,"
        " round(sum(rates) / nullif(sum(rated), 0), 2)::float8 AS avg_engagement_pct,"
        " coalesce(sum(viral), 0)::bigint AS viral_reels,"
        " (SELECT min(one.creator_username)"
        " FROM instagram_reels AS one JOIN best USING (creator_id)) AS top_creator,"
        " (SELECT views FROM best) AS top_creator_views"
        " FROM each"
    ), statement.args

"""Posts that went viral: one ranking for all viewers, paged over every match."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final

import msgspec
from fastapi import APIRouter, Query, Request
from msgspec import Raw
from starlette.responses import Response

from b9_api.answers.reddit import ViralSummed, ranking
from b9_api.http.caller import Scope, needs
from b9_api.http.says import says
from b9_api.lists.engine import Page, joined
from b9_api.lists.replies import list_reply, tagged
from b9_api.resources import sql
from b9_api.resources.covers import covers
from b9_api.resources.rankings import Narrowed, Rankings, Row, next_of, place_after, seen_at
from b9_api.services import Services

# The score's weights, as the migration that made the function has them.
WEIGHTS: Final = "2026-11"

Hours = Annotated[int, Query(ge=1, le=720)]
PerSubreddit = Annotated[int, Query(ge=1, le=20)]
Words = Annotated[str | None, Query(min_length=2, max_length=100, pattern=r"^[^\x00]*$")]
Cursor = Annotated[str | None, Query(max_length=2_000)]


def router(services: Services) -> APIRouter:
    """The list and its summary."""
    routes = APIRouter(
        prefix="/api/reddit/viral-posts", tags=["reddit"], dependencies=[needs(Scope.READ)]
    )
    lists = services.lists

    async def read(hours: int, per_subreddit: int, as_of: datetime) -> Sequence[Row]:
        return await lists.records(sql.VIRAL, hours, per_subreddit, as_of)

    rankings = Rankings(read)

    @routes.get(
        "",
        **says(
            "list_viral_posts",
            "A page of the ranking",
            ranking(),
            refuses=["cursor_mismatch"],
            tagged=True,
        ),
    )
    async def page(
        request: Request,
        window_hours: Hours = 72,
        per_subreddit: PerSubreddit = 3,
        *,
        sfw: bool | None = None,
        category: Words = None,
        q: Words = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        cursor: Cursor = None,
    ) -> Response:
        asked = Narrowed(
            hours=window_hours,
            per_subreddit=per_subreddit,
            sfw=sfw,
            category=category,
            q=_words(q),
        )
        after = lists.signer.read(cursor, asked.question) if cursor else None
        found = await (rankings.of(asked, seen_at(after)) if after else rankings.newest(asked))
        matches = await found.matching(asked)
        start = place_after(matches, after) if after else 0
        shown = matches[start : start + limit]
        more = len(matches) > start + limit
        last = next_of(asked, found.as_of, shown[-1]) if more else None
        pictures = await covers(lists, [row["key"] for row in shown])
        return list_reply(
            request,
            Page(
                items=[_told(row, pictures.get(row["key"])) for row in shown],
                limit=limit,
                next_cursor=lists.signer.write(last) if last else None,
                counts={"total": len(matches)},
                as_of=found.as_of,
            ),
            {"weights": WEIGHTS},
        )

    @routes.get(
        "/summary",
        **says("summarise_viral_posts", "The ranking, together", ViralSummed, tagged=True),
    )
    async def summary(
        request: Request,
        window_hours: Hours = 72,
        per_subreddit: PerSubreddit = 3,
        *,
        sfw: bool | None = None,
        category: Words = None,
        q: Words = None,
    ) -> Response:
        asked = Narrowed(
            hours=window_hours,
            per_subreddit=per_subreddit,
            sfw=sfw,
            category=category,
            q=_words(q),
        )
        found = await rankings.newest(asked)
        told = {"summary": await found.summary(asked), "weights": WEIGHTS}
        return tagged(request, told, {"as_of": found.as_of})

    return routes


def _told(row: Row, cover_url: str | None) -> Raw:
    """The row's JSON; an address is made anew for each answer."""
    return Raw(joined(row["row"].encode(), msgspec.json.encode({"cover_url": cover_url})))


def _words(q: str | None) -> str | None:
    return " ".join(q.split()).lower() if q else None

"""The live feed over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from starlette.responses import Response

from b9_api.http.caller import Scope, caller_of, needs
from b9_api.live.live import Live
from b9_api.live.stream import MEDIA_TYPE
from b9_api.live.topics import read_topics

PATH = "/api/events"
MAX_ID = 2**62
TopicList = Annotated[
    str,
    Query(
        max_length=2_000,
        description="comma-separated: requests, request:{id}, logs:{source}, scraper:{name},"
        " counts:{resource}, rows:{resource}, jobs",
        examples=["requests,rows:creators"],
    ),
]
LastId = Annotated[int | None, Query(ge=0, le=MAX_ID, description="for who cannot send headers")]
LastIdHeader = Annotated[int | None, Header(alias="Last-Event-ID", ge=0, le=MAX_ID)]


def router(live: Live) -> APIRouter:
    """The routes of the live feed."""
    routes = APIRouter(tags=["live"])

    @routes.get(
        PATH,
        dependencies=[needs(Scope.READ)],
        response_class=Response,
        responses={200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}},
    )
    async def events(
        request: Request,
        topics: TopicList,
        last_event_id: LastId = None,
        resumed_at: LastIdHeader = None,
    ) -> Response:
        last_seen = resumed_at if resumed_at is not None else last_event_id
        return await live.stream(caller_of(request), read_topics(topics), last_seen)

    return routes

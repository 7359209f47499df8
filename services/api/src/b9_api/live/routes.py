"""The live feed over HTTP."""

from typing import Annotated, Final

from fastapi import APIRouter, Header, Query, Request
from msgspec import Struct
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from b9_api.answers.live import EVENTS
from b9_api.http.caller import Scope, needs
from b9_api.http.caller import caller_of as asker
from b9_api.http.problems import invalid
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.live.live import Live
from b9_api.live.stream import MEDIA_TYPE
from b9_api.live.tickets import LIFE_S, caller_of
from b9_api.live.topics import MAX_TOPICS, Topics, read_topics

PATH: Final = "/api/events"
MAX_ID: Final = 2**62
MAX_TICKET: Final = 4_000
DESCRIPTION: Final = (
    "Events, each with its name and JSON: `hello`, `request`, `rows`, `counts`, `scraper`, `jobs`;"
    " `reset` where too much was missed; `dropped` or `bye`, with a reason, at the end."
)
REFUSED: Final = ("invalid_ticket", "unknown_request/404", "unavailable", "too_many_viewers")
TopicList = Annotated[
    str | None,
    Query(
        max_length=2_000,
        description="comma-separated: requests, request:{id}, logs:{source}, scraper:{platform},"
        " counts:{resource}, rows:{resource}, jobs; without a ticket, at least one",
        examples=["requests,rows:creators"],
    ),
]
TicketText = Annotated[
    str | None,
    Query(max_length=MAX_TICKET, description="in place of credentials and topics; good once"),
]
LastId = Annotated[int | None, Query(ge=0, le=MAX_ID, description="for who sends no headers")]
LastIdHeader = Annotated[int | None, Header(alias="Last-Event-ID", ge=0, le=MAX_ID)]


class TicketWanted(BaseModel):
    """What a ticket is to be for."""

    model_config = ConfigDict(extra="forbid", strict=True)

    topics: list[Annotated[str, Field(max_length=100)]] = Field(
        min_length=1, max_length=MAX_TOPICS, examples=[["requests", "rows:creators"]]
    )


class Issued(Struct):
    """A ticket, and where it opens a stream."""

    ticket: str
    url: str
    expires_in_s: int


def router(live: Live) -> APIRouter:
    """The routes of the live feed."""
    routes = APIRouter(tags=["live"], dependencies=[needs(Scope.READ)])

    @routes.get(
        PATH,
        response_class=Response,
        description=DESCRIPTION,
        responses={200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}},
        **says("watch", "The live stream", refuses=REFUSED, events=EVENTS),
    )
    async def events(
        request: Request,
        topics: TopicList = None,
        ticket: TicketText = None,
        last_event_id: LastId = None,
        resumed_at: LastIdHeader = None,
    ) -> Response:
        last_seen = resumed_at if resumed_at is not None else last_event_id
        if ticket is not None:
            live.refuse_if_full()
            used = await live.tickets.redeem(ticket)
            return await live.stream(caller_of(used), Topics(frozenset(used.topics)), last_seen)
        if topics is None:
            raise invalid("topics", "missing", "one or more topics, separated by commas")
        return await live.stream(asker(request), read_topics(topics), last_seen)

    @routes.post(
        f"{PATH}/ticket",
        status_code=201,
        **says(
            "create_ticket",
            "A ticket for the live stream",
            {201: Issued},
            refuses=["unknown_request/404"],
            example={"topics": ["requests", "rows:creators"]},
        ),
    )
    async def issue(request: Request, body: TicketWanted) -> Reply:
        topics = read_topics(",".join(body.topics))
        await live.refuse_unknown(asker(request), topics)
        ticket = live.tickets.issue(asker(request), topics)
        told = {"ticket": ticket, "url": f"{PATH}?ticket={ticket}", "expires_in_s": LIFE_S}
        return Reply(told, status_code=201)

    return routes

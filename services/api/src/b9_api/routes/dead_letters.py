"""Dead letters over HTTP: a list, one of them, and its replay."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from b9_api.adapters.dead_letters import Filters
from b9_api.answers import operating as answers
from b9_api.answers.requests import older_page
from b9_api.commands import WAKE_OUTBOX
from b9_api.http.caller import Scope, caller_of, needs
from b9_api.http.problems import Problem
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.http.shapes import either
from b9_api.lists.replies import older_list_reply
from b9_api.replays import NotReplayableError
from b9_api.routes.requests import TEXT
from b9_api.services import Services

LetterId = Annotated[int, Path(ge=1, le=2**62)]
REFUSES: Final = (
    "unknown_dead_letter",
    "not_replayable/409",
    "not_mappable",
    "too_large",
    "page_unknown",
    "unknown_request/409",
    "request_not_failed",
    "another_active",
)

Word = Annotated[str | None, Query(max_length=100, pattern=TEXT)]


def router(services: Services) -> APIRouter:
    """The routes of dead letters."""
    routes = APIRouter(prefix="/api/dead-letters", tags=["dead letters"])

    @routes.get(
        "",
        dependencies=[needs(Scope.READ)],
        **says(
            "list_dead_letters",
            "A page of dead letters",
            older_page(answers.DeadLetter),
            tagged=True,
        ),
    )
    async def page(
        request: Request,
        durable: Word = None,
        kind: Word = None,
        code: Word = None,
        request_id: UUID | None = None,
        *,
        replayed: bool | None = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        cursor: Annotated[int | None, Query(ge=1, le=2**62)] = None,
    ) -> Response:
        filters = Filters(
            durable=durable, kind=kind, code=code, request_id=request_id, replayed=replayed
        )
        items, last = await services.dead_letters.page(caller_of(request), filters, cursor, limit)
        return older_list_reply(request, items, limit, str(last) if last else None)

    @routes.get(
        "/{letter_id}",
        dependencies=[needs(Scope.READ)],
        **says(
            "get_dead_letter",
            "A dead letter, with what it holds",
            answers.DeadLetterWhole,
            refuses=["unknown_dead_letter"],
        ),
    )
    async def show(request: Request, letter_id: LetterId) -> Reply:
        letter = await services.dead_letters.find(caller_of(request), letter_id)
        if letter is None:
            raise _unknown()
        return Reply(letter)

    @routes.post(
        "/{letter_id}/replay",
        status_code=202,
        dependencies=[needs(Scope.OPERATE)],
        **says(
            "replay_dead_letter",
            "Send a dead letter once more",
            {202: either(answers.MessageSent, answers.RequestDriven)},
            refuses=REFUSES,
        ),
    )
    async def replay(request: Request, letter_id: LetterId) -> Reply:
        try:
            told = await services.dead_letters.replay(caller_of(request), letter_id)
        except NotReplayableError as exc:
            raise Problem(409, exc.code, str(exc)) from None
        if told is None:
            raise _unknown()
        await services.broker.wake(WAKE_OUTBOX)
        return Reply({"id": letter_id, **told}, status_code=202)

    return routes


def _unknown() -> Problem:
    return Problem(404, "unknown_dead_letter", "no such dead letter")

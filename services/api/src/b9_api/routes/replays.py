"""Replays over HTTP: what a stream still holds is sent to one durable once more."""

import hashlib
from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from b9_api.adapters.stream_replays import Caller, ReplayBusyError, ReplayFullError
from b9_api.answers.operating import Replayed
from b9_api.commands import WAKE_OUTBOX
from b9_api.http.caller import Caller as Asking
from b9_api.http.caller import Scope, caller_of, needs
from b9_api.http.problems import Problem, invalid, unavailable
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.replaying import MAX_MESSAGES, Selection, replayable, stands_in
from b9_api.replays import NotReplayableError
from b9_api.routes.wishing import IdempotencyKey
from b9_api.services import Services
from b9_api.wishes import KeyReusedError
from b9_common.messaging.stored import EVERYTHING

SUBJECT: Final = r"^[a-z0-9-]+(\.([a-z0-9-]+|\*))*(\.>)?$"
EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)

Moment = Annotated[AwareDatetime, Field(strict=False, ge=EARLIEST, le=LATEST)]


class WantedReplay(BaseModel):
    """Which messages, and whether they are sent or only counted."""

    model_config = ConfigDict(extra="forbid", strict=True)

    durable: str = Field(max_length=100)
    request_id: Annotated[UUID, Field(strict=False)] | None = None
    since: Moment | None = None
    until: Moment | None = None
    subject: str | None = Field(default=None, max_length=200, pattern=SUBJECT)
    dry_run: bool = True
    limit: int = Field(default=1_000, ge=1, le=MAX_MESSAGES)
    cursor: str | None = Field(default=None, pattern=r"^[1-9][0-9]{0,17}$")


def router(services: Services) -> APIRouter:
    """The one route of replays."""
    routes = APIRouter(prefix="/api/replays", tags=["replays"])

    @routes.post(
        "",
        dependencies=[needs(Scope.OPERATE)],
        **says(
            "replay_messages",
            "Count, or send once more, what a stream still holds",
            {200: Replayed, 202: Replayed},
            refuses=["not_replayable/422", "replay_busy", "replay_full", "unknown_request/404"],
            example={"durable": "persister-content", "since": "2026-01-31T00:00:00Z"},
        ),
    )
    async def replay(
        request: Request, body: WantedReplay, idempotency_key: IdempotencyKey = None
    ) -> Reply:
        selection = _selection(body)
        await _refuse_others(services, caller_of(request), selection)
        try:
            if body.dry_run:
                return Reply(await services.replays.show(selection))
            asking = caller_of(request)
            caller = Caller(
                name=asking.id,
                org_id=asking.org_id,
                key=idempotency_key,
                body_hash=hashlib.sha256(body.model_dump_json().encode()).hexdigest(),
            )
            told, is_new = await services.replays.replay(selection, caller)
        except ReplayBusyError as exc:
            raise unavailable(str(exc), "replay_busy") from None
        except ReplayFullError as exc:
            raise Problem(409, "replay_full", str(exc)) from None
        except KeyReusedError:
            raise Problem(
                409, "idempotency_key_reused", "this Idempotency-Key was used for another request"
            ) from None
        await services.broker.wake(WAKE_OUTBOX)
        return Reply(told, status_code=202 if is_new else 200)

    return routes


async def _refuse_others(services: Services, asking: Asking, selection: Selection) -> None:
    """Streams hold what is of all organisations: of those, only one's own request may be named."""
    if asking.runs_deployment:
        return
    named = selection.request_id
    if named is None:
        raise Problem(403, "forbidden", "without request_id this needs whoever runs the deployment")
    if not await services.replays.may_name(asking, named):
        raise Problem(404, "unknown_request", "no such request")


def _selection(body: WantedReplay) -> Selection:
    try:
        durable = replayable(body.durable)
    except NotReplayableError as exc:
        raise Problem(422, exc.code, str(exc)) from None
    subject = body.subject or EVERYTHING
    if not stands_in(subject, durable):
        raise invalid("subject", "not_of_stream", f"{durable.stream} holds none of that subject")
    if not body.dry_run and body.request_id is None and body.since is None:
        raise invalid("since", "unbounded", "say request_id or since")
    return Selection(
        durable=durable,
        request_id=body.request_id,
        since=body.since,
        until=body.until or datetime.now(UTC),
        subject=subject,
        limit=body.limit,
        cursor=None if body.cursor is None else int(body.cursor),
    )

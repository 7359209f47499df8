"""Answers about requests."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta, Struct, field

from b9_api.http.problems import FieldError
from b9_api.http.shapes import Shape, either, page
from b9_common.events import Kind, Platform

Status = Literal[
    "queued", "running", "waiting", "retrying", "completed", "partial", "failed", "cancelled"
]
StageName = Literal["accepted", "profile", "listing", "content", "rows", "media", "analytics"]
Percent = Annotated[int, Meta(ge=0, le=100)]


class RequestError(Struct):
    """Why it failed, or is partial."""

    code: str
    message: str | None
    stage: str | None


class RequestWaiting(Struct):
    """What it waits for."""

    reason: str
    until: datetime | None


class RequestLinks(Struct):
    """Where more is told."""

    own: str = field(name="self")
    events: str
    trace: str | None


class RequestCore(Struct):
    """A request, as everything that tells of one tells it. `depth` is in its platform's words."""

    request_id: UUID
    correlation_id: str
    kind: Kind
    platform: Platform
    target: str
    depth: dict[str, int]
    status: Status
    progress: Percent
    current_stage: StageName | None
    drive: int
    error: RequestError | None
    waiting: RequestWaiting | None
    trace_id: str | None
    created_at: datetime
    links: RequestLinks


class RequestTaken(RequestCore):
    """The request that stands for what was asked; it may be an earlier one."""

    deduplicated: bool
    upgraded: bool


class RequestSummary(RequestCore):
    """A request in a list."""

    requested_by: str
    lane: str
    params: dict[str, Any]
    full_depth: bool
    driven_at: datetime
    owner_id: str | None
    result: dict[str, Any]
    is_smoke: bool
    started_at: datetime | None
    finished_at: datetime | None
    last_event_at: datetime
    human_applied_at: datetime | None


class RequestStage(Struct):
    """One stage of a request."""

    stage: StageName
    state: Literal["pending", "running", "waiting", "retrying", "done", "skipped", "failed"]
    attempt: int
    expected_items: int | None
    done_items: int
    failed_items: int
    reason: str | None
    started_at: datetime | None
    finished_at: datetime | None
    heartbeat_at: datetime | None
    error_code: str | None
    error_message: str | None
    duration_ms: int | None


class WalkCounts(Struct):
    """What became of the rows of one list that was walked."""

    pages: int
    announced: int
    inserted: int
    updated: int
    unchanged: int
    superseded: int
    rejected: int


class CallCounts(Struct):
    """Calls upstream, and what they cost."""

    calls: int
    failed: int
    cost_usd: float


class RequestCounts(Struct):
    """What a request brought; `walks` by list, `media` by outcome."""

    walks: dict[str, WalkCounts]
    media: dict[str, int]
    media_bytes: int
    calls: CallCounts


class RequestAttempts(Struct):
    """How often it was sent, and when last."""

    drive: int
    driven_at: datetime


class RequestWhole(RequestSummary):
    """All that is known of a request. `matches` where a correlation id has several."""

    stages: list[RequestStage]
    counts: RequestCounts
    attempts: RequestAttempts
    marker: Any
    matches: list[UUID] = []


class RequestEvent(Struct):
    """One thing that happened; ids are given after commit, in order."""

    id: int
    at: datetime
    type: str
    stage: str | None
    severity: Literal["info", "warning", "error", "critical"]
    message: str
    data: dict[str, Any]
    service: str


class RequestEvents(Struct):
    """Events, and what to send as `after` for the next."""

    items: list[RequestEvent]
    after: int


class OneOfMany(Struct):
    """What became of one name: the request that stands for it, or what is wrong with it."""

    name: str
    status: Literal[200, 202, 422]
    request: RequestTaken | None = None
    error: FieldError | None = None


class ManyTaken(Struct):
    """Each name in the order that was sent."""

    items: list[OneOfMany]


def older_page(kind: Any) -> Shape:
    """A page whose cursor stands outside too."""
    return page(kind, {"next_cursor": Shape({"type": ["string", "null"]})})


def taken_or_many() -> Shape:
    """One request, or as many as there were names."""
    return either(RequestTaken, ManyTaken)

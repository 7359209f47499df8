"""What comes over the live stream: the JSON of each event, by the event's name."""

from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from msgspec import Struct

from b9_api.answers.old import DesiredState
from b9_api.standing import State
from b9_common.events import Kind, Platform


class StreamHello(Struct):
    """The first event: what is watched."""

    topics: list[str]


class StreamRequest(Struct):
    """Something happened to a request. Its id is the event's own, to resume from."""

    id: str
    request_id: UUID
    at: datetime
    type: str
    stage: str | None
    severity: str
    level: str
    message: str
    data: dict[str, Any]
    service: str
    source: str
    kind: Kind
    platform: Platform
    target: str


class StreamRows(Struct):
    """Rows changed; `ids` and `targets` are some of them, 50 at most."""

    topic: str
    inserted: int
    updated: int
    edited: int
    ids: list[str]
    targets: list[str]


class StreamCounts(Struct):
    """Counts of a list's tabs, as the list tells them."""

    topic: str
    counts: dict[str, int]


class SeenInstance(Struct):
    """One process, as it says of itself."""

    instance: str
    status: str
    reason: str | None
    in_hand: int
    started_at: datetime


class CallsToday(Struct):
    """Calls since midnight (UTC); the share of none is null."""

    requests: int
    ok: int
    failed: int
    success_pct: float | None
    cost_usd: float
    since: datetime


class NoCycle(Struct):
    """Why there is none."""

    code: str


class StreamScraper(Struct):
    """How a scraper stands; `observed` is null where nobody can be heard."""

    topic: str
    desired: DesiredState
    paid_calls: DesiredState
    state: State
    healthy: bool
    upstream: str | None
    observed: list[SeenInstance] | None
    calls_today: CallsToday
    cycle: NoCycle


class StreamJobs(Struct):
    """That nothing runs jobs yet."""

    topic: str
    items: list[Any]
    code: str


class StreamReset(Struct):
    """More was missed than is kept: look at everything again. `oldest` is the first that is."""

    asked: str
    oldest: str


class StreamDropped(Struct):
    """The viewer read too slowly."""

    reason: Literal["slow"]


class StreamBye(Struct):
    """The stream ends; come back, unless credentials have ended."""

    reason: Literal["end_of_life", "stopping", "unavailable", "credentials_ended"]


EVENTS: Final[dict[str, type[Struct]]] = {
    "hello": StreamHello,
    "request": StreamRequest,
    "rows": StreamRows,
    "counts": StreamCounts,
    "scraper": StreamScraper,
    "jobs": StreamJobs,
    "reset": StreamReset,
    "dropped": StreamDropped,
    "bye": StreamBye,
}

"""Answers about scrapers."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from b9_api.standing import State
from b9_common.events import Platform

WindowName = Literal["1h", "24h", "7d"]


class ScraperWanted(Struct):
    """What people want; `mirrored` is the version that workers see, null where not known."""

    state: Literal["running", "stopped"]
    reason: str
    version: int
    mirrored: int | None
    updated_at: datetime
    updated_by: str


class ScraperInstance(Struct):
    """One process, as it says of itself."""

    instance: str
    status: str
    reason: str | None
    in_hand: int
    started_at: datetime
    pid: int
    host: str
    heartbeat_age_s: float


class ScraperObserved(Struct):
    """What is heard; null where nobody can be heard."""

    state: State
    healthy: bool
    heartbeat_age_s: float | None
    started_at: datetime | None
    in_hand: int | None
    upstream: str | None
    instances: list[ScraperInstance]


class UnderWay(Struct):
    """Requests that have not ended."""

    queued: int
    running: int
    waiting: int
    oldest_started_at: datetime | None


class ScraperCycle(Struct):
    """There is none: each request goes its own way."""

    number: int | None
    started_at: datetime | None
    elapsed_s: float | None
    done: int | None
    total: int | None
    eta_s: float | None
    code: str


class LastError(Struct):
    """The last call of a day that did not go well."""

    at: datetime
    call_class: str
    provider: str
    endpoint: str | None
    status: int | None
    request_id: UUID | None


class Scraper(Struct):
    """One scraper: what is wanted and what is observed, apart."""

    name: Platform
    desired: ScraperWanted
    observed: ScraperObserved
    work: UnderWay
    cycle: ScraperCycle
    last_error: LastError | None


class ScraperNow(Scraper):
    """The same, at a moment."""

    as_of: datetime


class CallsOfClass(Struct):
    """Calls by what was answered."""

    call_class: str
    calls: int


class CallsOfStep(Struct):
    """Calls of one point of a chart; points without any are left out."""

    at: datetime
    requests: int
    ok: int
    failed: int
    items: int
    cost_usd: float


class ScraperMetrics(Struct):
    """Calls of a while; `success_pct` of none is null."""

    window: WindowName
    requests: int
    ok: int
    failed: int
    success_pct: float | None
    p50_ms: float | None
    p95_ms: float | None
    items: int
    cost_usd: float
    by_class: list[CallsOfClass]
    step_s: float
    series: list[CallsOfStep]


class FailedCalls(Struct):
    """Calls that failed alike."""

    call_class: str
    provider: str
    endpoint: str | None
    status: int | None
    calls: int
    first_at: datetime
    last_at: datetime


class ScraperErrors(Struct):
    """What did not go well, the most frequent first."""

    items: list[FailedCalls]
    window: WindowName


class Waiting(Struct):
    """Requests alike."""

    kind: str
    lane: str
    status: str
    waiting_reason: str | None
    requests: int
    oldest_created_at: datetime


class ScraperQueue(Struct):
    """What is to be done."""

    items: list[Waiting]

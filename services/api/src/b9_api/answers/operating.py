"""Answers about how the machine does: switches, budgets, keys, dead letters, replays, health."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct

ScopeName = Literal["read", "review", "operate", "admin"]


class Health(Struct):
    """`problems` name what is not well, and why."""

    status: str
    problems: dict[str, str]
    timestamp: datetime


class Dependency(Struct):
    """What the whole needs."""

    status: Literal["up", "down"]
    reason: str = ""


class SystemHealth(Health):
    """The same with what it needs."""

    dependencies: dict[str, Dependency]
    uptime_seconds: float


class Build(Struct):
    """Which process this is, of which build."""

    service: str
    instance: str
    version: str
    git_sha: str
    schema_version: int
    started_at: datetime


class NetworkIo(Struct):
    """Since the machine started."""

    bytes_sent: int
    bytes_recv: int


class SystemMeasures(Struct):
    """The machine."""

    cpu_percent: float
    memory_percent: float
    disk_percent: float
    network_io: NetworkIo


class ApplicationMeasures(Struct):
    """This process; errors are answers of 500 and above."""

    requests: int
    errors: int
    uptime: float


class Measured(Struct):
    """For who sends `Accept: application/json`."""

    system: SystemMeasures
    application: ApplicationMeasures
    timestamp: datetime


class Switched(Struct):
    """A switch, as it was set."""

    script_name: str
    script_type: Literal["platform", "switch"]
    enabled: bool
    reason: str
    version: int
    updated_at: datetime
    updated_by: str


class Switch(Switched):
    """The same, with the version that workers see; null where it is not known."""

    mirrored: int | None


class Window(Struct):
    """What the provider's own headers last said."""

    remaining: float
    ends_in_s: float


class LiveBudget(Struct):
    """What workers count."""

    day: str
    spent_today: int
    quota_remaining: int | None
    rate_in_use_per_s: float | None
    window: Window | None
    stopped_until: float | None
    stop_reason: str | None


class Budget(Struct):
    """What may be spent with one provider, and what was spent today."""

    provider: str
    platform: str
    rate_per_s: float
    pace: float
    burst: int
    daily_cap: int
    price_usd: float
    version: int
    today: str
    calls_today: int
    cost_today_usd: float
    live: LiveBudget | None


class Key(Struct):
    """An API key without what would open anything."""

    id: str
    org_id: str
    name: str
    scope: ScopeName
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


class KeyMade(Key):
    """A new key: its text is shown this once."""

    key: str


class Organisation(Struct):
    """Whose keys, requests and audit are apart from others'."""

    id: str
    name: str
    created_at: datetime


class Asker(Struct):
    """Whoever asks."""

    id: str
    org_id: str
    scope: ScopeName


class Permissions(Struct):
    """What whoever asks may do there."""

    read: bool
    write: bool
    admin: bool


class Dashboard(Struct):
    """One dashboard, as the hub shows it."""

    dashboard_id: str
    name: str
    path: str
    icon: str
    description: str
    display_order: int
    last_opened_at: datetime | None
    permissions: Permissions


class DeadLetter(Struct):
    """What nobody could handle."""

    id: int
    durable: str
    origin: str
    item_index: int
    kind: str
    platform: str | None
    request_id: UUID | None
    stream: str | None
    seq: int | None
    subject: str | None
    code: str
    error: str
    attempts: int
    bytes: int
    at: datetime
    replayed_at: datetime | None
    replay_count: int


class DeadLetterWhole(DeadLetter):
    """The same, with the first 64 KiB of what it holds."""

    headers: dict[str, Any]
    payload: str


class MessageSent(Struct):
    """A message that was sent once more."""

    id: int
    subject: str
    msg_id: str


class RequestDriven(Struct):
    """A request that was driven once more, in place of its command."""

    id: int
    request_id: UUID


class ReplayWrites(Struct):
    """Where messages are sent."""

    stream: str
    subject: str


class Replayed(Struct):
    """What was found (`dry_run`) or sent; `next_cursor` goes on where one call ended."""

    durable: str
    stream: str
    dry_run: bool
    run: UUID | None
    paid_calls: Literal[0]
    messages: int
    bytes: int
    subjects: dict[str, int]
    events: dict[str, int]
    requests: int
    first_at: datetime | None
    last_at: datetime | None
    too_large: int
    read: int
    writes: ReplayWrites
    since: datetime | None
    until: datetime
    next_cursor: str | None


class CostOfDay(Struct):
    """One provider's calls of one day."""

    day: date
    provider: str
    platform: str
    calls: int
    failed_calls: int
    cost_usd: float


class CostOfKind(Struct):
    """Calls of one kind of request."""

    kind: str
    calls: int
    cost_usd: float


class Cap(Struct):
    """What may be spent in a day."""

    provider: str
    platform: str
    daily_cap: int
    price_usd: float


class CostTotals(Struct):
    """Sums, and what a month costs at the rate of the last whole days; null where none is known."""

    calls: int
    cost_usd: float
    calls_today: int
    cost_today_usd: float
    projected_month_usd: float | None
    projected_from_days: int


class Costs(Struct):
    """What calls cost, newest day first."""

    items: list[CostOfDay]
    by_kind: list[CostOfKind]
    providers: list[Cap]
    totals: CostTotals
    as_of: datetime


class RowCounts(Struct):
    """How many rows there are."""

    creators: int
    reels: int
    posts: int
    subreddits: int
    users: int
    reddit_posts: int


class Newest(Struct):
    """When the newest came."""

    creators: datetime | None
    reels: datetime | None
    posts: datetime | None
    subreddits: datetime | None
    users: datetime | None
    reddit_posts: datetime | None


class GrowthOfDay(Struct):
    """What came on one day."""

    day: date
    creators: int
    subreddits: int
    users: int


class Overview(Struct):
    """How much there is."""

    counts: RowCounts
    freshness: Newest
    growth: list[GrowthOfDay]
    as_of: datetime

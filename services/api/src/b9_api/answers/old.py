"""Answers of the predecessor's routes, in its words. What is not known is null."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

State = Literal["running", "waiting", "alarm", "stopping", "stopped", "stale", "unknown"]


class Endpoints(Struct):
    """Where to look."""

    health: str
    readiness: str
    liveness: str
    metrics: str
    docs: str


class Root(Struct):
    """What this is."""

    service: str
    version: str
    status: Literal["operational", "degraded"]
    environment: None
    timestamp: datetime
    endpoints: Endpoints


class TagCount(Struct):
    """How many communities have a tag."""

    tag: str
    count: int


class Tagging(Struct):
    """How far the tags of approved communities are; progress of nothing is null."""

    total_approved_subreddits: int
    total_tagged: int
    untagged_remaining: int
    tagging_progress_percent: float | None
    top_tags: list[TagCount]


class TaggingWhole(Tagging):
    """The same with the vocabulary."""

    tag_structure: dict[str, list[str]]


class Vocabulary(Struct):
    """The tags that communities may be given."""

    tag_structure: dict[str, list[str]]
    total_tags: int
    all_tags: list[str]
    categories: list[str]


class TaggerHealth(Struct):
    """Whether anything tags."""

    status: str
    code: str
    openai_configured: bool
    supabase_configured: bool
    model: str | None
    cost_per_subreddit: float | None


class ScraperState(Struct):
    """What is observed of one."""

    status: State


class TableRows(Struct):
    """How many rows each table has."""

    instagram_creators: int
    instagram_reels: int
    instagram_posts: int
    reddit_subreddits: int
    reddit_posts: int
    reddit_users: int


class OldStats(Struct):
    """Numbers of the whole; `scraper` by platform."""

    categorization: Tagging
    scraper: dict[str, ScraperState]
    rows: TableRows


class OldStatsTold(Struct):
    """The same, as it is answered."""

    status: Literal["success"]
    stats: OldStats
    timestamp: datetime


class DesiredState(Struct):
    """What people want of a scraper."""

    enabled: bool
    reason: str
    version: int
    mirrored: int | None
    updated_at: datetime
    updated_by: str


class ObservedInstance(Struct):
    """One process."""

    instance: str
    status: str
    reason: str | None
    in_hand: int
    heartbeat_age_seconds: float
    started_at: datetime
    pid: int
    host: str


class ObservedState(Struct):
    """What is heard of a scraper; null where nobody can be heard."""

    state: State
    heartbeat_age_seconds: float | None
    in_hand: int | None
    instances: list[ObservedInstance] | None


class Apart(Struct):
    """What is wanted, and what is observed."""

    desired: DesiredState
    observed: ObservedState


class ScraperHealth(Apart):
    """Whether its processes report."""

    healthy: bool
    enabled: bool
    status: State
    heartbeat_age_seconds: float | None
    last_heartbeat: datetime | None
    pid: int | None
    version: str


class InstagramHealth(ScraperHealth):
    """What there was of cycles and of processes is not measured."""

    effective_status: State
    memory_mb: None
    cpu_percent: None
    current_cycle: None
    total_cycles_completed: None
    last_cycle_completed_at: None
    next_cycle_at: None
    in_waiting_period: None
    wait_remaining_seconds: None
    wait_remaining_formatted: None


class OldControl(Struct):
    """The switch, by its old names."""

    enabled: bool
    last_updated: datetime
    updated_by: str
    pid: int | None
    control_via: str
    control_table: str
    control_method: str


class ScraperStatus(Apart):
    """What is wanted, and how the parts do; `system_health` by part."""

    version: str
    system_health: dict[str, str]
    control: OldControl
    last_activity: datetime | None
    last_updated: datetime


class CallStatistics(Struct):
    """Calls of today (UTC)."""

    daily_api_calls: int
    successful_requests: int
    failed_requests: int
    by_class: dict[str, int]


class ScraperDetailed(Apart):
    """The same with today's calls."""

    enabled: bool
    status: State
    statistics: CallStatistics
    last_activity: datetime | None
    control_info: OldControl


class OldCycle(Struct):
    """There is none."""

    current_cycle: None
    cycle_start: None
    elapsed_seconds: None
    elapsed_formatted: str


class InstagramDetailed(ScraperDetailed):
    """With the cycle that there is not."""

    cycle: OldCycle


class CycleTime(Struct):
    """Not known."""

    start_time: None
    elapsed_seconds: None
    elapsed_formatted: str


class CycleStatus(Struct):
    """That there is no cycle."""

    success: bool
    running: bool
    status: str
    cycle: CycleTime
    code: str


class Rate(Struct):
    """Calls since then; the rate of nothing is null."""

    total_requests: int
    successful_requests: int
    failed_requests: int
    success_rate: float | None
    by_class: dict[str, int]
    since: datetime


class RateTold(Struct):
    """The same, as it is answered."""

    success: bool
    stats: Rate


class WishDetails(Struct):
    """How, and since when."""

    method: str
    version: str
    started_at: datetime | None = None
    stopped_at: datetime | None = None


class Wished(Apart):
    """What start and stop answer: `status` is of the wish."""

    success: bool
    status: Literal["starting", "already_running", "stopping", "already_stopped"]
    message: str
    pid: int | None
    details: WishDetails


class RedditCalls(Struct):
    """Calls of today, and the cap in force."""

    daily_calls: int
    daily_limit: int
    remaining: int
    reset_at: datetime


class CostMetrics(Struct):
    """Cost of today's calls, and that times thirty."""

    api_calls_today: int
    daily_cost: float
    projected_monthly_cost: float
    cost_per_request: float


class CostsTold(Struct):
    """The same, as it is answered."""

    success: bool
    metrics: CostMetrics


class ControlInfo(Struct):
    """How a scraper is started and stopped."""

    control_method: str
    control_table: str
    description: str
    endpoints: dict[str, str]
    states: list[str]


class AddingHealth(Struct):
    """Whether somebody is there to fetch what is added."""

    status: Literal["healthy", "unhealthy"]
    service: str
    scraper: State


class NewCreatorConfig(Struct):
    """How deep a new creator is fetched."""

    reels_count: int
    posts_count: int


class CreatorAddingHealth(AddingHealth):
    """The same of creators; the key is the fetching process's own."""

    rapidapi_configured: bool | None
    new_creator_config: NewCreatorConfig


class Unprocessed(Struct):
    """Approved creators whose related accounts nobody has asked for."""

    count: int


class RelatedStatus(Struct):
    """That nothing runs."""

    is_running: bool
    current: int
    total: int
    current_creator: str | None
    new_creators_found: int
    errors: list[str]
    code: str


class CronJob(Struct):
    """A job that does not run."""

    name: str
    runs: bool
    code: str


class CronHealth(Struct):
    """Whether jobs run."""

    status: str
    service: str
    cron_secret_configured: bool
    available_jobs: list[str]
    jobs: list[CronJob]

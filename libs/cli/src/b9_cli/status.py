"""The parts of ``b9 status``: each says what it sees and what is not as it should be."""

from collections.abc import AsyncIterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from b9_cli.client import Gateway, GatewayError, Json
from b9_cli.database import Database, Row
from b9_cli.table import ago, columns, duration
from b9_common.budget import Budget, budget_kv, on_day
from b9_common.control import CONTROL_KEYS, ControlEntry
from b9_common.errors import B9Error
from b9_common.heartbeat import Heartbeat, all_heartbeats
from b9_common.kv import TypedKv
from b9_common.messaging.connection import Broker, connect
from b9_common.topology import BUDGET, CONTROL, DURABLES
from b9_devstack.supervisor.files import FoundStack, StackState
from b9_devstack.supervisor.options import SIMULATORS

CONNECT_S: Final = 5.0
# The relay takes milliseconds; a row this old says that it does not run.
OUTBOX_LATE_S: Final = 60.0
ACTIVE: Final = ("queued", "running", "waiting", "retrying")
CLIENT: Final = "b9-status"
TOOLS: Final = frozenset({*SIMULATORS, "otlp"})


@dataclass
class Part:
    """One section: *lines* to show, *problems* that make the stack not ready."""

    title: str
    lines: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def stack_part(state: StackState) -> Part:
    """Supervisor, servers and processes, as the supervisor wrote them down."""
    up = state.supervised
    age = duration(datetime.now(UTC).timestamp() - state.started_at)
    part = Part(f"Stack: {state.status}, {state.upstream}, gateway {state.gateway_url}, {age} old")
    if not up:
        part.problems.append("the stack is not running: run `make up`")
        return part
    if state.status != "ready":
        part.problems.append(f"the stack is {state.status}: {state.reason or 'wait a moment'}")
    rows = []
    for child in state.children:
        well = child.alive and child.state == "up"
        if not well:
            part.problems.append(f"{child.name} is {child.state if child.alive else 'gone'}")
        last = str(child.exits[-1]) if child.exits else ""
        rows.append(["✓" if well else "✗", child.name, child.pid, child.state, last])
    part.lines = columns(rows)
    return part


async def gateway_part(stack: FoundStack) -> Part:
    """What the gateway says of itself and of what it depends on."""
    part = Part("Gateway")
    try:
        async with Gateway.of(stack) as gateway:
            answer = await gateway.ask("GET", "/health")
    except GatewayError as exc:
        part.problems.append(str(exc))
        return part
    told: Json = answer.body if isinstance(answer.body, dict) else {}
    dependencies: dict[str, Json] = told.get("dependencies", {})
    part.problems = [f"{name}: {why}" for name, why in told.get("problems", {}).items()]
    part.lines = columns([name, one["status"]] for name, one in dependencies.items())
    return part


@asynccontextmanager
async def broker_of(stack: FoundStack) -> AsyncIterator[Broker]:
    """A connection to the broker of *stack*. Raises `B9Error`."""
    async with connect(stack.nats_url, CLIENT) as broker:
        yield broker


async def broker_parts(stack: FoundStack) -> list[Part]:
    """Heartbeats, consumers, switches and budgets, as the broker holds them."""
    try:
        async with broker_of(stack) as broker:
            return [
                instances_part(await all_heartbeats(broker), _heard(stack.state)),
                await _consumers(broker),
                await _control(broker),
                await _budgets(broker),
            ]
    except B9Error as exc:
        return [Part("Broker", problems=[str(exc)])]


def _heard(state: StackState) -> set[str]:
    """The children that must be heard of: our own services."""
    return {child.name for child in state.children if child.health_url} - TOOLS


def instances_part(beats: Sequence[Heartbeat], expected: AbstractSet[str]) -> Part:
    """What each process says of itself; every one *expected* must have said something."""
    part = Part("Instances")
    silent = sorted(expected - {beat.instance for beat in beats})
    part.problems += [f"{name} has not been heard of for 15 s" for name in silent]
    now = datetime.now(UTC)
    rows = []
    for beat in beats:
        if beat.status in {"alarm", "stopping"}:
            part.problems.append(f"{beat.instance} is in {beat.status}: {beat.reason}")
        age = f"{ago(beat.at, now)} ago"
        rows.append([beat.instance, beat.status, f"{beat.in_hand} in hand", age, beat.reason])
    part.lines = columns(rows)
    return part


async def _consumers(broker: Broker) -> Part:
    part = Part("Consumers")
    rows = [["", "waiting", "in hand", "again", "floor"]]
    for durable in DURABLES:
        info = await broker.api_request(f"CONSUMER.INFO.{durable.stream}.{durable.name}")
        if "error" in info:
            part.problems.append(f"{durable.name}: {info['error'].get('description')}")
            continue
        floor = info["ack_floor"]["stream_seq"]
        counts = (info["num_pending"], info["num_ack_pending"], info["num_redelivered"])
        if any(counts) or not durable.name.startswith("replay-"):
            rows.append([durable.name, *map(str, counts), str(floor)])
    part.lines = columns(rows)
    return part


async def _control(broker: Broker) -> Part:
    part = Part("Control")
    kv = TypedKv(broker, CONTROL, ControlEntry)
    rows = []
    for key in CONTROL_KEYS:
        entry, _ = await kv.get(key)
        if entry is None:
            part.problems.append(f"control {key} is missing, which means stop")
        else:
            state = "on" if entry.enabled else f"STOPPED: {entry.reason or 'no reason given'}"
            rows.append([key, state, f"version {entry.version}", f"{ago(entry.at)} ago"])
    part.lines = columns(rows)
    return part


async def _budgets(broker: Broker) -> Part:
    part = Part("Budget")
    kv, now = budget_kv(broker), datetime.now(UTC).timestamp()
    providers = await kv.keys()
    for provider in providers:
        budget, _ = await kv.get(provider)
        if budget is not None:
            part.lines += columns([_budget_row(provider, on_day(budget, now), now)])
    if not part.lines:
        part.problems.append(f"no provider has an entry in {BUDGET.name}, which means stop")
    return part


def _budget_row(provider: str, budget: Budget, now: float) -> list[str]:
    stopped = ""
    if budget.stopped_until is not None and budget.stopped_until > now:
        stopped = f"stopped for {duration(budget.stopped_until - now)}: {budget.stop_reason}"
    elif budget.spent_today >= budget.daily_cap:
        stopped = "stopped until midnight UTC: the daily cap is spent"
    spent = f"{budget.spent_today} of {budget.daily_cap} calls today"
    window = budget.window_at(now)
    left = "" if window is None else f"{window.remaining:g} left for {window.ends_at - now:.0f} s"
    return [provider, spent, f"{budget.rate_per_s:g} per second", left, stopped]


async def work_part(database: Database) -> Part:
    """The ledger: what is under way, what failed, what was announced but not sent."""
    part = Part("Work")
    counts = await database.rows(_STATUSES_SQL)
    by_status = ", ".join(f"{row['n']} {row['status']}" for row in counts)
    part.lines.append(f"  requests: {by_status or 'none yet'}")
    active = await database.rows(_ACTIVE_SQL, list(ACTIVE))
    part.lines += columns((_active_row(row) for row in active), indent=4)
    outbox = await database.row(_OUTBOX_SQL) or {}
    late = outbox["oldest_s"] or 0.0
    part.lines.append(f"  outbox: {outbox['n']} waiting, the oldest for {duration(late)}")
    if late > OUTBOX_LATE_S:
        part.problems.append(f"the outbox is {duration(late)} behind: is a dispatcher leading?")
    spent = await database.rows(_SPEND_SQL)
    part.lines += [
        f"  {row['provider']}: {row['calls']} calls, ${row['usd']:.2f} today" for row in spent
    ]
    part.lines.append(f"  dead letters: {await _dead(database)}")
    return part


async def _dead(database: Database) -> str:
    rows = await database.rows(_DEAD_SQL)
    told = ", ".join(f"{row['n']} {row['durable']} {row['kind']} {row['code']}" for row in rows)
    return told or "none"


def _active_row(row: Row) -> list[Any]:
    why = row["waiting_reason"] or ""
    return [row["target"], row["kind"], row["status"], row["stage"], ago(row["created_at"]), why]


_STATUSES_SQL: Final = "SELECT status, count(*) AS n FROM requests GROUP BY 1 ORDER BY 1"
_ACTIVE_SQL: Final = """
SELECT target, kind, status, waiting_reason, created_at,
       (SELECT stage FROM request_stages s
         WHERE s.request_id = r.id AND s.state NOT IN ('done', 'skipped', 'failed')
         ORDER BY seq LIMIT 1) AS stage
  FROM requests r WHERE status = ANY ($1) ORDER BY created_at LIMIT 10
"""
_OUTBOX_SQL: Final = """
SELECT count(*) AS n, extract(epoch FROM now() - min(created_at))::float8 AS oldest_s FROM outbox
"""
_SPEND_SQL: Final = """
SELECT provider, count(*) AS calls, sum(cost_usd) AS usd FROM api_calls
 WHERE at >= date_trunc('day', now() AT TIME ZONE 'utc') AT TIME ZONE 'utc'
 GROUP BY provider ORDER BY provider
"""
_DEAD_SQL: Final = """
SELECT durable, kind, code, count(*) AS n FROM dead_letters WHERE replayed_at IS NULL
 GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT 6
"""

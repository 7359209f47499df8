"""The story of a smoke test: preflight, submit, follow, then each layer by itself."""

import secrets
import time
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct

from b9_cli.client import GatewayError, Json, WaitTimeoutError
from b9_cli.progress import Lines
from b9_cli.reconcile.content_log import read_content
from b9_cli.running import CommandError
from b9_cli.screen import Screen
from b9_cli.smoke.api_layer import check_api
from b9_cli.smoke.db_layer import check_db
from b9_cli.smoke.preflight import preflight
from b9_cli.smoke.probes import check_probes
from b9_cli.smoke.report import Check, Layer, Report
from b9_cli.smoke.surroundings import Surroundings, opened
from b9_cli.smoke.trace_layer import check_trace
from b9_cli.smoke.truth import Truth, announced_truth, read_truth
from b9_common.errors import B9Error
from b9_common.topology import DURABLES
from b9_devstack.supervisor.files import FoundStack

LAYERS: Final = ("api", "trace", "db", "probes")
DEPTH: Final = {"reels": 90, "posts": 30}


class Wishes(Struct, frozen=True, kw_only=True):
    """How to test; without *target* a creator nobody has asked for yet."""

    target: str | None = None
    timeout_s: float = 180.0
    layers: Collection[str] = LAYERS
    live: bool = False
    expected_sha: str | None = None


async def smoke(stack: FoundStack, wishes: Wishes, screen: Screen) -> Report:
    """Run the test. Whatever stands in its way is in the report; nothing is raised for it."""
    began = time.monotonic()
    report = Report(
        correlation_id=f"smoke-{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}",
        target=wishes.target or f"smoke.{secrets.token_hex(6)}",
        upstream=stack.state.upstream,
    )
    report.environment += _not_testable(stack, wishes)
    if not report.environment:
        try:
            async with opened(stack) as around:
                await _test(around, wishes, report, screen)
        except (CommandError, GatewayError, B9Error) as exc:
            report.environment.append(str(exc))
    report.took_s = time.monotonic() - began
    return report


def _not_testable(stack: FoundStack, wishes: Wishes) -> list[str]:
    if not stack.state.supervised or stack.state.status != "ready":
        return ["the stack is not running: run `make up`"]
    down = [child.name for child in stack.state.children if child.state != "up" or not child.alive]
    if down:
        return [f"{name} is not up" for name in down]
    if stack.state.upstream == "live" and not (wishes.live and wishes.target):
        return ["the upstream is live, where calls are paid for: say --live and --target NAME"]
    return []


async def _test(around: Surroundings, wishes: Wishes, report: Report, screen: Screen) -> None:
    await preflight(around, report, wishes.expected_sha)
    if report.environment:
        return
    paid_before = 0
    if around.simulator is not None:
        paid_before = len(await around.simulator.calls(report.target))
    screen.say(f"{report.target}: asking, correlation {report.correlation_id}")
    added = await around.gateway.add(
        report.target, correlation_id=report.correlation_id, full=True if wishes.target else None
    )
    report.request_id = added["request_id"]
    request = await _followed(around, wishes, report, screen)
    if request is None:
        return
    report.status = request["status"]
    report.stages_ms = {stage["stage"]: stage["duration_ms"] for stage in request["stages"]}
    truth = await _truth(around, report, request)
    for name in (name for name in LAYERS if name in wishes.layers):
        layer = await _asked(name, around, request, truth, report, paid_before)
        report.layers.append(layer)
        screen.say(str(layer))


async def _followed(
    around: Surroundings, wishes: Wishes, report: Report, screen: Screen
) -> Json | None:
    """The request once it has ended; None when it did not in time, which the report says."""
    lines = Lines(screen)
    try:
        return await around.gateway.wait(
            report.request_id or "",
            wishes.timeout_s,
            lambda now: lines.show(report.target, now),
        )
    except WaitTimeoutError as exc:
        lags = await _lags(around)
        stage = exc.last.get("current_stage")
        report.status = exc.last["status"]
        report.timeout = (
            f"stage {stage} did not finish in {wishes.timeout_s:.0f} s; waiting: {lags or 'nobody'}"
        )
        return None


async def _lags(around: Surroundings) -> str:
    """Who has how much before it and in hand."""
    told = []
    for durable in DURABLES:
        info = await around.broker.api_request(f"CONSUMER.INFO.{durable.stream}.{durable.name}")
        waiting, held = info.get("num_pending", 0), info.get("num_ack_pending", 0)
        if waiting or held:
            told.append(f"{durable.name} {waiting} before it, {held} in hand")
    return ", ".join(told)


async def _truth(around: Surroundings, report: Report, request: Json) -> Truth:
    if around.simulator is not None:
        return read_truth(await around.simulator.truth(report.target, **DEPTH))
    log = await read_content(around.broker, [request["request_id"]])
    return announced_truth(report.target, request["owner_id"] or "", log)


async def _asked(
    name: str,
    around: Surroundings,
    request: Json,
    truth: Truth,
    report: Report,
    paid_before: int,
) -> Layer:
    """One layer; what keeps it from being asked is its own failure, not the others'."""
    try:
        if name == "api":
            return await check_api(around.gateway, request, truth)
        if name == "trace":
            trace_id = request["trace_id"]
            return await check_trace(around.telemetry, request["request_id"], trace_id)
        if name == "db":
            return await check_db(around, request["request_id"], truth, paid_before)
        return await check_probes(around, request, truth, report.correlation_id)
    except (CommandError, GatewayError, B9Error) as exc:
        return Layer(name, [Check("could be asked", ok=False, detail=str(exc))])

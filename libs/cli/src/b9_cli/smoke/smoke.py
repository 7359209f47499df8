"""The story of a smoke test: preflight, submit, follow, then each layer by itself."""

import secrets
import time
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct

from b9_cli.client import GatewayError, Json, WaitTimeoutError
from b9_cli.reconcile.content_log import read_content
from b9_cli.running import CommandError
from b9_cli.screen import Screen
from b9_cli.smoke.api_layer import check_api
from b9_cli.smoke.community import AskedFor, check_community
from b9_cli.smoke.community_truth import (
    MOST_STICKIES,
    PAGE_ITEMS,
    CommunityTruth,
    announced_community,
    read_community_truth,
)
from b9_cli.smoke.db_layer import check_db
from b9_cli.smoke.following import followed, late
from b9_cli.smoke.preflight import preflight
from b9_cli.smoke.probes import check_probes
from b9_cli.smoke.report import Check, Layer, Report
from b9_cli.smoke.surroundings import Surroundings, opened
from b9_cli.smoke.trace_layer import check_trace
from b9_cli.smoke.truth import Truth, announced_truth, read_truth
from b9_common.errors import B9Error
from b9_devstack.supervisor.files import FoundStack

LAYERS: Final = ("api", "trace", "db", "probes")
DEPTH: Final = {"reels": 90, "posts": 30}


class Wishes(Struct, frozen=True, kw_only=True):
    """How to test; without *target* and *subreddit* ones that nobody has asked for yet."""

    target: str | None = None
    subreddit: str | None = None
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
    report.community = _community_of(stack, wishes)
    report.environment += _not_testable(stack, wishes)
    if not report.environment:
        try:
            async with opened(stack) as around:
                await _test(around, wishes, report, screen)
        except (CommandError, GatewayError, B9Error) as exc:
            report.environment.append(str(exc))
    report.took_s = time.monotonic() - began
    return report


def _community_of(stack: FoundStack, wishes: Wishes) -> str | None:
    """Which community is asked for too: none where no Reddit is fetched, or a live one unnamed."""
    fetched = any(child.name.startswith("reddit-ingest") for child in stack.state.children)
    if not fetched or (stack.state.upstream == "live" and wishes.subreddit is None):
        return None
    return wishes.subreddit or f"smoke{secrets.token_hex(6)}"


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
    calls_before = await _ask_community(around, report, screen)
    try:
        request = await followed(
            around, report.target, added["request_id"], wishes.timeout_s, screen
        )
        report.status = request["status"]
        report.stages_ms = {stage["stage"]: stage["duration_ms"] for stage in request["stages"]}
        community = await _community(around, wishes, report, screen, calls_before)
    except WaitTimeoutError as exc:
        await late(around, report, exc.last, wishes.timeout_s)
        return
    truth = await _truth(around, report, request)
    for name in (name for name in LAYERS if name in wishes.layers):
        layer = await _asked(name, around, request, truth, report, paid_before)
        if community is not None:
            layer.take_over(await _asked_of_reddit(name, around, community), "reddit")
        report.layers.append(layer)
        screen.say(str(layer))


async def _ask_community(around: Surroundings, report: Report, screen: Screen) -> int:
    """Ask for the community, if one is to be asked for; how many calls for it there were."""
    if report.community is None:
        return 0
    before = 0 if around.reddit is None else len(await around.reddit.calls(report.community))
    screen.say(f"r/{report.community}: asking")
    added = await around.gateway.add_subreddit(
        report.community, correlation_id=f"{report.correlation_id}-r"
    )
    report.community_request_id = added["request_id"]
    return before


async def _community(
    around: Surroundings, wishes: Wishes, report: Report, screen: Screen, calls_before: int
) -> AskedFor | None:
    name, request_id = report.community, report.community_request_id
    if name is None or request_id is None:
        return None
    request = await followed(around, f"r/{name}", request_id, wishes.timeout_s, screen)
    return AskedFor(
        truth=await _community_truth(around, name, request),
        request=request,
        correlation_id=report.correlation_id,
        calls_before=calls_before,
    )


async def _community_truth(around: Surroundings, name: str, request: Json) -> CommunityTruth:
    if around.reddit is not None:
        depths = {"hot": PAGE_ITEMS + MOST_STICKIES, "top": PAGE_ITEMS}
        return read_community_truth(await around.reddit.truth(name, **depths))
    log = await read_content(around.broker, [request["request_id"]])
    return announced_community(name, request["owner_id"] or "", log)


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


async def _asked_of_reddit(name: str, around: Surroundings, community: AskedFor) -> Layer:
    """Reddit's part of one layer; as `_asked`."""
    try:
        return await check_community(name, around, community)
    except (CommandError, GatewayError, B9Error) as exc:
        return Layer(name, [Check("could be asked", ok=False, detail=str(exc))])

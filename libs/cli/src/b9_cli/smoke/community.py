"""Reddit's part of every layer: one community through everything, and what must be refused."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from b9_cli.client import Json
from b9_cli.reconcile.checks import check_target
from b9_cli.reconcile.content_log import read_content
from b9_cli.reconcile.reddit_facts import add_published, read_community
from b9_cli.smoke.community_probes import check_community_probes
from b9_cli.smoke.community_truth import CommunityTruth
from b9_cli.smoke.patience import eventually
from b9_cli.smoke.report import Layer
from b9_cli.smoke.surroundings import Surroundings
from b9_cli.smoke.trace_layer import REDDIT_PARENTS, check_trace

END: Final = "request_completed"
# Files of Reddit are copied where somebody says so; here nobody did.
STAGES: Final[Mapping[str, str]] = {
    "accepted": "done",
    "listing": "done",
    "content": "done",
    "rows": "done",
    "media": "skipped",
    "analytics": "done",
}


class AskedFor(Struct, frozen=True, kw_only=True):
    """The community that was asked for, and its request as it stood when it had ended."""

    truth: CommunityTruth
    request: Json
    correlation_id: str
    calls_before: int


async def check_community(name: str, around: Surroundings, asked: AskedFor) -> Layer:
    """Reddit's part of layer *name*."""
    if name == "api":
        return await _api(around, asked)
    if name == "trace":
        request = asked.request
        return await check_trace(
            around.telemetry, request["request_id"], request["trace_id"], REDDIT_PARENTS
        )
    if name == "db":
        return await _db(around, asked)
    return await check_community_probes(
        around, asked.request, asked.truth, f"{asked.correlation_id}-r"
    )


async def _api(around: Surroundings, asked: AskedFor) -> Layer:
    layer, request, truth = Layer("api"), asked.request, asked.truth
    error = request.get("error") or {}
    layer.expect(
        "status", ok=request["status"] == "completed", detail=f"{request['status']} {error}"
    )
    layer.equal("progress", request["progress"], 100)
    layer.equal("stages", {one["stage"]: one["state"] for one in request["stages"]}, STAGES)
    layer.equal("is_smoke", request.get("is_smoke"), True)
    walks = request["counts"]["walks"]
    announced = {walk: counts["announced"] for walk, counts in walks.items()}
    layer.equal("announced", announced, {w: n for w, n in truth.announced.items() if n})
    rejected = {walk: counts["rejected"] for walk, counts in walks.items() if counts["rejected"]}
    layer.equal("rejected", rejected, {w: n for w, n in truth.unkeepable.items() if n})
    await _community(layer, around, truth)
    listed = await around.gateway.requests(platform="reddit", target=truth.name)
    ids = {one["request_id"] for one in listed}
    layer.expect("the list has it", ok=request["request_id"] in ids, detail=sorted(ids))
    events = await eventually(
        lambda: around.gateway.events(request["request_id"]),
        lambda seen: END in [event["type"] for event in seen],
    )
    told = [event["type"] for event in events]
    layer.expect("its events tell the end", ok=END in told, detail=f"{len(told)}, not {END}")
    [budget] = (await around.gateway.told("GET", "/api/reddit/budget"))["items"]
    layer.expect("the budget is known", ok=budget["live"], detail="no entry")
    return layer


async def _community(layer: Layer, around: Surroundings, truth: CommunityTruth) -> None:
    told = await around.gateway.subreddit(truth.name)
    if told is None:
        layer.expect("community route", ok=False, detail="nobody of that name")
        return
    layer.equal("community's id", told["subreddit_id"], truth.owner_id)
    layer.equal("community's state", told["upstream_state"], "ok")
    layer.equal("nobody reviewed it", told["review"], None)
    layer.expect("community's rules", ok=told["rules_data"] is not None, detail="null")
    if truth.subscribers is not None:
        layer.equal("community's subscribers", told["subscribers"], truth.subscribers)
        layer.equal("community's posts", told["counts"]["posts"], len(truth.posts))


async def _db(around: Surroundings, asked: AskedFor) -> Layer:
    layer, truth, request_id = Layer("db"), asked.truth, asked.request["request_id"]
    row = await around.database.row(_COMMUNITY, truth.owner_id) or {}
    layer.expect("community row", ok=row, detail=f"none for {truth.owner_id}")
    for column, value in row.items():
        layer.expect(column, ok=value is not None, detail="null")
    facts = await read_community(around.database, truth.name)
    log = await read_content(around.broker, [request.id for request in facts.requests])
    await add_published(around.database, facts, log.pages)
    stored = facts.rows.get("posts", set())
    layer.same_ids("posts", stored if truth.calls else stored & truth.posts, truth.posts)
    found = check_target(facts, log, {})
    differences = [str(finding) for finding in found if finding.kind == "difference"]
    layer.expect("reconciled", ok=not differences, detail=" | ".join(differences))
    letters = await around.database.value(_LETTERS, request_id)
    layer.equal("dead letters", letters, sum(truth.unkeepable.values()))
    if around.reddit is not None:
        made = len(await around.reddit.calls(truth.name)) - asked.calls_before
        layer.equal("calls that Reddit counted", made, truth.calls)
        booked = await eventually(
            lambda: around.database.value(_CALLS, request_id), lambda seen: seen == made
        )
        layer.equal("calls that we booked", booked, made)
    return layer


_COMMUNITY: Final = """
SELECT name, title, subscribers, observed_at, rules_observed_at, analytics_at, posts_analysed
  FROM reddit_subreddits WHERE subreddit_id = $1
"""
_CALLS: Final = "SELECT count(*) FROM api_calls WHERE request_id = $1::text::uuid"
_LETTERS: Final = "SELECT count(*) FROM dead_letters WHERE request_id = $1::text::uuid"

"""
Layer ``db``: rows, objects and calls, against the truth and against each other.

Records of calls and a person's parameters follow the end of a request by a moment.
"""

from typing import Final

from b9_cli.reconcile.checks import check_target, objects_wanted
from b9_cli.reconcile.content_log import read_content
from b9_cli.reconcile.facts import TargetFacts, read_creator
from b9_cli.smoke.patience import eventually
from b9_cli.smoke.report import Layer
from b9_cli.smoke.surroundings import Surroundings
from b9_cli.smoke.truth import WALKS, Truth


async def check_db(around: Surroundings, request_id: str, truth: Truth, paid_before: int) -> Layer:
    """The layer; *paid_before* is how many calls there were for that name already."""
    layer = Layer("db")
    await _creator(layer, around, truth)
    facts = await read_creator(around.database, truth.name)
    for walk in WALKS:
        layer.same_ids(walk, facts.rows.get(walk, set()), set(truth.ids[walk]))
    _assets(layer, facts, truth)
    await _reconciled(layer, around, facts)
    letters = await around.database.rows(_LETTERS, request_id)
    wanted = sum(truth.malformed.values())
    layer.expect("dead letters", ok=len(letters) == wanted, detail=f"{len(letters)}: {letters[:2]}")
    await _calls(layer, around, request_id, truth, paid_before)
    waiting = await eventually(lambda: around.database.value(_OUTBOX), lambda seen: not seen)
    layer.equal("outbox", waiting, 0)
    return layer


async def _creator(layer: Layer, around: Surroundings, truth: Truth) -> None:
    row = await around.database.row(_CREATOR, truth.owner_id)
    if not layer.expect("creator row", ok=row is not None, detail=f"none for {truth.owner_id}"):
        return
    told = row or {}
    layer.equal("username", told["username"], truth.name)
    for column in ("full_name", "followers_count", "analytics_at", "full_depth_at"):
        layer.expect(column, ok=told[column] is not None, detail="null")
    status = await eventually(
        lambda: around.database.value(_REVIEW_STATUS, truth.owner_id), lambda seen: seen == "ok"
    )
    layer.equal("review_status", status, "ok")


def _assets(layer: Layer, facts: TargetFacts, truth: Truth) -> None:
    layer.same_ids("assets", set(facts.assets), set(truth.assets))
    if truth.storable is not None:
        stored = {asset.key for asset in facts.assets.values() if asset.state == "stored"}
        layer.same_ids("stored assets", stored, set(truth.storable))


async def _reconciled(layer: Layer, around: Surroundings, facts: TargetFacts) -> None:
    """Announced = rows = objects = events, by the same rules as ``b9 verify``."""
    log = await read_content(around.broker, [request.id for request in facts.requests])
    heads = await around.objects.heads(objects_wanted(facts))
    found = check_target(facts, log, heads)
    differences = [str(finding) for finding in found if finding.kind == "difference"]
    layer.expect("reconciled", ok=not differences, detail=" | ".join(differences))
    held = [head for head in heads.values() if head is not None and head.bytes > 0]
    layer.equal("objects that are not empty", len(held), len(heads))


async def _calls(
    layer: Layer, around: Surroundings, request_id: str, truth: Truth, paid_before: int
) -> None:
    if around.simulator is None:
        return
    paid = len(await around.simulator.calls(truth.name)) - paid_before
    layer.equal("calls that the upstream counted", paid, truth.calls)
    if not paid_before:
        twice = await around.simulator.paid_twice(truth.name, truth.owner_id)
        layer.equal("pages paid for twice", twice, [])
    booked = await eventually(
        lambda: around.database.value(_CALLS, request_id), lambda seen: seen == paid
    )
    layer.equal("calls that we booked", booked, paid)


_CREATOR: Final = """
SELECT username, full_name, followers_count, analytics_at, full_depth_at
  FROM instagram_creators WHERE ig_user_id = $1
"""
_REVIEW_STATUS: Final = "SELECT review_status FROM instagram_creators WHERE ig_user_id = $1"
_CALLS: Final = "SELECT count(*) FROM api_calls WHERE request_id = $1::text::uuid"
_LETTERS: Final = """
SELECT id, durable, code, left(error, 60) AS error FROM dead_letters
 WHERE request_id = $1::text::uuid ORDER BY id
"""
_OUTBOX: Final = "SELECT count(*) FROM outbox WHERE created_at < now() - interval '5 s'"

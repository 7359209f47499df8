"""Layer ``probes``: what must change nothing, and what must be refused, is tried on purpose."""

import asyncio
import hashlib
import secrets
import time
from typing import Final

from b9_cli.client import TERMINAL, Json
from b9_cli.smoke.report import Layer
from b9_cli.smoke.republishing import READERS, page_of, publish_twice, read_up_to
from b9_cli.smoke.surroundings import Surroundings
from b9_cli.smoke.truth import Truth
from b9_common.events import Platform
from b9_common.messaging.connection import Outgoing
from b9_common.topology import content_subject

BURIED_WITHIN_S: Final = 10.0
ENDED_WITHIN_S: Final = 60.0
LOOK_EVERY_S: Final = 0.2
INVALID: Final = 422
NOT_FOUND: Final = 404


async def check_probes(
    around: Surroundings, request: Json, truth: Truth, correlation_id: str
) -> Layer:
    """The layer. In a live stack only what costs nothing is tried."""
    layer = Layer("probes")
    await _empty_name(layer, around, f"{correlation_id}-empty")
    await _republished(layer, around, request, truth)
    await _poison(layer, around)
    if around.simulator is not None:
        await _unknown_user(layer, around, f"{correlation_id}-unknown")
        await _again(layer, around, request, truth, f"{correlation_id}-again")
    return layer


async def _empty_name(layer: Layer, around: Surroundings, correlation_id: str) -> None:
    """Refused, without a row or a call."""
    paid = await _calls(around, "")
    answer = await around.gateway.ask(
        "POST",
        "/api/instagram/creator/add",
        body={"username": ""},
        headers={"X-Correlation-ID": correlation_id},
    )
    layer.equal("an empty name is refused", answer.status, INVALID)
    found = await around.gateway.ask("GET", f"/api/requests/{correlation_id}")
    layer.equal("an empty name leaves no request", found.status, NOT_FOUND)
    layer.equal("an empty name costs no call", await _calls(around, ""), paid)


async def _republished(layer: Layer, around: Surroundings, request: Json, truth: Truth) -> None:
    """A page under a new id, as after a lost acknowledgement: nothing changes."""
    page = await page_of(around, request["request_id"], "reels")
    if page is None:
        layer.expect("a page to republish", ok=False, detail="none in CONTENT")
        return
    before = await _stored(around, request, truth)
    await publish_twice(layer, around, page, Platform.INSTAGRAM)
    after = await _stored(around, request, truth)
    layer.equal("a page published twice changes nothing", after, before)


async def _poison(layer: Layer, around: Surroundings) -> None:
    """What nobody can read becomes a dead letter of each reader, and the others flow."""
    msg_id = f"smoke-poison-{secrets.token_hex(8)}"
    published = await around.broker.publish(
        Outgoing(
            subject=content_subject(Platform.INSTAGRAM),
            payload=b"smoke: this is not an event",
            msg_id=msg_id,
        )
    )
    deadline = time.monotonic() + BURIED_WITHIN_S
    wanted, found = {durable.name for durable in READERS}, set[str]()
    while found != wanted and time.monotonic() < deadline:
        await asyncio.sleep(LOOK_EVERY_S)
        rows = await around.database.rows(_BURIED, msg_id)
        found = {row["durable"] for row in rows}
    layer.same_ids("a poison message is a dead letter", found, wanted)
    for durable in READERS:
        read = await read_up_to(around, durable, published.seq, BURIED_WITHIN_S)
        layer.expect(f"{durable.name} passed the poison", ok=read, detail="it is stuck")


async def _unknown_user(layer: Layer, around: Surroundings, correlation_id: str) -> None:
    """Failed at once, for its reason, for one call, leaving nothing."""
    name = f"thisuserdoesnotexist{secrets.token_hex(4)}"
    added = await around.gateway.add(name, correlation_id=correlation_id)
    ended = await around.gateway.wait(added["request_id"], ENDED_WITHIN_S)
    error = ended.get("error") or {}
    seen = (ended["status"], error.get("code"))
    layer.equal("an unknown user fails", seen, ("failed", "target_not_found"))
    layer.equal("an unknown user costs one call", await _calls(around, name), 1)
    rows = await around.database.value(_CREATORS_CALLED, name)
    layer.equal("an unknown user leaves no creator", rows, 0)


async def _again(
    layer: Layer, around: Surroundings, request: Json, truth: Truth, correlation_id: str
) -> None:
    """The same add after its end: a refresh, once, to the small depth, that changes nothing."""
    before, paid = await _stored(around, request, truth), await _calls(around, truth.name)
    gateway = around.gateway
    again = await gateway.add(truth.name, correlation_id=correlation_id)
    layer.equal("a second add is a new request", again["deduplicated"], False)
    third = await gateway.add(truth.name, correlation_id=correlation_id)
    now = await gateway.request(again["request_id"])
    folded = third["request_id"] == again["request_id"] or now["status"] in TERMINAL
    layer.expect("adds of one name share a request", ok=folded, detail=third["request_id"])
    ended = await gateway.wait(again["request_id"], ENDED_WITHIN_S)
    await gateway.wait(third["request_id"], ENDED_WITHIN_S)
    layer.equal("the refresh completes", ended["status"], "completed")
    depth = (ended["depth"]["reels"], ended["depth"]["posts"])
    layer.equal("the refresh is cheap", depth, (30, 10))
    if third["request_id"] == again["request_id"]:
        costs = await _calls(around, truth.name) - paid
        layer.equal("the refresh's calls", costs, _refresh_calls(truth, *depth))
    layer.equal("the refresh doubles nothing", await _stored(around, request, truth), before)


def _refresh_calls(truth: Truth, reels: int, posts: int) -> int:
    some = {"reels": reels, "posts": posts}
    cut = {walk: frozenset(list(ids)[: some[walk]]) for walk, ids in truth.ids.items()}
    return Truth(
        name="", owner_id="", ids=cut, malformed=dict.fromkeys(some, 0), assets=frozenset()
    ).calls


async def _calls(around: Surroundings, name: str) -> int:
    return len(await around.simulator.calls(name)) if around.simulator is not None else 0


async def _stored(around: Surroundings, request: Json, truth: Truth) -> dict[str, object]:
    """What the request announced, and a digest of all content of its creator but the times."""
    told = await around.gateway.request(request["request_id"])
    rows = await around.database.rows(_CONTENT, truth.owner_id)
    digest = hashlib.sha256("\n".join(row["line"] for row in rows).encode()).hexdigest()[:16]
    walks = told["counts"]["walks"]
    announced = {walk: counts["announced"] for walk, counts in walks.items()}
    return {"announced": announced, "rows": len(rows), "digest": digest, "status": told["status"]}


_BURIED: Final = "SELECT durable FROM dead_letters WHERE origin = $1"
_CREATORS_CALLED: Final = "SELECT count(*) FROM instagram_creators WHERE lower(username) = $1"
# Signed addresses change with time, as the times do; the rest must not.
_CONTENT: Final = """
SELECT concat_ws('|', 'creator', ig_user_id, username, full_name, biography) AS line
  FROM instagram_creators WHERE ig_user_id = $1
 UNION ALL
SELECT concat_ws('|', 'reel', media_pk, shortcode, play_count, like_count, comment_count,
                 caption_text)
  FROM instagram_reels WHERE creator_id = $1
 UNION ALL
SELECT concat_ws('|', 'post', media_pk, shortcode, like_count, comment_count, caption_text)
  FROM instagram_posts WHERE creator_id = $1
 UNION ALL
SELECT concat_ws('|', 'asset', asset_key, state, bytes, sha256)
  FROM media_assets WHERE owner_id = $1
 ORDER BY 1
"""

"""Reddit's part of layer ``probes``: what changes nothing, and names that lead nowhere."""

import hashlib
import secrets
from typing import Final

from b9_cli.client import Json
from b9_cli.smoke.community_truth import CommunityTruth
from b9_cli.smoke.report import Layer
from b9_cli.smoke.republishing import page_of, publish_twice
from b9_cli.smoke.surroundings import Surroundings
from b9_common.events import Platform

ACCEPTED: Final = 202
INVALID: Final = 422
NOT_FOUND: Final = 404
FORBIDDEN: Final = 403
ENDED_WITHIN_S: Final = 60.0
NO_NAME: Final = "no name"
FETCH_SINGLE: Final = "/api/subreddits/fetch-single"
# Of the simulated Reddit: names that begin so are answered so.
NOWHERE: Final = (("missing", NOT_FOUND, "not_found"), ("private", FORBIDDEN, "private"))


async def check_community_probes(
    around: Surroundings, request: Json, truth: CommunityTruth, correlation_id: str
) -> Layer:
    """The layer. Names that lead nowhere are tried at the simulated Reddit only."""
    layer = Layer("probes")
    await _no_name(layer, around, f"{correlation_id}-none")
    await _republished(layer, around, request, truth)
    if around.reddit is not None:
        for trait, status, state in NOWHERE:
            await _nowhere(layer, around, f"{trait}_{secrets.token_hex(5)}", status, state)
        await _again(layer, around, truth, f"{correlation_id}-again")
    return layer


async def _no_name(layer: Layer, around: Surroundings, correlation_id: str) -> None:
    """Refused, without a row or a call."""
    answer = await around.gateway.ask(
        "POST",
        "/api/reddit/subreddits",
        body={"name": NO_NAME},
        headers={"X-Correlation-ID": correlation_id},
    )
    layer.equal("what is no name is refused", answer.status, INVALID)
    found = await around.gateway.ask("GET", f"/api/requests/{correlation_id}")
    layer.equal("what is no name leaves no request", found.status, NOT_FOUND)
    layer.equal("what is no name costs no call", await _calls(around, NO_NAME), 0)


async def _republished(
    layer: Layer, around: Surroundings, request: Json, truth: CommunityTruth
) -> None:
    page = await page_of(around, request["request_id"], "hot")
    if page is None:
        layer.expect("a page to republish", ok=False, detail="none in CONTENT")
        return
    before = await _stored(around, truth)
    await publish_twice(layer, around, page, Platform.REDDIT)
    layer.equal("a page published twice changes nothing", await _stored(around, truth), before)


async def _nowhere(layer: Layer, around: Surroundings, name: str, status: int, state: str) -> None:
    """Answered by its true status, leaving its state and no community."""
    answer = await around.gateway.ask("POST", FETCH_SINGLE, body={"subreddit_name": name})
    told, code = answer.status, (answer.body or {}).get("code")
    if told == ACCEPTED:
        # Others are being served: it is late, and no less true.
        ended = await around.gateway.wait(answer.body["request_id"], ENDED_WITHIN_S)
        told, code = status, (ended.get("error") or {}).get("code")
    layer.equal(f"a {state} community is answered", (told, code), (status, f"target_{state}"))
    rows = await around.database.value(_COMMUNITIES_CALLED, name)
    layer.equal(f"a {state} community leaves no row", rows, 0)
    known = await around.database.value(_STATE, name)
    layer.equal(f"a {state} community leaves its state", known, state)


async def _again(
    layer: Layer, around: Surroundings, truth: CommunityTruth, correlation_id: str
) -> None:
    """The same add after its end: a request of its own, that doubles nothing."""
    before, made = await _stored(around, truth), await _calls(around, truth.name)
    again = await around.gateway.add_subreddit(truth.name, correlation_id=correlation_id)
    layer.equal("a second add is a new request", again["deduplicated"], False)
    ended = await around.gateway.wait(again["request_id"], ENDED_WITHIN_S)
    layer.equal("the second scan completes", ended["status"], "completed")
    layer.equal("the second scan's calls", await _calls(around, truth.name) - made, truth.calls)
    layer.equal("the second scan doubles nothing", await _stored(around, truth), before)


async def _calls(around: Surroundings, name: str) -> int:
    return len(await around.reddit.calls(name)) if around.reddit is not None else 0


async def _stored(around: Surroundings, truth: CommunityTruth) -> dict[str, object]:
    """A digest of all that is kept of the community but the times."""
    rows = await around.database.rows(_CONTENT, truth.owner_id)
    digest = hashlib.sha256("\n".join(row["line"] for row in rows).encode()).hexdigest()[:16]
    return {"rows": len(rows), "digest": digest}


_COMMUNITIES_CALLED: Final = "SELECT count(*) FROM reddit_subreddits WHERE lower(name) = $1"
_STATE: Final = """
SELECT state FROM reddit_target_states WHERE kind = 'subreddit' AND name_lower = $1
"""
_CONTENT: Final = """
SELECT concat_ws('|', 'community', subreddit_id, name, title, subscribers, upstream_state,
                 review, rules_data) AS line
  FROM reddit_subreddits WHERE subreddit_id = $1
 UNION ALL
SELECT concat_ws('|', 'post', reddit_id, title, score, num_comments, content_type)
  FROM reddit_posts WHERE subreddit_id = $1
 ORDER BY 1
"""

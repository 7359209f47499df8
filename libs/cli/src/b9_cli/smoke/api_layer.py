"""Layer ``api``: what the gateway says of the request and of the creator."""

from typing import Final

from b9_cli.client import Gateway, Json
from b9_cli.smoke.patience import eventually
from b9_cli.smoke.report import Layer
from b9_cli.smoke.truth import Truth

END: Final = "request_completed"
HELD: Final = ("stored", "already_stored")


async def check_api(gateway: Gateway, request: Json, truth: Truth) -> Layer:
    """The layer; *request* is as it stood when it had ended."""
    layer = Layer("api")
    error = request.get("error") or {}
    layer.expect("status", ok=request["status"] == "completed", detail=_status(request, error))
    layer.equal("progress", request["progress"], 100)
    for stage in request["stages"]:
        layer.equal(f"stage {stage['stage']}", stage["state"], "done")
    layer.equal("is_smoke", request.get("is_smoke"), True)
    _counts(layer, request, truth)
    await _creator(layer, gateway, truth)
    listed = await gateway.requests(target=truth.name)
    ids = {one["request_id"] for one in listed}
    layer.expect("the list has it", ok=request["request_id"] in ids, detail=sorted(ids))
    # An event is shown once it has its number, a moment after it was committed.
    events = await eventually(
        lambda: gateway.events(request["request_id"]), lambda seen: END in _types(seen)
    )
    told = _types(events)
    layer.expect("its events tell the end", ok=END in told, detail=f"{len(told)}, not {END}")
    return layer


def _types(events: list[Json]) -> list[str]:
    return [event["type"] for event in events]


def _status(request: Json, error: Json) -> str:
    return f"{request['status']} {error.get('code') or ''} {error.get('message') or ''}".strip()


def _counts(layer: Layer, request: Json, truth: Truth) -> None:
    walks = request["counts"]["walks"]
    layer.equal("profile pages", walks.get("profile", {}).get("announced"), 1)
    for walk, wanted in truth.announced.items():
        layer.equal(f"{walk} announced", walks.get(walk, {}).get("announced", 0), wanted)
        refused = truth.malformed[walk]
        layer.equal(f"{walk} rejected", walks.get(walk, {}).get("rejected", 0), refused)
    media = request["counts"]["media"]
    layer.equal("assets with an outcome", sum(media.values()), len(truth.assets))
    if truth.storable is not None:
        held = sum(media.get(outcome, 0) for outcome in HELD)
        layer.equal("assets held", held, len(truth.storable))


async def _creator(layer: Layer, gateway: Gateway, truth: Truth) -> None:
    creator = await gateway.creator(truth.name)
    if not layer.expect("creator route", ok=creator is not None, detail="nobody of that name"):
        return
    told = creator or {}
    layer.equal("creator's username", told["username"], truth.name)
    layer.expect("creator's followers", ok=told["followers_count"] is not None, detail="null")
    for walk, ids in (truth.authored or {}).items():
        layer.equal(f"creator's {walk}", told["counts"][walk], len(ids))

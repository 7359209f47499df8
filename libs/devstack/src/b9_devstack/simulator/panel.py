"""The part of the control API under /_sim that every simulated upstream has."""

from itertools import islice
from typing import Any, Final, Protocol, TypeVar

import msgspec
from aiohttp import web

from b9_devstack.simulator.calls import CallLog, Tally

T = TypeVar("T")

DEFAULT_LIMIT: Final = "10000"


class Panel(Protocol):
    """What the shared calls read and set."""

    seed: int
    config: Any  # Levers of its own faults
    calls: CallLog
    downloads: Tally
    media_requests: Tally


PANEL: web.AppKey[Panel] = web.AppKey("panel")


def add_routes(app: web.Application) -> None:
    """Add the shared calls to *app*."""
    for path in ("/_sim/health", "/livez", "/readyz"):
        app.router.add_get(path, get_health)
    app.router.add_get("/_sim/config", get_config)
    app.router.add_patch("/_sim/config", patch_config)
    app.router.add_post("/_sim/faults", post_fault)
    app.router.add_delete("/_sim/faults", delete_faults)
    app.router.add_get("/_sim/calls", get_calls)
    app.router.add_get("/_sim/downloads", get_downloads)


async def get_health(request: web.Request) -> web.Response:
    """Say that we are up, and with which seed."""
    return to_json({"status": "ok", "seed": request.app[PANEL].seed})


async def get_config(request: web.Request) -> web.Response:
    """Return every lever; fault rules with how often they fired."""
    return to_json(request.app[PANEL].config)


async def patch_config(request: web.Request) -> web.Response:
    """Set the levers named in the body and return them all."""
    panel = request.app[PANEL]
    try:
        panel.config = panel.config.patched(await request.read())
    except (msgspec.ValidationError, msgspec.DecodeError) as exc:
        return to_json({"message": str(exc)}, 422)
    return to_json(panel.config)


async def post_fault(request: web.Request) -> web.Response:
    """Add one fault rule behind the others."""
    panel = request.app[PANEL]
    try:
        panel.config = panel.config.with_fault(await request.read())
    except (msgspec.ValidationError, msgspec.DecodeError) as exc:
        raise web.HTTPUnprocessableEntity(text=str(exc)) from exc
    return to_json(panel.config.faults, 201)


async def delete_faults(request: web.Request) -> web.Response:
    """Drop every fault rule."""
    request.app[PANEL].config.faults.clear()
    return to_json([])


async def get_calls(request: web.Request) -> web.Response:
    """Return the counters, the pages paid twice, and the last calls (?username=, ?limit=)."""
    log, name = request.app[PANEL].calls, request.query.get("username")
    limit = int(request.query.get("limit", DEFAULT_LIMIT))
    calls = [call for call in log.calls if name is None or name in {call.username, call.who}]
    chosen = calls[-limit:] if limit else []
    return to_json(
        log.summary() | {"paid_twice": log.paid_twice(), "count": len(calls), "calls": chosen}
    )


async def get_downloads(request: web.Request) -> web.Response:
    """Return how often each asset was asked for and sent whole (?limit=)."""
    panel, limit = request.app[PANEL], int(request.query.get("limit", DEFAULT_LIMIT))
    sent, asked = panel.downloads.counts, panel.media_requests.counts
    return to_json(
        {
            "assets": len(sent),
            "total": sum(sent.values()),
            "requests": sum(asked.values()),
            "sent": dict(islice(sent.items(), limit)),
            "asked": dict(islice(asked.items(), limit)),
        }
    )


async def read_order(request: web.Request, kind: type[T]) -> T:
    """Return the body as *kind*; raises the answer 422."""
    try:
        return msgspec.json.decode(await request.read() or b"{}", type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError) as exc:
        raise web.HTTPUnprocessableEntity(text=str(exc)) from exc


def to_json(body: object, status: int = 200) -> web.Response:
    """Return *body* as an answer."""
    return web.Response(
        body=msgspec.json.encode(body), status=status, content_type="application/json"
    )

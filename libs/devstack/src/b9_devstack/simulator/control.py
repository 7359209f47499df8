"""The control API under /_sim: levers, counters, names and truth. For tests and benchmarks."""

from collections.abc import Callable
from itertools import islice
from typing import Any, Final, TypeVar

import msgspec
from aiohttp import web

from b9_devstack.simulator.config import Config, FaultRule
from b9_devstack.simulator.creators import Creator
from b9_devstack.simulator.registry import OldName
from b9_devstack.simulator.truth import throughout_of, truth_of
from b9_devstack.simulator.world import WORLD

T = TypeVar("T")

DEFAULT_LIMIT: Final = "10000"


class RenameOrder(msgspec.Struct, forbid_unknown_fields=True):
    """Let *username* be called *to* from now on."""

    username: str
    to: str
    old: OldName = "follows"


class ResetOrder(msgspec.Struct, forbid_unknown_fields=True):
    """What else to forget besides counters and drift."""

    config: bool = False
    renames: bool = False


def add_routes(app: web.Application) -> None:
    """Add the control API to *app*."""
    for path in ("/_sim/health", "/livez", "/readyz"):
        app.router.add_get(path, get_health)
    app.router.add_get("/_sim/config", get_config)
    app.router.add_patch("/_sim/config", patch_config)
    app.router.add_post("/_sim/faults", post_fault)
    app.router.add_delete("/_sim/faults", delete_faults)
    app.router.add_get("/_sim/calls", get_calls)
    app.router.add_get("/_sim/downloads", get_downloads)
    app.router.add_post("/_sim/reset", post_reset)
    app.router.add_post("/_sim/rename", post_rename)
    app.router.add_get("/_sim/creators/{username}/truth", get_truth)
    app.router.add_get("/_sim/creators/{username}/throughout", get_throughout)


async def get_health(request: web.Request) -> web.Response:
    """Say that we are up, and with which seed."""
    return _json({"status": "ok", "seed": request.app[WORLD].seed})


async def get_config(request: web.Request) -> web.Response:
    """Return every lever; fault rules with how often they fired."""
    return _json(request.app[WORLD].config)


async def patch_config(request: web.Request) -> web.Response:
    """Set the levers named in the body and return them all."""
    world = request.app[WORLD]
    try:
        world.config = world.config.patched(await request.read())
    except (msgspec.ValidationError, msgspec.DecodeError) as exc:
        return _json({"message": str(exc)}, 422)
    return _json(world.config)


async def post_fault(request: web.Request) -> web.Response:
    """Add one fault rule behind the others."""
    world = request.app[WORLD]
    rule = await _read(request, FaultRule)
    world.config.faults.append(rule)
    return _json(world.config.faults, 201)


async def delete_faults(request: web.Request) -> web.Response:
    """Drop every fault rule."""
    request.app[WORLD].config.faults.clear()
    return _json([])


async def get_calls(request: web.Request) -> web.Response:
    """Return the counters, the pages paid twice, and the last calls (?username=, ?limit=)."""
    log, name = request.app[WORLD].calls, request.query.get("username")
    limit = int(request.query.get("limit", DEFAULT_LIMIT))
    calls = [call for call in log.calls if name is None or name in {call.username, call.who}]
    chosen = calls[-limit:] if limit else []
    return _json(
        log.summary() | {"paid_twice": log.paid_twice(), "count": len(calls), "calls": chosen}
    )


async def get_downloads(request: web.Request) -> web.Response:
    """Return how often each asset was asked for and sent whole (?limit=)."""
    world, limit = request.app[WORLD], int(request.query.get("limit", DEFAULT_LIMIT))
    sent, asked = world.downloads.counts, world.media_requests.counts
    return _json(
        {
            "assets": len(sent),
            "total": sum(sent.values()),
            "requests": sum(asked.values()),
            "sent": dict(islice(sent.items(), limit)),
            "asked": dict(islice(asked.items(), limit)),
        }
    )


async def post_reset(request: web.Request) -> web.Response:
    """Forget counters and drift; on request the levers and the renamings too."""
    world = request.app[WORLD]
    order = await _read(request, ResetOrder)
    world.reset()
    if order.config:
        world.config = Config()
    if order.renames:
        world.registry.forget_renames()
    return _json({"status": "ok"})


async def post_rename(request: web.Request) -> web.Response:
    """Rename a creator; its id stays."""
    order = await _read(request, RenameOrder)
    try:
        creator = request.app[WORLD].registry.rename(order.username, order.to, order.old)
    except ValueError as exc:
        return _json({"message": str(exc)}, 422)
    return _json({"id": creator.id, "username": creator.name})


async def get_truth(request: web.Request) -> web.Response:
    """Return what a faithful reader must have found by now (?reels=, ?posts=)."""
    return _truth(request, truth_of)


async def get_throughout(request: web.Request) -> web.Response:
    """Return what no walk since the last reset can have missed (?reels=, ?posts=)."""
    return _truth(request, throughout_of)


def _truth(request: web.Request, compute: Callable[..., dict[str, Any]]) -> web.Response:
    world = request.app[WORLD]
    creator: Creator | None = world.registry.find(request.match_info["username"])
    if creator is None:
        return _json({"found": False}, 404)
    depths = {walk: int(request.query.get(walk, deep)) for walk, deep in DEPTHS.items()}
    return _json(compute(creator, **depths, changes=world.changes_of(creator)))


DEPTHS: Final = {"reels": "90", "posts": "30"}


async def _read(request: web.Request, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(await request.read() or b"{}", type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError) as exc:
        raise web.HTTPUnprocessableEntity(text=str(exc)) from exc


def _json(body: object, status: int = 200) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(body), status=status, content_type="application/json"
    )

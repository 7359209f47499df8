"""The control API under /_sim: levers, counters, names and truth. For tests and benchmarks."""

from collections.abc import Callable
from typing import Any, Final

import msgspec
from aiohttp import web

from b9_devstack.simulator import panel
from b9_devstack.simulator.config import Config
from b9_devstack.simulator.creators import Creator
from b9_devstack.simulator.panel import read_order, to_json
from b9_devstack.simulator.registry import OldName
from b9_devstack.simulator.truth import throughout_of, truth_of
from b9_devstack.simulator.world import WORLD


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
    app[panel.PANEL] = app[WORLD]
    panel.add_routes(app)
    app.router.add_post("/_sim/reset", post_reset)
    app.router.add_post("/_sim/rename", post_rename)
    app.router.add_get("/_sim/creators/{username}/truth", get_truth)
    app.router.add_get("/_sim/creators/{username}/throughout", get_throughout)


async def post_reset(request: web.Request) -> web.Response:
    """Forget counters and drift; on request the levers and the renamings too."""
    world = request.app[WORLD]
    order = await read_order(request, ResetOrder)
    world.reset()
    if order.config:
        world.config = Config()
    if order.renames:
        world.registry.forget_renames()
    return to_json({"status": "ok"})


async def post_rename(request: web.Request) -> web.Response:
    """Rename a creator; its id stays."""
    order = await read_order(request, RenameOrder)
    try:
        creator = request.app[WORLD].registry.rename(order.username, order.to, order.old)
    except ValueError as exc:
        return to_json({"message": str(exc)}, 422)
    return to_json({"id": creator.id, "username": creator.name})


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
        return to_json({"found": False}, 404)
    depths = {walk: int(request.query.get(walk, deep)) for walk, deep in DEPTHS.items()}
    return to_json(compute(creator, **depths, changes=world.changes_of(creator)))


DEPTHS: Final = {"reels": "90", "posts": "30"}

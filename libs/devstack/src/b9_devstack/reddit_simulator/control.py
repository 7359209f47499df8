"""The control API under /_sim: levers and counters. For tests and benchmarks."""

import msgspec
from aiohttp import web

from b9_devstack.reddit_simulator.config import Config
from b9_devstack.reddit_simulator.world import WORLD
from b9_devstack.simulator import panel
from b9_devstack.simulator.panel import read_order, to_json


class ResetOrder(msgspec.Struct, forbid_unknown_fields=True):
    """What else to forget besides counters and drift."""

    config: bool = False


def add_routes(app: web.Application) -> None:
    """Add the control API to *app*."""
    app[panel.PANEL] = app[WORLD]
    panel.add_routes(app)
    app.router.add_post("/_sim/reset", post_reset)
    app.router.add_get("/_sim/windows", get_windows)
    app.router.add_delete("/_sim/tokens", delete_tokens)


async def post_reset(request: web.Request) -> web.Response:
    """Forget counters, windows and drift; on request the levers too."""
    world = request.app[WORLD]
    order = await read_order(request, ResetOrder)
    world.reset()
    if order.config:
        world.config = Config()
    return to_json({"status": "ok"})


async def get_windows(request: web.Request) -> web.Response:
    """Return every window of the rate limit, and the fullest second."""
    world = request.app[WORLD]
    return to_json(world.windows.report() | {"max_window_1s": world.calls.max_window_1s})


async def delete_tokens(request: web.Request) -> web.Response:
    """End every token given out so far."""
    request.app[WORLD].tokens.edition += 1
    return to_json({"status": "ok"})

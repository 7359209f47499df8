"""The control API under /_sim: levers, counters and truth. For tests and benchmarks."""

import msgspec
from aiohttp import web

from b9_devstack.reddit_simulator.communities import Community
from b9_devstack.reddit_simulator.config import Config
from b9_devstack.reddit_simulator.listings import MAX_LIMIT, ORDERS
from b9_devstack.reddit_simulator.truth import leads_of, truth_of_account, truth_of_community
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
    app.router.add_get("/_sim/subreddits/{name}/truth", get_community_truth)
    app.router.add_get("/_sim/subreddits/{name}/leads", get_leads)
    app.router.add_get("/_sim/users/{name}/truth", get_account_truth)


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


async def get_community_truth(request: web.Request) -> web.Response:
    """Return what a faithful reader of a community must have found by now (?hot=, ?top=, ?t=)."""
    world, community = request.app[WORLD], _community(request)
    return to_json(truth_of_community(world, community, *_depths(request)))


async def get_leads(request: web.Request) -> web.Response:
    """Return the communities its authors lead to, and which authors (as truth, ?submitted=)."""
    world, community = request.app[WORLD], _community(request)
    submitted = int(request.query.get("submitted", MAX_LIMIT))
    return to_json(leads_of(world, community, *_depths(request), submitted))


async def get_account_truth(request: web.Request) -> web.Response:
    """Return what a faithful reader of an account must have found by now (?submitted=)."""
    depth = int(request.query.get("submitted", MAX_LIMIT))
    return to_json(truth_of_account(request.app[WORLD], request.match_info["name"], depth))


def _community(request: web.Request) -> Community:
    community = request.app[WORLD].universe.community(request.match_info["name"])
    if community is None:
        raise web.HTTPNotFound(text="nobody could be called so")
    return community


def _depths(request: web.Request) -> tuple[dict[str, int], str]:
    """Return how much of each listing was asked about, and back to when the top counts."""
    given = {order: int(request.query[order]) for order in ORDERS if order in request.query}
    return given or dict.fromkeys(("hot", "top"), MAX_LIMIT), request.query.get("t", "day")

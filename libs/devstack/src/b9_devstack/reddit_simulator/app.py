"""Puts both doors and the control API together into one web application."""

from aiohttp import web

from b9_devstack.reddit_simulator import control, doors
from b9_devstack.reddit_simulator.config import Config
from b9_devstack.reddit_simulator.universe import Universe
from b9_devstack.reddit_simulator.world import WORLD, World


def make_app(universe: Universe, config: Config) -> web.Application:
    """Return the whole simulator."""
    app = web.Application()
    app[WORLD] = World(universe, config)
    control.add_routes(app)
    doors.add_routes(app)
    return app

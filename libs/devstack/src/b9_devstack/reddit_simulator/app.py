"""Puts both doors, the files and the control API together into one web application."""

from pathlib import Path

from aiohttp import web

from b9_devstack.reddit_simulator import control, doors, media
from b9_devstack.reddit_simulator.config import Config
from b9_devstack.reddit_simulator.recorded import RECORDED, Recorded
from b9_devstack.reddit_simulator.universe import Universe
from b9_devstack.reddit_simulator.world import WORLD, World
from b9_devstack.simulator.downloads import BANK, make_media
from b9_devstack.simulator.media_files import MediaBank


def make_app(
    universe: Universe, config: Config, media_dir: Path, recorded: Path | None = None
) -> web.Application:
    """Return the whole simulator; base files live in *media_dir*, recorded answers go first."""
    app = web.Application()
    app[WORLD] = World(universe, config)
    app[BANK] = MediaBank(universe.seed, media_dir)
    app.cleanup_ctx.append(make_media)
    if recorded is not None:
        app[RECORDED] = Recorded(recorded)
    media.add_routes(app)
    control.add_routes(app)
    doors.add_routes(app)
    return app

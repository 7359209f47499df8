"""Puts provider, CDN and control API together into one web application."""

from pathlib import Path

from aiohttp import web

from b9_devstack.simulator import cdn, control, provider
from b9_devstack.simulator.answers import HTML, NO_SUCH_ENDPOINT
from b9_devstack.simulator.config import Config
from b9_devstack.simulator.downloads import BANK, make_media
from b9_devstack.simulator.media_files import MediaBank
from b9_devstack.simulator.world import WORLD, World


def make_app(seed: int, config: Config, media_dir: Path) -> web.Application:
    """Return the whole simulator; base files and the journal of names live in *media_dir*."""
    media_dir.mkdir(parents=True, exist_ok=True)
    app = web.Application()
    app[WORLD] = World(seed, config, media_dir)
    app[BANK] = MediaBank(seed, media_dir)
    app.cleanup_ctx.append(make_media)
    provider.add_routes(app)
    cdn.add_routes(app)
    control.add_routes(app)
    app.router.add_get("/accounts/login/", _login_page)
    app.router.add_get("/{tail:.*}", _no_such_endpoint)
    return app


async def _login_page(_request: web.Request) -> web.Response:
    return web.Response(body=HTML, content_type="text/html")


async def _no_such_endpoint(_request: web.Request) -> web.Response:
    return web.Response(status=404, body=NO_SUCH_ENDPOINT, content_type="application/json")

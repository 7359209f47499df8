"""``/livez``, ``/readyz``, ``/version`` and ``/metrics`` of one process, over HTTP."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import msgspec
from aiohttp import web

from b9_common import metrics
from b9_common.errors import FatalError
from b9_common.health import Health
from b9_common.identity import Identity, version

log = logging.getLogger(__name__)

SHUTDOWN_S: Final = 0.5
KEEP_ALIVE_S: Final = 5.0
BACKLOG: Final = 32


@asynccontextmanager
async def serving(health: Health, identity: Identity, host: str, port: int) -> AsyncIterator[int]:
    """
    Answer on *host* and *port* (0: a free one) while the block runs; gives the port.

    No answer waits for anything, so any number of askers costs little. Raises `FatalError` if the
    port is taken.
    """

    async def livez(_: web.Request) -> web.Response:
        return _verdict("alive", health.dead())

    async def readyz(_: web.Request) -> web.Response:
        return _verdict("ready", health.unready())

    async def told_version(_: web.Request) -> web.Response:
        return _json(version(identity))

    async def told_metrics(_: web.Request) -> web.Response:
        return web.Response(body=metrics.render(), content_type="text/plain", charset="utf-8")

    app = web.Application()
    app.router.add_get("/livez", livez)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/version", told_version)
    app.router.add_get("/metrics", told_metrics)
    runner = web.AppRunner(
        app, access_log=None, keepalive_timeout=KEEP_ALIVE_S, shutdown_timeout=SHUTDOWN_S
    )
    await runner.setup()
    try:
        await _bind(web.TCPSite(runner, host, port, backlog=BACKLOG), f"{host}:{port}")
        bound: int = runner.addresses[0][1]
        log.info("health on http://%s:%d", host, bound)
        yield bound
    finally:
        await runner.cleanup()


async def _bind(site: web.TCPSite, where: str) -> None:
    try:
        await site.start()
    except OSError as exc:
        raise FatalError(f"health port {where}: {exc.strerror or exc}") from exc


def _verdict(word: str, problems: dict[str, str]) -> web.Response:
    body = {word: not problems, "problems": problems}
    return _json(body, status=503 if problems else 200)


def _json(body: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(body), status=status, content_type="application/json"
    )

"""The HTTP side: ``POST /v1/traces`` and ``POST /v1/logs``, protobuf, plain or gzip."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Final

from aiohttp import web
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]  # ships none
from msgspec import Struct

from b9_devstack.otlp.journal import LOGS, SPANS, Journal
from b9_devstack.otlp.records import logs_in, spans_in

MAX_BODY_BYTES: Final = 32 * 1024 * 1024
Decode = Callable[[bytes], Iterable[Struct]]


def build_app(folder: Path) -> web.Application:
    """The receiver, writing into *folder*."""
    app = web.Application(client_max_size=MAX_BODY_BYTES)
    app.router.add_post("/v1/traces", _accept(Journal(folder / SPANS), spans_in))
    app.router.add_post("/v1/logs", _accept(Journal(folder / LOGS), logs_in))
    app.router.add_post("/v1/metrics", _ignore)
    app.router.add_get("/readyz", _ignore)
    return app


def _accept(journal: Journal, decode: Decode) -> Callable[[web.Request], Awaitable[web.Response]]:
    one_at_a_time = asyncio.Lock()

    def keep(body: bytes) -> int:
        return journal.append(decode(body))

    async def handle(request: web.Request) -> web.Response:
        body = await request.read()
        async with one_at_a_time:
            try:
                await asyncio.to_thread(keep, body)
            except DecodeError:
                return web.Response(status=400, text="not an OTLP request in protobuf")
        # An empty message is what OTLP calls complete success.
        return web.Response(body=b"", content_type="application/x-protobuf")

    return handle


async def _ignore(_request: web.Request) -> web.Response:
    return web.Response()

"""A CDN on loopback that serves what it is told to, in every bad way there is."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiohttp import web
from msgspec import Struct

PIECE = 64 * 1024


class Answer(Struct, kw_only=True):
    """
    What a path gives. *times* is how often; then it is *after*. The body stops at *cut_at* bytes,
    and its last piece waits for *hold*.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = {}
    chunked: bool = False
    cut_at: int | None = None
    pause_s: float = 0.0
    hold: asyncio.Event | None = None
    times: int | None = None
    after: "Answer | None" = None


class Cdn:
    """Its answers by path, and how often and with what each path was asked for."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.answers: dict[str, Answer] = {}
        self.asked: Counter[str] = Counter()
        self.whole: Counter[str] = Counter()
        self.headers: dict[str, Mapping[str, str]] = {}

    def serve(self, path: str, answer: Answer) -> str:
        """The URL under which *answer* is given from now on, signed as a CDN's is."""
        self.answers[path] = answer
        return f"{self.origin}{path}?oh=SIGNATURE&oe=6F"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One request."""
        self.asked[request.path] += 1
        self.headers[request.path] = request.headers
        answer = self.answers.get(request.path, Answer(status=404))
        if answer.times is not None and self.asked[request.path] > answer.times:
            answer = answer.after or answer
        response = web.StreamResponse(status=answer.status, headers=answer.headers)
        if answer.chunked:
            response.enable_chunked_encoding()
        else:
            response.content_length = len(answer.body)
        await response.prepare(request)
        for start in range(0, len(answer.body), PIECE):
            if answer.hold is not None and start + PIECE >= len(answer.body):
                await answer.hold.wait()
            if answer.cut_at is not None and start >= answer.cut_at:
                break
            await response.write(answer.body[start : start + PIECE][: answer.cut_at])
            await asyncio.sleep(answer.pause_s)
        if answer.cut_at is not None:
            assert request.transport is not None  # noqa: S101  it was just written to
            request.transport.close()
            return response
        await response.write_eof()
        self.whole[request.path] += 1
        return response


@asynccontextmanager
async def cdn() -> AsyncIterator[Cdn]:
    """A CDN on a free port."""
    made: list[Cdn] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        return await made[0].handle(request)

    app = web.Application()
    app.router.add_get("/{tail:.*}", handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        made.append(Cdn(f"http://{host}:{port}"))
        yield made[0]
    finally:
        await runner.cleanup()

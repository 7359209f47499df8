"""How a file is sent, whole or not: what every simulated upstream's media have in common."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from b9_devstack.simulator import answers, transport
from b9_devstack.simulator.calls import Tally
from b9_devstack.simulator.levers import Levers
from b9_devstack.simulator.media_files import File, MediaBank

SLOW_STEPS: Final = 10
BANK = web.AppKey("bank", MediaBank)
BANK_READY: web.AppKey[asyncio.Task[None]] = web.AppKey("bank_ready")


@dataclass(frozen=True, slots=True)
class Download:
    """
    One request for a file as understood. *fault* befalls it; where that is slow it takes
    *slow_s*. What was sent whole is counted in *sent*.
    """

    request: web.Request
    config: Levers[Any]
    asset: str
    video: bool
    fault: str | None
    slow_s: float
    sent: Tally

    @property
    def file(self) -> File:
        """The file asked for, padded to the sizes that are set."""
        return self.request.app[BANK].file(
            self.asset,
            video=self.video,
            min_bytes=self.config.media_min_bytes,
            max_bytes=self.config.media_max_bytes,
        )


async def make_media(app: web.Application) -> AsyncIterator[None]:
    """Make the base files beside serving: only downloads wait for them."""
    task = asyncio.create_task(app[BANK].ready())
    app[BANK_READY] = task
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def wait_for_media(request: web.Request, config: Levers[Any]) -> None:
    """Wait for the base files, and as long as files take."""
    await asyncio.shield(request.app[BANK_READY])
    await asyncio.sleep(config.cdn_latency_ms / 1_000)


async def serve(download: Download) -> web.StreamResponse:
    """Send the file, or whatever its fault makes of it."""
    kind, request = download.fault, download.request
    if kind == "html":
        return web.Response(body=answers.HTML, content_type=download.file.content_type)
    if kind == "hang":
        await transport.hang(download.config.hang_s)
    if kind in {"hang", "reset"}:
        transport.reset(request)
        return web.Response()
    if kind == "huge":
        return await _send_huge(download)
    if kind in {"cut_off", "truncated"}:
        body = b"".join(download.file.chunks())
        if kind == "cut_off":
            return await transport.send_cut_off(request, body, download.file.content_type)
        return web.Response(body=body[: len(body) // 2], content_type=download.file.content_type)
    return await send(download)


async def send(download: Download) -> web.StreamResponse:
    """Send the whole file, and count it."""
    file = download.file
    response = web.StreamResponse(headers={"Content-Type": file.content_type})
    if download.fault == "chunked":
        response.enable_chunked_encoding()
    else:
        response.content_length = file.size
    await response.prepare(download.request)
    async for chunk in _paced(download, file):
        await response.write(chunk)
    await response.write_eof()
    download.sent.add(download.asset)
    return response


async def _paced(download: Download, file: File) -> AsyncIterator[bytes]:
    if download.fault != "slow":
        for chunk in file.chunks():
            yield chunk
        return
    body = b"".join(file.chunks())
    step = len(body) // SLOW_STEPS + 1
    for start in range(0, len(body), step):
        yield body[start : start + step]
        await asyncio.sleep(download.slow_s / SLOW_STEPS)


async def _send_huge(download: Download) -> web.StreamResponse:
    """Send a file far larger than promised by anything, without saying how large."""
    size = download.config.huge_bytes
    file = download.request.app[BANK].file(
        download.asset, video=download.video, min_bytes=size, max_bytes=size
    )
    response = web.StreamResponse(headers={"Content-Type": file.content_type})
    response.enable_chunked_encoding()
    await response.prepare(download.request)
    for chunk in file.chunks():
        await response.write(chunk)
    return response

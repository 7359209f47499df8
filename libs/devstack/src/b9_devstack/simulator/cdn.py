"""The CDN: signed addresses to files, and what befalls a download."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from b9_devstack.simulator import answers, transport
from b9_devstack.simulator.config import FaultRule
from b9_devstack.simulator.draw import Draw
from b9_devstack.simulator.media_files import File, MediaBank
from b9_devstack.simulator.world import WORLD, World

BANK = web.AppKey("bank", MediaBank)
BANK_READY: web.AppKey[asyncio.Task[None]] = web.AppKey("bank_ready")

PATH: Final = re.compile(
    r"/cdn/(?P<owner>\d+)/(?P<media>\d+)/(?P<kind>video|cover|image|profile)-(?P<index>\d+)-\d+\.\w+"
)
HOPS: Final = {"redirect": 1, "redirect_chain": 3, "redirect_loop": 1_000}
FORBIDDEN: Final = (
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:9/",
    "http://[::ffff:127.0.0.1]:9/",
    "http://localhost:9/",
    "http://10.0.0.1/",
    "file:///etc/passwd",
)
SLOW_STEPS: Final = 10


@dataclass(frozen=True, slots=True)
class Download:
    """One request for a file as understood."""

    request: web.Request
    world: World
    asset: str
    video: bool
    fault: str | None
    rule: FaultRule | None


def add_routes(app: web.Application) -> None:
    """Add the CDN to *app*."""
    app.router.add_get("/cdn/{tail:.*}", handle, allow_head=False)


def asset_name(owner_id: str, media_id: str, kind: str, index: int) -> str:
    """Return what an asset is called everywhere: platform, media, kind and index."""
    if kind == "profile":
        return f"instagram/{owner_id}/profile"
    return f"instagram/{media_id}/{kind}-{index}"


def standing_fault(world_seed: int, traits: frozenset[str], asset: str) -> str | None:
    """Return what is wrong with *asset* for good, because of its creator's name."""
    chance = Draw(world_seed, "cdn", asset).below(12)
    if "gone" in traits and chance % 4 == 0:
        return "gone" if chance % 8 == 0 else "not_found"
    if "wrongtype" in traits and chance % 3 == 0:
        return "html"
    if "escaping" in traits and chance % 3 == 0:
        return "redirect_forbidden"
    if "redirecting" in traits:
        return "redirect_chain" if chance % 4 == 0 else "redirect"
    return "chunked" if "chunked" in traits else "slow" if "crawling" in traits else None


async def handle(request: web.Request) -> web.StreamResponse:
    """Answer one download."""
    world = request.app[WORLD]
    match = PATH.fullmatch(request.path)
    if match is None:
        return transport.canned("not_found")
    query = request.query
    try:
        allowed = world.signer.allows(request.path, query.get("oe", ""), query.get("sig", ""))
    except ValueError:
        allowed = False
    download = _understand(request, world, match)
    world.media_requests.add(download.asset)
    if not allowed:
        return web.Response(status=403, text="URL signature expired")
    await asyncio.shield(request.app[BANK_READY])
    await asyncio.sleep(world.config.cdn_latency_ms / 1_000)
    return await _serve(download)


def _understand(request: web.Request, world: World, match: re.Match[str]) -> Download:
    owner, media, kind, index = match.group("owner", "media", "kind", "index")
    asset = asset_name(owner, media, kind, int(index))
    creator = world.registry.find_by_id(owner)
    rule = world.config.fault_for(request.path, creator.name if creator else owner, world.seed)
    fault: str | None = rule.kind if rule else None
    if rule is None and creator is not None:
        fault = standing_fault(world.seed, creator.traits, asset)
        third = Draw(world.seed, "cdn", asset).below(12) % 3 == 0
        if "broken" in creator.traits and third and world.tries.add(f"cdn {asset}") == 1:
            fault = "cut_off"
    return Download(request, world, asset, kind == "video", fault, rule)


def _file(download: Download) -> File:
    config = download.world.config
    return download.request.app[BANK].file(
        download.asset,
        video=download.video,
        min_bytes=config.media_min_bytes,
        max_bytes=config.media_max_bytes,
    )


async def _serve(download: Download) -> web.StreamResponse:
    kind, request = download.fault, download.request
    if kind in HOPS:
        return _hop(download, HOPS[kind]) or await _send(download)
    if kind == "redirect_forbidden":
        return transport.redirect(Draw(download.world.seed, "to", download.asset).pick(FORBIDDEN))
    if kind == "html":
        return web.Response(body=answers.HTML, content_type=_file(download).content_type)
    if kind == "hang":
        await transport.hang(download.world.config.hang_s)
    if kind in {"hang", "reset"}:
        transport.reset(request)
        return web.Response()
    if kind == "huge":
        return await _send_huge(download)
    return await _send_plain(download)


async def _send_plain(download: Download) -> web.StreamResponse:
    kind, rule = download.fault, download.rule
    if kind in transport.CANNED:
        status, delay_s = (rule.status, rule.delay_s) if rule else (None, 1.0)
        return transport.canned(kind, status, delay_s)
    if kind in {"cut_off", "truncated"}:
        file = _file(download)
        body = b"".join(file.chunks())
        if kind == "cut_off":
            return await transport.send_cut_off(download.request, body, file.content_type)
        return web.Response(body=body[: len(body) // 2], content_type=file.content_type)
    return await _send(download)


def _hop(download: Download, hops: int) -> web.Response | None:
    """Return the next redirect; null once all were followed."""
    hop = int(download.request.query.get("hop", "0") or 0)
    if hop >= hops:
        return None
    # Absolute and relative targets take turns: both are allowed, readers forget one of them.
    target = str(download.request.rel_url.update_query(hop=hop + 1))
    return transport.redirect(target if hop % 2 else f"http://{download.request.host}{target}")


async def _send(download: Download) -> web.StreamResponse:
    file = _file(download)
    response = web.StreamResponse(headers={"Content-Type": file.content_type})
    if download.fault == "chunked":
        response.enable_chunked_encoding()
    else:
        response.content_length = file.size
    await response.prepare(download.request)
    async for chunk in _paced(download, file):
        await response.write(chunk)
    await response.write_eof()
    download.world.downloads.add(download.asset)
    return response


async def _paced(download: Download, file: File) -> AsyncIterator[bytes]:
    if download.fault != "slow":
        for chunk in file.chunks():
            yield chunk
        return
    rule, config = download.rule, download.world.config
    whole_s = rule.delay_s if rule else config.slow_ms / 1_000
    body = b"".join(file.chunks())
    step = len(body) // SLOW_STEPS + 1
    for start in range(0, len(body), step):
        yield body[start : start + step]
        await asyncio.sleep(whole_s / SLOW_STEPS)


async def _send_huge(download: Download) -> web.StreamResponse:
    """Send a file far larger than promised by anything, without saying how large."""
    size = download.world.config.huge_bytes
    file = download.request.app[BANK].file(
        download.asset, video=download.video, min_bytes=size, max_bytes=size
    )
    response = web.StreamResponse(headers={"Content-Type": file.content_type})
    response.enable_chunked_encoding()
    await response.prepare(download.request)
    for chunk in file.chunks():
        await response.write(chunk)
    return response

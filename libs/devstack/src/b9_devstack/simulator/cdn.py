"""The CDN: signed addresses to files, and what befalls a download."""

import re
from typing import Final

from aiohttp import web

from b9_devstack.simulator import transport
from b9_devstack.simulator.downloads import Download, send, serve, wait_for_media
from b9_devstack.simulator.draw import Draw
from b9_devstack.simulator.world import WORLD, World

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
    download, status = _understand(request, world, match)
    world.media_requests.add(download.asset)
    if not allowed:
        return web.Response(status=403, text="URL signature expired")
    await wait_for_media(request, world.config)
    return await _serve(download, world.seed, status)


def _understand(
    request: web.Request, world: World, match: re.Match[str]
) -> tuple[Download, int | None]:
    """Return the download, and the status that a rule wants it answered with."""
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
    download = Download(
        request=request,
        config=world.config,
        asset=asset,
        video=kind == "video",
        fault=fault,
        slow_s=rule.delay_s if rule else world.config.slow_ms / 1_000,
        sent=world.downloads,
    )
    return download, rule.status if rule else None


async def _serve(download: Download, seed: int, status: int | None) -> web.StreamResponse:
    kind = download.fault
    if kind in HOPS:
        return _hop(download, HOPS[kind]) or await send(download)
    if kind == "redirect_forbidden":
        return transport.redirect(Draw(seed, "to", download.asset).pick(FORBIDDEN))
    if kind in transport.CANNED and kind != "html":
        return transport.canned(kind, status, download.slow_s)
    return await serve(download)


def _hop(download: Download, hops: int) -> web.Response | None:
    """Return the next redirect; null once all were followed."""
    hop = int(download.request.query.get("hop", "0") or 0)
    if hop >= hops:
        return None
    # Absolute and relative targets take turns: both are allowed, readers forget one of them.
    target = str(download.request.rel_url.update_query(hop=hop + 1))
    return transport.redirect(target if hop % 2 else f"http://{download.request.host}{target}")

"""The files behind posts, at paths that begin with the hosts Reddit would serve them from."""

import re
from typing import Final

from aiohttp import web

from b9_devstack.reddit_simulator import refusals
from b9_devstack.reddit_simulator.posts import GONE, WRONG_TYPE
from b9_devstack.reddit_simulator.world import WORLD
from b9_devstack.simulator import transport
from b9_devstack.simulator.downloads import Download, serve, wait_for_media

HOSTS: Final = (
    "i.redd.it", "preview.redd.it", "external-preview.redd.it", "b.thumbs.redditmedia.com",
    "styles.redditmedia.com", "v.redd.it",
)  # fmt: skip
# Here one id is one file; elsewhere it is another picture of the same thing.
_BY_ID: Final = frozenset({"i.redd.it", "preview.redd.it", "v.redd.it"})
_FILE: Final = re.compile(
    r"/(?P<host>[a-z.-]+)/(?P<file>[\w./-]+?)(?:/DASH_\d+)?\.(?P<ending>jpg|mp4)"
)
_PLAYLIST: Final = re.compile(r"/v\.redd\.it/\w+/(?:HLSPlaylist\.m3u8|DASHPlaylist\.mpd)")
_HLS: Final = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=2400000\nDASH_720.mp4\n"
_DASH: Final = (
    '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet>'
    '<Representation id="1" bandwidth="2400000"><BaseURL>DASH_720.mp4</BaseURL></Representation>'
    "</AdaptationSet></Period></MPD>\n"
)


def add_routes(app: web.Application) -> None:
    """Add the files to *app*."""
    for host in HOSTS:
        app.router.add_get(f"/{host}/{{tail:.*}}", handle, allow_head=False)


async def handle(request: web.Request) -> web.StreamResponse:
    """Answer one download."""
    world, found = request.app[WORLD], _FILE.fullmatch(request.path)
    if found is None:
        return _playlist(request.path)
    asset = found["file"] if found["host"] in _BY_ID else f"{found['host']}/{found['file']}"
    world.media_requests.add(asset)
    rule = world.config.fault_for(request.path, "", world.seed)
    kind = rule.kind if rule else standing_fault(asset)
    delay_s = rule.delay_s if rule else world.config.slow_ms / 1_000
    await wait_for_media(request, world.config)
    if kind in refusals.CANNED:
        return refusals.canned(kind, rule.status if rule else None, delay_s)
    if kind == "redirect":
        return transport.redirect(f"https://www.reddit.com/media?url={asset}")
    video = found["ending"] == "mp4"
    return await serve(
        Download(request, world.config, asset, video, kind, delay_s, world.downloads)
    )


def standing_fault(asset: str) -> str | None:
    """Return what is wrong with *asset* for good."""
    if asset.startswith(GONE):
        return "forbidden" if asset[-1].isdigit() else "gone"
    return "html" if asset.startswith(WRONG_TYPE) else None


def _playlist(path: str) -> web.Response:
    if _PLAYLIST.fullmatch(path) is None:
        return refusals.canned("gone")
    if path.endswith(".m3u8"):
        return web.Response(text=_HLS, content_type="application/vnd.apple.mpegurl")
    return web.Response(text=_DASH, content_type="application/dash+xml")

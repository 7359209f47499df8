"""A file that we keep, by an address that is its own credential."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from b9_api.adapters.presigning import LEFT_S
from b9_api.http.problems import Problem
from b9_api.http.says import says
from b9_api.media import sql
from b9_api.media.parts import Media

# Whoever goes by a kept answer still finds the store's address good, with time to load.
MAX_AGE_S: Final = LEFT_S - 600
DESCRIPTION: Final = (
    "Redirects to the store. The signature is the credential: addresses are told by lists, are the"
    " same all day (UTC), and end with the next day."
)
REFUSED: Final = ("invalid_signature", "not_found", "media_not_configured")
FOUND: Final = {
    "description": "where the file is for the next while; the store serves ranges",
    "headers": {"Location": {"$ref": "#/components/headers/Location"}},
}

Day = Annotated[str, Query(description="the day it was signed", examples=["2026-01-31"])]
Signature = Annotated[str, Query(description="of the asset and the day")]


def router(media: Media) -> APIRouter:
    """The one route; the signature in the address opens it, no scope does."""
    routes = APIRouter(tags=["media"])

    async def file(request: Request, asset_key: str, d: Day = "", s: Signature = "") -> Response:
        now = datetime.now(UTC)
        if media.links is None or media.presigner is None:
            raise Problem(404, "media_not_configured", "this gateway knows no store of files")
        if not media.links.is_valid(asset_key, d, s, now):
            raise Problem(403, "invalid_signature", "the address is not ours, or too old")
        stored = await media.database.find(sql.STORED, asset_key)
        if stored is None:
            raise Problem(404, "not_found", "no such file is stored")
        # Never 304: a client would go on by an address of the store's that has ended.
        headers = {
            "location": media.presigner.url(request.method, stored["object_key"], now),
            "cache-control": f"private, max-age={MAX_AGE_S}",
        }
        if stored["sha256"]:
            headers["etag"] = f'"{stored["sha256"]}"'
        return Response(status_code=302, headers=headers)

    path = "/media/{asset_key:path}"
    told = says("get_file", "A file", {}, refuses=REFUSED)
    responses: dict[int | str, dict[str, Any]] = {302: FOUND}
    routes.get(path, status_code=302, description=DESCRIPTION, responses=responses, **told)(file)
    routes.head(path, include_in_schema=False)(file)
    return routes

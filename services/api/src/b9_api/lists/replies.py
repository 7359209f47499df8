"""The one envelope of every list, and its ETag."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from b9_api.http.compressing import AT_ONCE_BYTES, NAME, WORTH_BYTES, compressed, takes
from b9_api.lists.engine import Page

# Kept by whoever asked alone, and asked for again each time: a 304 costs no transfer.
HEADERS: Final = {"cache-control": "private, no-cache", "vary": "Authorization"}


class Told:
    """An answer as it is sent, to any number of those who ask for it."""

    def __init__(self, body: bytes, etag: str) -> None:
        self.body = body
        self.etag = etag

    @cached_property
    def small(self) -> bytes | None:
        """In Brotli, for all who take it; None where whoever sends it sees to that."""
        worth_it = WORTH_BYTES <= len(self.body) <= AT_ONCE_BYTES
        return compressed(self.body) if worth_it else None


def list_reply(request: Request, page: Page, extra: Mapping[str, Any] | None = None) -> Response:
    """*page* as a list answers; *extra* are more members of the envelope."""
    return reply(request, list_told(page, extra))


def list_told(page: Page, extra: Mapping[str, Any] | None = None) -> Told:
    """The same, for whoever asks."""
    told: dict[str, Any] = {
        "items": page.items,
        "page": {
            "limit": page.limit,
            "has_more": page.next_cursor is not None,
            "next_cursor": page.next_cursor,
        },
    }
    if page.counts is not None:
        told["counts"] = page.counts
    return _told(told | dict(extra or {}), {"as_of": page.as_of})


def older_list_reply(
    request: Request, items: Sequence[Any], limit: int, next_cursor: str | None
) -> Response:
    """A list that pages by itself, in the same envelope; its cursor stands outside too, as ever."""
    page = Page(items=items, limit=limit, next_cursor=next_cursor, as_of=datetime.now(UTC))
    return list_reply(request, page, {"next_cursor": next_cursor})


def tagged(
    request: Request, told: Mapping[str, Any], moment: Mapping[str, Any] | None = None
) -> Response:
    """*told* as JSON, or 304 where the client has it; *moment* changes without being a change."""
    return reply(request, _told(told, moment))


def reply(request: Request, told: Told) -> Response:
    """*told*, or 304 where the client has it."""
    headers = {"etag": told.etag, **HEADERS}
    if _known(request.headers.get("if-none-match", ""), told.etag):
        return Response(status_code=304, headers=headers)
    if takes(request.scope) and told.small is not None:
        headers |= {"content-encoding": NAME, "vary": f"{HEADERS['vary']}, Accept-Encoding"}
        return Response(told.small, headers=headers, media_type="application/json")
    return Response(told.body, headers=headers, media_type="application/json")


def _told(told: Mapping[str, Any], moment: Mapping[str, Any] | None) -> Told:
    body = msgspec.json.encode(told)
    etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    if moment:
        body = body[:-1] + b"," + msgspec.json.encode(moment)[1:]
    return Told(body, etag)


def _known(given: str, etag: str) -> bool:
    """Compared weakly, as for reading."""
    return etag[2:] in {one.strip().removeprefix("W/") for one in given.split(",")}

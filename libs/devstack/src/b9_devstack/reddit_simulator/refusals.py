"""Every answer that is not data, and the headers that come with some of them."""

from email.utils import formatdate
from time import time
from typing import Final

import msgspec
from aiohttp import web

JSON: Final = "application/json"
HTML: Final = "text/html"


def _json(status: int, message: str, reason: str | None = None, **more: str) -> bytes:
    said = {"reason": reason} if reason else {}
    return msgspec.json.encode(said | more | {"message": message, "error": status})


def _page(title: str, text: str) -> bytes:
    head = f"<!doctype html>\n<html>\n  <head>\n    <title>{title}</title>\n  </head>\n"
    return f"{head}  <body>\n    <h1>{title}</h1>\n    <p>{text}</p>\n  </body>\n</html>\n".encode()


def _nested(depth: int) -> bytes:
    return b'{"kind":"Listing","data":' + b"[" * depth + b"]" * depth + b"}"


DEPTH: Final = 20_000
QUARANTINE: Final = "This community is **quarantined**: its content may upset & mislead."
EMPTY: Final = (
    b'{"kind":"Listing","data":{"modhash":"","whitelist_status":"all_ads","children":[],'
    b'"after":null,"before":null}}'
)
TOO_MANY_PAGE: Final = (
    "please wait {wait} second(s) and try again: there were too many requests from you lately."
)

# kind -> status, type and body
CANNED: Final[dict[str, tuple[int, str, bytes]]] = {
    "too_many_json": (429, JSON, _json(429, "Too Many Requests")),
    "too_many_html": (429, HTML, b""),
    "too_many_date": (429, JSON, _json(429, "Too Many Requests")),
    "too_many_float": (429, JSON, _json(429, "Too Many Requests")),
    "unauthorized": (401, JSON, _json(401, "Unauthorized")),
    "bad_request": (400, JSON, _json(400, "Bad Request")),
    "not_found": (404, JSON, _json(404, "Not Found")),
    "private": (403, JSON, _json(403, "Forbidden", "private")),
    "gold_only": (403, JSON, _json(403, "Forbidden", "gold_only")),
    "banned": (404, JSON, _json(404, "Not Found", "banned")),
    "quarantined": (
        403,
        JSON,
        _json(403, "Forbidden", "quarantined", quarantine_message=QUARANTINE),
    ),
    "forbidden": (403, JSON, _json(403, "Forbidden")),
    "legal": (451, JSON, b""),
    "blocked": (403, HTML, _page("Blocked", "your request has been blocked by network security.")),
    "outage": (200, HTML, _page("Ow!", "all of our servers are busy. (error code: 503)")),
    "empty": (200, JSON, EMPTY),
    "wrong_payload": (200, JSON, b'[{"kind":"more","data":{"count":0,"children":[]}}]'),
    "deep": (200, JSON, _nested(DEPTH)),
    "server_error": (500, JSON, b""),
    "bad_gateway": (502, JSON, b""),
    "unavailable": (503, HTML, _page("Unavailable", "please try again in a minute.")),
    "gateway_timeout": (504, JSON, b""),
    "unknown_error": (520, JSON, b""),
    "connection_timed_out": (522, JSON, b""),
    "gateway_page": (502, HTML, _page("502 Bad Gateway", "the web server returned an error.")),
    "no_bytes": (200, JSON, b""),
    "gone": (404, HTML, b"Not Found"),
}


def canned(kind: str, status: int | None = None, wait_s: float = 1.0) -> web.Response:
    """Return the reply that *kind* stands for; its own status unless *status* says another."""
    own_status, content_type, body = CANNED[kind]
    if kind == "too_many_html":
        return too_many_page(wait_s)
    response = web.Response(status=status or own_status, body=body, content_type=content_type)
    response.headers.update(_headers(kind, wait_s))
    return response


def _headers(kind: str, wait_s: float) -> dict[str, str]:
    if kind == "unauthorized":
        return {"www-authenticate": 'Bearer realm="reddit", error="invalid_token"'}
    if kind == "too_many_date":
        return {"retry-after": formatdate(time() + max(1.0, wait_s), usegmt=True)}
    return {"retry-after": f"{wait_s:.1f}"} if kind == "too_many_float" else {}


def too_many_page(wait_s: float) -> web.Response:
    """Return the HTML form of 429, which says how long to wait."""
    wait = max(1, round(wait_s))
    body = _page("Too Many Requests", TOO_MANY_PAGE.format(wait=wait))
    headers = {"retry-after": str(wait)}
    return web.Response(status=429, body=body, content_type=HTML, headers=headers)

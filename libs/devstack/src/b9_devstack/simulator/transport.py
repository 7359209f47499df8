"""Replies that are canned, and connections that go wrong."""

import asyncio
import socket
import struct
import sys
from email.utils import formatdate
from time import time
from typing import Final

from aiohttp import web

from b9_devstack.simulator import answers

JSON: Final = "application/json"
CHUNK: Final = 1 << 18

# Of the kernel's struct tcp_info: milliseconds since something came, after 52 bytes of others.
LAST_DATA_RECEIVED: Final = struct.Struct("52xI")

# kind -> status and body; a rule's own status goes first
CANNED: Final[dict[str, tuple[int, bytes]]] = {
    "retry_after_seconds": (429, answers.TOO_MANY),
    "retry_after_date": (429, answers.TOO_MANY),
    "ratelimit_headers": (429, answers.TOO_MANY),
    "rate_limited": (429, b'{"message":"","status":"fail"}'),
    "rate_limit_400": (400, answers.RATE_LIMIT_400),
    "monthly_quota": (429, answers.MONTHLY_QUOTA),
    "not_subscribed": (403, answers.NOT_SUBSCRIBED),
    "invalid_key": (401, answers.INVALID_KEY),
    "login_required": (403, answers.LOGIN_REQUIRED),
    "checkpoint": (400, answers.CHECKPOINT),
    "server_error": (500, b'{"message":"Internal Server Error"}'),
    "bad_gateway": (502, answers.HTML),
    "unavailable": (503, b""),
    "gateway_timeout": (504, b'{"messages":"The request to the API has timed out."}'),
    "html": (200, answers.HTML),
    "wrong_payload": (200, answers.WRONG_PAYLOAD),
    "empty": (200, answers.EMPTY_PAGE),
    "user_not_found": (404, answers.USER_NOT_FOUND),
    "status_false": (200, answers.STATUS_FALSE),
    "user_null": (200, answers.USER_NULL),
    "not_authorized": (400, answers.NOT_AUTHORIZED),
    "api_missing": (404, b'{"message":"API doesn\'t exists"}'),
    "forbidden": (403, b"Forbidden"),
    "not_found": (404, b"Not Found"),
    "gone": (410, b"Gone"),
    "no_bytes": (200, b""),
}


def canned(kind: str, status: int | None = None, retry_after_s: float = 1.0) -> web.Response:
    """Return the reply that *kind* stands for."""
    own_status, body = CANNED[kind]
    html = body.startswith(b"<")
    return web.Response(
        status=status or own_status,
        body=body,
        content_type="text/html" if html else JSON,
        headers=_limit_headers(kind, retry_after_s),
    )


def _limit_headers(kind: str, retry_after_s: float) -> dict[str, str]:
    if kind == "retry_after_seconds":
        return {"Retry-After": str(max(1, round(retry_after_s)))}
    if kind == "retry_after_date":
        return {"Retry-After": formatdate(time() + max(1.0, retry_after_s), usegmt=True)}
    if kind == "ratelimit_headers":
        return {
            "x-ratelimit-requests-limit": "60",
            "x-ratelimit-requests-remaining": "0",
            "x-ratelimit-requests-reset": str(max(1, round(retry_after_s))),
        }
    return {}


async def hang(seconds: float) -> None:
    """Say nothing for *seconds*; ends early when the caller goes away or we stop."""
    await asyncio.sleep(seconds)


def waited_s(request: web.Request) -> float:
    """How long *request*, without a body, had been here before we, who may be late, read it."""
    raw = request.transport and request.transport.get_extra_info("socket")
    if not raw or sys.platform != "linux":
        return 0.0
    told = raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, LAST_DATA_RECEIVED.size)
    (milliseconds,) = LAST_DATA_RECEIVED.unpack(told)
    return float(milliseconds) / 1_000


def reset(request: web.Request) -> None:
    """Cut the connection so that the caller sees a reset."""
    transport = request.transport
    if transport is None:
        return
    raw = transport.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


async def send_huge(request: web.Request, size: int) -> web.StreamResponse:
    """Answer with *size* bytes of valid but endless-looking JSON."""
    response = web.StreamResponse(headers={"Content-Type": JSON})
    response.content_length = size
    await response.prepare(request)
    await response.write(b'{"items":[')
    left = size - len(b'{"items":[]}')
    while left > 0:
        await response.write(b" " * min(CHUNK, left))
        left -= CHUNK
    await response.write(b"]}")
    return response


async def send_cut_off(request: web.Request, body: bytes, content_type: str) -> web.StreamResponse:
    """Promise all of *body*, send half, and cut the connection."""
    response = web.StreamResponse(headers={"Content-Type": content_type})
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    await asyncio.sleep(0)
    reset(request)
    return response


def truncated(body: bytes) -> web.Response:
    """Return half of *body*, as if that were all."""
    return web.Response(body=body[: len(body) // 2], content_type=JSON)


def redirect(location: str) -> web.Response:
    """Return a redirect to *location*."""
    return web.Response(status=302, headers={"Location": location})

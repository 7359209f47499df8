"""JSON made small for whoever takes Brotli."""

import asyncio
from typing import Final

import brotli
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAME: Final = "br"
JSON: Final = frozenset({b"application/json", b"application/problem+json"})
NOT_MODIFIED: Final = 304
WEAK: Final = b"W/"
# Below it the headers alone are as long.
WORTH_BYTES: Final = 1_024
# A millisecond of one core at most; what is larger is made small beside the loop, a few at once.
AT_ONCE_BYTES: Final = 64 * 1_024
BESIDE: Final = 2
# A list of 43 KB in a seventh of a millisecond; level 4 takes twice as long and saves a twentieth.
QUALITY: Final = 2
OF_CLIENT: Final = b"accept-encoding"


class Compressing:
    """
    Compresses whole answers in JSON; streams, files and what is encoded already pass as they are.

    So do answers with a strong ETag: it names these very bytes, and is sent back in If-Match.
    Credentials are never sent along by a browser on its own, so that no page of a stranger's can
    measure by sizes what an answer repeats.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._beside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See `Compressing`."""
        if scope["type"] != "http" or scope["method"] == "HEAD":
            await self.app(scope, receive, send)
            return
        if takes(scope):
            await self.app(scope, receive, _Answer(self, send).send)
            return

        async def plain(message: Message) -> None:
            if message["type"] == "http.response.start" and _varies(message):
                _say_so(message)
            await send(message)

        await self.app(scope, receive, plain)

    async def made_small(self, body: bytes) -> bytes | None:
        """*body* in Brotli; None where enough large ones are on their way already."""
        if len(body) <= AT_ONCE_BYTES:
            return compressed(body)
        if self._beside >= BESIDE:
            return None
        self._beside += 1
        try:
            return await asyncio.to_thread(compressed, body)
        finally:
            self._beside -= 1


class _Answer:
    """One answer on its way out; its head is held back until its body is known."""

    def __init__(self, by: Compressing, send: Send) -> None:
        self._by = by
        self._send = send
        self._head: Message | None = None

    async def send(self, message: Message) -> None:
        """Pass *message* on, or a smaller one."""
        if message["type"] == "http.response.start":
            if _varies(message):
                _say_so(message)
                self._head = message
            else:
                await self._send(message)
            return
        head, self._head = self._head, None
        if head is not None:
            await self._begin(head, message)
        await self._send(message)

    async def _begin(self, head: Message, message: Message) -> None:
        body: bytes = message.get("body", b"")
        small = None
        if not message.get("more_body") and len(body) >= WORTH_BYTES:
            small = await self._by.made_small(body)
        if small is not None:
            headers = MutableHeaders(scope=head)
            headers["content-encoding"] = NAME
            headers["content-length"] = str(len(small))
            message["body"] = small
        await self._send(head)


def takes(scope: Scope) -> bool:
    """Whether the client says that it takes Brotli."""
    for key, value in scope["headers"]:
        if key == OF_CLIENT and any(map(_names_it, value.decode("latin-1").split(","))):
            return True
    return False


def _names_it(offered: str) -> bool:
    name, _, parameter = offered.partition(";")
    weight = parameter.replace(" ", "").lower().removeprefix("q=")
    # None of zero: that says no.
    return name.strip().lower() == NAME and (not weight or weight.strip("0.") != "")


def _varies(head: Message) -> bool:
    """Whether this answer might be another for another client; 304 stands for one that might."""
    told: dict[bytes, bytes] = dict(head["headers"])
    if b"content-encoding" in told or not told.get(b"etag", WEAK).startswith(WEAK):
        return False
    if head["status"] == NOT_MODIFIED:
        return b"etag" in told
    long = int(told.get(b"content-length", b"0")) >= WORTH_BYTES
    return long and told.get(b"content-type") in JSON


def _say_so(head: Message) -> None:
    """Tell caches."""
    headers: list[tuple[bytes, bytes]] = head["headers"]
    for place, (key, value) in enumerate(headers):
        if key == b"vary":
            headers[place] = (key, value + b", Accept-Encoding")
            return
    headers.append((b"vary", b"Accept-Encoding"))


def compressed(body: bytes) -> bytes:
    """*body* in Brotli."""
    made: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=QUALITY)
    return made

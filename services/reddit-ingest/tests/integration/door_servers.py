"""A Reddit that says what it is told to, and an egress proxy that fails as it is told to."""

import asyncio
import base64
import ssl
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from aiohttp import web

from b9_common.events import Walk
from b9_common.settings import load
from b9_reddit_ingest.door_settings import DoorSettings
from b9_reddit_ingest.ports import Ask

ABOUT_QUESTION = Ask(walk=Walk.ABOUT, name="some_place")
SECRET = "0ur-s3cret"
ABOUT = {
    "kind": "t5",
    "data": {"id": "2abcd", "display_name": "some_place", "created_utc": 1500000000.0},
}
TOKEN_PATH = "/api/v1/access_token"


class Settings(DoorSettings):
    """Of a door alone."""

    prefix = "B9_REDDIT_INGEST__"


def settings_for(server: "FakeReddit", **changes: str) -> Settings:
    """The settings of a door to *server*, as they would stand in the environment."""
    values = {
        "CLIENT_ID": "our-id",
        "CLIENT_SECRET": SECRET,
        "OAUTH_URL": server.url,
        "WWW_URL": server.url,
        "READERS": "1",
        **changes,
    }
    return load(Settings, {f"B9_REDDIT_INGEST__{name}": value for name, value in values.items()})


def listing(posts: int, text: str = "") -> dict[str, object]:
    """A page of so many posts, each with *text*."""
    children = [
        {
            "kind": "t3",
            "data": {
                "id": f"p{number:04d}",
                "subreddit": "some_place",
                "subreddit_id": "t5_2abcd",
                "title": f"Post {number}",
                "author": f"author_{number}",
                "created_utc": 1500000000.0 + number,
                "selftext": text,
                "is_self": True,
                "permalink": f"/r/some_place/comments/p{number:04d}/post/",
                "url": f"https://www.reddit.test/r/some_place/comments/p{number:04d}/post/",
            },
        }
        for number in range(posts)
    ]
    return {"kind": "Listing", "data": {"after": None, "children": children}}


@dataclass
class FakeReddit:
    """Answers with the next of *says*, else as an about page; remembers who asked for what."""

    url: str = ""
    says: deque[web.StreamResponse] = field(default_factory=deque)
    token_says: deque[web.StreamResponse] = field(default_factory=deque)
    hang_s: float = 0.0
    cuts: bool = False
    token_life_s: float = 3_600.0
    asked: list[web.BaseRequest] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)

    @property
    def paths(self) -> list[str]:
        """What was asked for, tokens aside."""
        return [request.path_qs for request in self.asked if request.path != TOKEN_PATH]

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """One answer."""
        self.asked.append(request)
        if request.path == TOKEN_PATH:
            return self._grant()
        await asyncio.sleep(self.hang_s)
        if request.headers.get("authorization", "").removeprefix("bearer ") in self.revoked:
            return web.json_response({"message": "Unauthorized", "error": 401}, status=401)
        if self.cuts and request.transport is not None:
            request.transport.abort()
        return self.says.popleft() if self.says else web.json_response(ABOUT)

    def _grant(self) -> web.StreamResponse:
        if self.token_says:
            return self.token_says.popleft()
        self.tokens.append(f"t0ken-number-{len(self.tokens)}")
        return web.json_response(
            {
                "access_token": self.tokens[-1],
                "token_type": "bearer",
                "expires_in": self.token_life_s,
            }
        )


@asynccontextmanager
async def reddit(certificate: ssl.SSLContext | None = None) -> AsyncIterator[FakeReddit]:
    """A Reddit on a free port of the loopback."""
    fake = FakeReddit()
    runner = web.ServerRunner(web.Server(fake.answer), shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=certificate)
        await site.start()
        port = runner.addresses[0][1]
        fake.url = f"http{'s' if certificate else ''}://127.0.0.1:{port}"
        yield fake
    finally:
        await runner.cleanup()


@dataclass
class EgressProxy:
    """
    Passes on what it is asked for, by tunnel or by address, for whoever knows its password.

    *fails*: a *status* of its own, ``hang`` before it says anything, or ``close`` at once.
    """

    port: int = 0
    password: str = ""
    fails: str = ""
    status: int = 502
    used: int = 0
    heads: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """As it stands in the settings."""
        who = f"us-here:{self.password}@" if self.password else ""
        return f"http://{who}127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        with suppress(OSError, EOFError):
            try:
                await self._serve(reader, writer)
            finally:
                writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.used += 1
        self.heads.append(head)
        if self.fails == "hang":
            await asyncio.sleep(60)
        if self.fails == "close":
            return
        if refusal := self._refusal(head):
            writer.write(f"HTTP/1.1 {refusal} No\r\nContent-Length: 0\r\n\r\n".encode())
            await writer.drain()
            return
        method, target, _ = head.split(" ", 2)
        host, port = target.removeprefix("http://").partition("/")[0].split(":")
        there, onwards = await asyncio.open_connection(host, int(port))
        if method == "CONNECT":
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            onwards.write(_as_to_a_server(head).encode())
        try:
            await asyncio.gather(_pump(reader, onwards), _pump(there, writer))
        finally:
            onwards.close()

    def _refusal(self, head: str) -> int | None:
        if self.fails == "status":
            return self.status
        who = base64.b64encode(f"us-here:{self.password}".encode()).decode()
        knows = f"proxy-authorization: basic {who}".lower() in head.lower()
        return 407 if self.password and not knows else None


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(65_536):
            sink.write(data)
            await sink.drain()
    finally:
        sink.close()


def _as_to_a_server(head: str) -> str:
    """*head* of a question put to a proxy, as the server itself is to see it."""
    first, *lines = head.split("\r\n")
    method, target, version = first.split(" ")
    path = "/" + target.removeprefix("http://").partition("/")[2]
    kept = [line for line in lines if not line.lower().startswith("proxy-")]
    kept.insert(0, "Connection: close")
    return "\r\n".join((f"{method} {path} {version}", *kept))


@asynccontextmanager
async def egress(password: str = "") -> AsyncIterator[EgressProxy]:
    """A proxy on a free port of the loopback."""
    proxy = EgressProxy(password=password)
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(proxy.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

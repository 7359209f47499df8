"""A TCP proxy on loopback between a service and a server: holds, drops and cuts what passes."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from b9_devstack.ports import LOOPBACK, free_port

CHUNK = 65_536
# A pattern may straddle two reads; no pattern here is longer than this.
OVERLAP = 1_024


@dataclass(eq=False)
class Hold:
    """
    Holds, once, what one side says from the first bytes that match *pattern* on.

    *of* is whose words are held: the server's answers or the client's own. With *after*, only a
    connection whose client has already said that can be caught. *skip* lets so many matches pass.
    """

    pattern: str
    of: str = "server"
    after: str | None = None
    skip: int = 0
    fired: asyncio.Event = field(default_factory=asyncio.Event)
    armed: set["Link"] = field(default_factory=set)
    caught: "Link | None" = None

    def drop(self) -> None:
        """Lose what is held, and the connection it was said on."""
        if self.caught is not None:
            self.caught.abort()

    def catches(self, link: "Link", side: str, window: bytes, fresh_from: int) -> bool:
        """Whether these bytes are to be held; *fresh_from* is where the new ones begin."""
        if self.fired.is_set():
            return False
        if self.after and side == "client" and _fresh(self.after, window, fresh_from):
            self.armed.add(link)
        if side != self.of or (self.after and link not in self.armed):
            return False
        matches = _fresh(self.pattern, window, fresh_from)
        self.skip -= matches
        if not matches or self.skip >= 0:
            return False
        self.caught = link
        self.fired.set()
        return True


def _fresh(pattern: str, window: bytes, fresh_from: int) -> int:
    found = re.finditer(pattern.encode(), window, re.DOTALL)
    return sum(match.end() > fresh_from for match in found)


@dataclass(eq=False)
class Link:
    """One connection through the proxy."""

    writers: tuple[asyncio.StreamWriter, ...]

    def abort(self) -> None:
        """Reset both ends."""
        for writer in self.writers:
            writer.transport.abort()


class Proxy:
    """
    Forwards *port* to *target* on loopback. The target may be down: the connection is then
    refused late, by a reset.
    """

    def __init__(self, target: int) -> None:
        self.port = free_port()
        self.target = target
        self.cuts = 0
        """How many connections were cut."""
        self._links: set[Link] = set()
        self._holds: list[Hold] = []

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Proxy"]:
        """Listen while the block runs."""
        server = await asyncio.start_server(self._serve, LOOPBACK, self.port)
        try:
            yield self
        finally:
            server.close()
            self.cut()
            await asyncio.sleep(0)

    def hold(
        self, pattern: str, *, of: str = "server", after: str | None = None, skip: int = 0
    ) -> Hold:
        """Hold the first match from now on; see `Hold`."""
        hold = Hold(pattern, of=of, after=after, skip=skip)
        self._holds.append(hold)
        return hold

    def cut(self) -> None:
        """Reset every connection there is; new ones are welcome."""
        self.cuts += len(self._links)
        for link in tuple(self._links):
            link.abort()

    async def keep_cutting(self, every_s: float) -> None:
        """Cut everything again and again, until cancelled."""
        while True:
            await asyncio.sleep(every_s)
            self.cut()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection(LOOPBACK, self.target)
        except OSError:
            writer.transport.abort()
            return
        link = Link((writer, back))
        self._links.add(link)
        ways = [
            asyncio.create_task(self._pump(link, "client", reader, back)),
            asyncio.create_task(self._pump(link, "server", there, writer)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._links.discard(link)
            for way in ways:
                way.cancel()
            for end in link.writers:
                end.close()

    async def _pump(
        self, link: Link, side: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        tail = b""
        with contextlib.suppress(OSError):
            while chunk := await reader.read(CHUNK):
                window = tail + chunk
                if any(hold.catches(link, side, window, len(tail)) for hold in self._holds):
                    await asyncio.Event().wait()  # until the connection is dropped
                tail = window[-OVERLAP:]
                writer.write(chunk)
                await writer.drain()


@asynccontextmanager
async def cutting(proxies: list[Proxy], every_s: float) -> AsyncIterator[Callable[[], int]]:
    """Cut all connections through *proxies* again and again; the answer counts the cuts."""
    tasks = [asyncio.create_task(proxy.keep_cutting(every_s)) for proxy in proxies]
    try:
        yield lambda: sum(proxy.cuts for proxy in proxies)
    finally:
        for task in tasks:
            task.cancel()

"""The listener of this process: follows the numbered events, and sends viewers on their way."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Final

import msgspec

from b9_api.http.caller import Caller
from b9_api.http.problems import Problem, unavailable
from b9_api.live.events import AT_ONCE, Bounds, Events, pieces
from b9_api.live.expelling import Admitted, Expelling
from b9_api.live.frames import frame, hello
from b9_api.live.hub import Hub, Viewer
from b9_api.live.rows import MAX_IDS, Edited, Rows
from b9_api.live.showing import Look, Showing
from b9_api.live.stream import Stream, Write, show
from b9_api.live.tickets import Tickets
from b9_api.live.topics import Topics
from b9_common.errors import OutageError
from b9_common.health import Progress

log = logging.getLogger(__name__)

# Wake-ups may be lost: look again this often.
POLL_S: Final = 1.0
# So that viewers take one piece of a burst before the next comes.
SETTLE_S: Final = 0.02
RETRY_S: Final = 1.0
# Pages of what was missed, read at once for all who come back together.
CATCHING_UP: Final = 4


class Live:
    """Streams for viewers, at most *max_viewers* at once, each for at most *life_s*."""

    def __init__(
        self,
        events: Events,
        tickets: Tickets,
        looks: Mapping[str, Look],
        admitted: Admitted,
        tell: Callable[[bytes], Awaitable[None]],
        *,
        max_viewers: int,
        life_s: float,
    ) -> None:
        self.hub = Hub()
        self.tickets = tickets
        self.rows = Rows(self.hub)
        self._showing = Showing(self.hub, looks)
        self._expelling = Expelling(self.hub, admitted)
        self._events = events
        self._tell = tell
        self._free = max_viewers
        self._life_s = life_s
        self._stopping = False
        self._woken = asyncio.Event()
        self._catching_up = asyncio.Semaphore(CATCHING_UP)

    async def edited(self, resource: str, ids: Iterable[str]) -> None:
        """Tell the viewers of every process that people changed these rows of *resource*."""
        await self._tell(msgspec.json.encode(Edited(resource=resource, ids=tuple(ids)[:MAX_IDS])))

    def wake(self) -> None:
        """There may be new events."""
        self._woken.set()

    async def stream(self, caller: Caller, topics: Topics, last_seen: int | None) -> Stream:
        """
        An answer that tells *caller* of *topics*, of all that came after *last_seen* first.

        Raises `Problem` where there is no room, or a request is not of the caller's organisation.
        """
        self.refuse_if_full()
        await self.refuse_unknown(caller, topics)
        bounds = None
        if last_seen is not None and topics.durable:
            bounds = await self._events.bounds()
        if self.hub.head is None:
            raise unavailable("the newest events are not known yet")

        async def run(write: Write) -> bool:
            with self._place():
                viewer = await self._begun(caller, topics, last_seen, bounds, write)
                if viewer is None:
                    return True
                try:
                    bye = frame("bye", {"reason": "end_of_life"})
                    return await show(viewer, write, life_s=self._life_s, bye=bye)
                finally:
                    self.hub.leave(viewer)

        return Stream(run)

    def refuse_if_full(self) -> None:
        """Raise a 503 `Problem` where there is no room for one more."""
        if self._free <= 0 or self._stopping:
            raise unavailable("too many viewers at once", "too_many_viewers")

    async def refuse_unknown(self, caller: Caller, topics: Topics) -> None:
        """Raise a 404 `Problem` for a request that is not of the caller's organisation."""
        named = topics.requests
        if named and not await self._events.know(caller.org_id, named):
            raise Problem(404, "unknown_request", "no such request")

    @asynccontextmanager
    async def running(self, stop: asyncio.Event, progress: Progress) -> AsyncIterator[None]:
        """Follow while the block runs; at *stop* every viewer is sent away."""
        tasks = [
            asyncio.create_task(self._follow(progress), name="live"),
            asyncio.create_task(self._showing.run(), name="live-showing"),
            asyncio.create_task(self._expelling.run(), name="live-expelling"),
            asyncio.create_task(self.rows.run(), name="live-rows"),
            asyncio.create_task(self._until(stop), name="live-stop"),
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task

    @contextmanager
    def _place(self) -> Iterator[None]:
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1

    async def _begun(
        self,
        caller: Caller,
        topics: Topics,
        last_seen: int | None,
        bounds: Bounds | None,
        write: Write,
    ) -> Viewer | None:
        """A viewer that misses nothing from now on; None where the database went away meanwhile."""
        head = self.hub.head or 0
        start = head
        if bounds is not None and last_seen is not None:
            start = last_seen if bounds.reach(last_seen) else max(head, bounds.newest)
        await write(hello(sorted(topics.names), start if topics.durable else None))
        if bounds is not None and start != last_seen:
            await write(
                frame("reset", {"asked": str(last_seen), "oldest": str(bounds.oldest)}, start)
            )
        try:
            cursor = await self._caught_up(caller.org_id, topics, start, write)
        except OutageError:
            await write(frame("bye", {"reason": "unavailable"}))
            return None
        if self._stopping:
            await write(frame("bye", {"reason": "stopping"}))
            return None
        viewer = Viewer(caller.org_id, topics.names, cursor, caller.id)
        self.hub.join(viewer)
        return viewer

    async def _caught_up(self, org_id: str, topics: Topics, cursor: int, write: Write) -> int:
        """
        Write what the table holds after *cursor*, up to what was told to all; the new cursor.

        Nothing is awaited after the last comparison: the caller joins before more is told.
        """
        while topics.durable and cursor < (head := self.hub.head or 0) and not self._stopping:
            async with self._catching_up:
                page = await self._events.missed(org_id, topics, cursor, head)
            cursor = page.upto
            if page.frames:
                await write(page.frames)
        return cursor

    async def _until(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._stopping = True
        self.hub.end_all(frame("bye", {"reason": "stopping"}))

    async def _follow(self, progress: Progress) -> None:
        failing = False
        while True:
            progress.touch()
            try:
                more = await self._turn()
            except OutageError as exc:
                # Once, not at every attempt: the health says it all the while.
                log.log(logging.DEBUG if failing else logging.WARNING, "live feed: %s", exc)
                failing = True
                await asyncio.sleep(RETRY_S)
                continue
            failing = False
            if not more:
                with suppress(TimeoutError):
                    async with asyncio.timeout(POLL_S):
                        await self._woken.wait()
                self._woken.clear()

    async def _turn(self) -> bool:
        """Tell what is new; whether there may be more at once."""
        if self.hub.head is None or not self.hub:
            newest = (await self._events.bounds()).newest
            # Somebody may have joined meanwhile, and is to be told of each.
            if self.hub.head is None or not self.hub:
                self.hub.head = newest
                return False
        events = await self._events.after(self.hub.head)
        for piece in pieces(events):
            self.hub.tell(piece)
            await asyncio.sleep(SETTLE_S)
        if not events:
            await self._check(self.hub.head)
        return len(events) == AT_ONCE

    async def _check(self, head: int) -> None:
        """A database that was restored from a copy numbers anew from where that copy ended."""
        bounds = await self._events.bounds()
        if bounds.newest < head:
            told = {"asked": str(head), "oldest": str(bounds.oldest)}
            self.hub.begin_anew(bounds.newest, frame("reset", told, bounds.newest))

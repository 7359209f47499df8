"""Hands every event to those who watch its topic, and drops whoever cannot keep up."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Final

from msgspec import Struct

from b9_api.live.frames import frame

MAX_WAITING: Final = 256
MAX_WAITING_BYTES: Final = 1 << 20


class Told(Struct, frozen=True):
    """One numbered event, ready to be sent to viewers of any of *topics* in *org_id*."""

    id: int
    org_id: str
    topics: tuple[str, ...]
    frame: bytes


class Viewer:
    """
    One stream's buffer: bounded in events and in bytes.

    Over the bound everything in it gives way to one last event that says why; a viewer comes back
    with the last id it saw.
    """

    def __init__(
        self, org_id: str, topics: frozenset[str], after: int = 0, caller: str = ""
    ) -> None:
        self.caller = caller
        self.org_id = org_id
        self.topics = topics
        self.after = after
        self.ending = False
        self.on_end: Callable[[], None] = lambda: None
        self._chunks: deque[bytes] = deque()
        self._events = 0
        self._bytes = 0
        self._news = asyncio.Event()

    @property
    def done(self) -> bool:
        """Whether it was sent away and has taken all."""
        return self.ending and not self._chunks

    def offer(self, chunk: bytes, events: int = 1) -> bool:
        """Take *chunk*; False where it was one too many and the viewer is dropped."""
        if self.ending:
            return True
        self._events += events
        self._bytes += len(chunk)
        over = self._events > MAX_WAITING or self._bytes > MAX_WAITING_BYTES
        # One that waits for nothing is not slow, however large the piece.
        if over and self._chunks:
            self._chunks.clear()
            self.end(frame("dropped", {"reason": "slow"}))
            return False
        self._chunks.append(chunk)
        self._news.set()
        return True

    def end(self, last: bytes = b"") -> None:
        """Take nothing more; *last* is the last that is sent."""
        if not self.ending:
            self.ending = True
            self._chunks.append(last)
            self._news.set()
            self.on_end()

    async def take(self, within_s: float) -> bytes:
        """All that waits, or nothing when nothing came within *within_s*."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await self._news.wait()
        self._news.clear()
        taken = b"".join(self._chunks)
        self._chunks.clear()
        self._events = self._bytes = 0
        return taken


class Hub:
    """
    The viewers of this process by what they watch.

    *head* is the newest event they were told of, None until it is known; whoever joins is told of
    all that follow.
    """

    def __init__(self) -> None:
        self.head: int | None = None
        self.dropped = 0
        self._viewers: set[Viewer] = set()
        self._by_topic: dict[tuple[str, str], set[Viewer]] = defaultdict(set)
        self._shown: dict[tuple[str, str], bytes] = {}

    def __len__(self) -> int:
        return len(self._viewers)

    def join(self, viewer: Viewer) -> None:
        """Tell *viewer* from now on, beginning with what is shown of its topics."""
        self._viewers.add(viewer)
        for topic in viewer.topics:
            key = (viewer.org_id, topic)
            self._by_topic[key].add(viewer)
            if shown := self._shown.get(key):
                viewer.offer(shown)

    def leave(self, viewer: Viewer) -> None:
        """Forget *viewer*."""
        self._viewers.discard(viewer)
        for topic in viewer.topics:
            key = (viewer.org_id, topic)
            watching = self._by_topic.get(key, set())
            watching.discard(viewer)
            if not watching:
                # What nobody watches is not kept fresh.
                self._by_topic.pop(key, None)
                self._shown.pop(key, None)

    def watched(self, prefix: str) -> list[tuple[str, str]]:
        """Organisations and topics that begin with *prefix* and have viewers."""
        return [key for key in self._by_topic if key[1].startswith(prefix)]

    def tell(self, events: Sequence[Told]) -> None:
        """Numbered events in their order; *head* is the last of them afterwards."""
        for viewers, news in self._sorted(events):
            whole = b"".join(one.frame for one in news)
            for viewer in viewers:
                self._hand(viewer, news, whole)
        if events:
            self.head = events[-1].id

    def show(self, key: tuple[str, str], shown: bytes) -> None:
        """How things stand, to all who watch *key* now; whoever joins later is shown it too."""
        if key not in self._by_topic or self._shown.get(key) == shown:
            return
        self._shown[key] = shown
        self.pass_on(key, shown)

    def pass_on(self, key: tuple[str, str], news: bytes) -> None:
        """Something that is not kept, to all who watch *key* now."""
        for viewer in tuple(self._by_topic.get(key, ())):
            self.dropped += not viewer.offer(news)

    def begin_anew(self, newest: int, told: bytes) -> None:
        """What was told of is no more: go on after *newest*, and let everybody know by *told*."""
        self.head = newest
        for viewer in self._viewers:
            viewer.after = newest
            viewer.offer(told)

    def callers(self) -> set[str]:
        """Who watches."""
        return {viewer.caller for viewer in self._viewers}

    def expel(self, caller: str, last: bytes) -> None:
        """Send all streams of *caller* away."""
        for viewer in self._viewers:
            if viewer.caller == caller:
                viewer.end(last)

    def end_all(self, last: bytes) -> None:
        """Send everybody away."""
        for viewer in self._viewers:
            viewer.end(last)

    def _sorted(self, events: Sequence[Told]) -> Iterable[tuple[list[Viewer], list[Told]]]:
        """Which events go to which viewers; those who watch the same share one list."""
        news: dict[tuple[str, frozenset[str]], list[Told]] = defaultdict(list)
        alike: dict[tuple[str, frozenset[str]], list[Viewer]] = defaultdict(list)
        for viewer in self._viewers:
            alike[viewer.org_id, viewer.topics].append(viewer)
        watching: dict[tuple[str, str], list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for group in alike:
            for topic in group[1]:
                watching[group[0], topic].append(group)
        for one in events:
            keys = ((one.org_id, topic) for topic in one.topics)
            for group in {group for key in keys for group in watching.get(key, ())}:
                news[group].append(one)
        return [(alike[group], told) for group, told in news.items()]

    def _hand(self, viewer: Viewer, news: list[Told], whole: bytes) -> None:
        if viewer.after >= news[0].id:
            # It has read so far in the table, which may be ahead of us.
            news = [one for one in news if one.id > viewer.after]
            whole = b"".join(one.frame for one in news)
        if news:
            self.dropped += not viewer.offer(whole, len(news))

"""
Reads large answers in processes of our own, so that the loop is free for the small ones.

Threads would not do: reading holds the interpreter's lock, so the loop would wait for a thread as
it waits for itself (listings of 1.1 MB, one after the other: p99 of its lateness 26 ms beside
threads, 4 ms beside a process). Each process is a plain child that takes answers on its
standard input. It has none of our connections and ends when its input ends, which is when we do.
"""

import asyncio
import logging
import os
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

from b9_common.fetching.decoding import MAX_BODY_BYTES
from b9_reddit_ingest.frames import READ, SIZE, SIZES, Head, Read, read
from b9_reddit_ingest.keywords import load_keywords

log = logging.getLogger(__name__)

# Smaller answers take the loop a third of a millisecond, and half of that to be passed on.
READ_ASIDE_FROM: Final = 64 * 1024
COMMAND: Final = (sys.executable, "-m", "b9_reddit_ingest.reader")
PIPE_LIMIT: Final = 1024 * 1024
# Far more than the largest answer takes on a busy machine.
PATIENCE_S: Final = 20.0
# Where children die one after the other, something is wrong that another one does not mend.
DEATHS: Final = 3
REST_S: Final = 60.0


def readers_of_this_machine() -> int:
    """One for each processor we may use, but the one that the loop needs."""
    return max(len(os.sched_getaffinity(0)) - 1, 1)


class Readers:
    """
    At most *number* children, each started when it is first needed.

    `read` loses no answer: what a child cannot give is read here.
    """

    def __init__(
        self,
        number: int = 0,
        *,
        keywords_file: Path | None = None,
        command: Sequence[str] = COMMAND,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keywords = load_keywords(keywords_file)
        self._places = asyncio.Semaphore(number or readers_of_this_machine())
        self._command = (*command, str(keywords_file)) if keywords_file else command
        self._clock = clock
        self._idle: list[Process] = []
        self._deaths = 0
        self._resting_until = 0.0

    @classmethod
    @asynccontextmanager
    async def running(
        cls, number: int = 0, *, keywords_file: Path | None = None
    ) -> AsyncIterator["Readers"]:
        """Readers that end with the block. Raises `FatalError` for an unusable file."""
        readers = cls(number, keywords_file=keywords_file)
        try:
            yield readers
        finally:
            await readers.close()

    async def read(self, head: Head, body: bytes) -> Read:
        """What *body* says; see `frames.read`."""
        # One that is too large is known by its size alone.
        if not READ_ASIDE_FROM <= len(body) <= MAX_BODY_BYTES:
            return read(head, body, self._keywords)
        async with self._places:
            if self._clock() >= self._resting_until:
                try:
                    return await self._aside(head, body)
                except (OSError, EOFError, TimeoutError, msgspec.MsgspecError) as exc:
                    self._count_death(exc)
            return read(head, body, self._keywords)

    async def close(self) -> None:
        """End the children; none is left behind."""
        for child in self._idle:
            await _end(child)
        self._idle.clear()

    @property
    def pids(self) -> tuple[int, ...]:
        """The children that wait for work."""
        return tuple(child.pid for child in self._idle)

    async def _aside(self, head: Head, body: bytes) -> Read:
        # The last one used first: those that are not needed stay out of the caches.
        child = self._idle.pop() if self._idle else await self._start()
        try:
            async with asyncio.timeout(PATIENCE_S):
                answer = READ.decode(await _exchange(child, head, body))
        except BaseException:
            # Whatever it would still say belongs to nobody.
            await _end(child)
            raise
        self._idle.append(child)
        self._deaths = 0
        return answer

    async def _start(self) -> Process:
        return await asyncio.create_subprocess_exec(
            *self._command, stdin=PIPE, stdout=PIPE, limit=PIPE_LIMIT
        )

    def _count_death(self, exc: Exception) -> None:
        self._deaths += 1
        if self._deaths >= DEATHS:
            self._deaths = 0
            self._resting_until = self._clock() + REST_S
        log.warning(
            "a reader ended unasked, its answer is read here: %s",
            type(exc).__name__,
            extra={"reason": type(exc).__name__},
        )


async def _exchange(child: Process, head: Head, body: bytes) -> bytes:
    """Raises `EOFError` or `OSError` where the child is gone."""
    assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018  both are pipes
    encoded = msgspec.json.encode(head)
    child.stdin.write(SIZES.pack(len(encoded), len(body)) + encoded)
    child.stdin.write(body)
    await child.stdin.drain()
    (size,) = SIZE.unpack(await child.stdout.readexactly(SIZE.size))
    return await child.stdout.readexactly(size)


async def _end(child: Process) -> None:
    """Kill it: it keeps nothing. Returns when it is gone."""
    with suppress(ProcessLookupError):
        child.kill()
    if child.stdin is not None:
        child.stdin.close()
    await child.wait()

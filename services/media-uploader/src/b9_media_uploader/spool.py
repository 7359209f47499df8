"""Downloads on disk: hashed while written, nameless, and never touched on the event loop.

A spooled file has no name from its first byte on, so a process that dies, however it dies, leaves
nothing to clean up.
"""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Final, TypeVar

from b9_media_uploader.ports import SpoolFullError
from b9_media_uploader.sniff import HEAD_BYTES

T = TypeVar("T")

# Two cores hash and write; more threads would only queue for them.
THREADS: Final = 2


class SpoolFile:
    """One download. *size* and *head* are those of what was written so far."""

    def __init__(self, folder: "SpoolFolder", body: IO[bytes]) -> None:
        self.body = body
        self.size = 0
        self.head = b""
        self._folder = folder
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """Of everything written so far."""
        return self._digest.hexdigest()

    async def write(self, pieces: Sequence[bytes]) -> None:
        """Append *pieces*; raises `SpoolFullError` where they do not fit."""
        added = sum(map(len, pieces))
        self._folder.take(added)
        self.size += added
        if len(self.head) < HEAD_BYTES:
            self.head = (self.head + b"".join(pieces)[:HEAD_BYTES])[:HEAD_BYTES]
        try:
            await self._folder.run(lambda: self._append(pieces))
        except OSError as exc:
            raise SpoolFullError(f"spool: {exc}") from exc

    async def read_with(self, reader: Callable[[IO[bytes]], T]) -> T:
        """What *reader* makes of the file, read from its start."""

        def work() -> T:
            self.body.flush()
            self.body.seek(0)
            return reader(self.body)

        try:
            return await self._folder.run(work)
        except OSError as exc:
            raise SpoolFullError(f"spool: {exc}") from exc

    def _append(self, pieces: Sequence[bytes]) -> None:
        for piece in pieces:
            self._digest.update(piece)
            self.body.write(piece)


class SpoolFolder:
    """A folder for downloads in flight, of at most *max_bytes* in all."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        self._path = path
        self._max_bytes = max_bytes
        self._used = 0
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="spool")

    @property
    def used(self) -> int:
        """Bytes of all files that are open."""
        return self._used

    def take(self, size: int) -> None:
        """Reserve *size* bytes, or raise `SpoolFullError`."""
        if self._used + size > self._max_bytes:
            raise SpoolFullError(f"spool: {self._max_bytes} bytes are in use")
        self._used += size

    @asynccontextmanager
    async def file(self) -> AsyncIterator[SpoolFile]:
        """An empty file that is gone when the block ends."""
        try:
            body = await self.run(self._make)
        except OSError as exc:
            raise SpoolFullError(f"spool: {exc}") from exc
        spooled = SpoolFile(self, body)
        try:
            yield spooled
        finally:
            self._used -= spooled.size
            # Not awaited: freeing a large file takes time, and a cancelled task may not wait.
            self._pool.submit(body.close)

    async def run(self, work: Callable[[], T]) -> T:
        """Run *work* on a thread of the spool."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def close(self) -> None:
        """End the threads once their work is done."""
        self._pool.shutdown(wait=True)

    def _make(self) -> IO[bytes]:
        self._path.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryFile(dir=self._path, buffering=0)

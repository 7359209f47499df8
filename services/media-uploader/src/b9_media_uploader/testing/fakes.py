"""A store and a source that work, in memory. They pass the same tests as the real ones."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import IO, Final

from b9_media_uploader.ports import (
    SourceFailedError,
    SourceGoneError,
    SourceUnavailableError,
    StoredObject,
    StoreUnavailableError,
)
from b9_media_uploader.testing.cdn import Answer

ORIGIN: Final = "https://media.fbcdn.net"
PIECE: Final = 1_000


class FakeObjectStore:
    """Keeps objects in a dict; *down* makes every call fail."""

    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, StoredObject]] = {}
        self.puts: Counter[str] = Counter()
        self.probes = 0
        self.down = False

    async def find(self, key: str) -> StoredObject | None:
        """See `ObjectStore`."""
        self._answer()
        return self.objects[key][1] if key in self.objects else None

    async def put(self, key: str, body: IO[bytes], stored: StoredObject) -> None:
        """See `ObjectStore`."""
        self._answer()
        body.seek(0)
        content = body.read()
        if len(content) != stored.bytes:
            raise StoreUnavailableError("put: other length")
        self.puts[key] += 1
        self.objects[key] = (content, stored)

    async def probe(self) -> None:
        """See `ObjectStore`."""
        self.probes += 1
        self._answer()

    def _answer(self) -> None:
        if self.down:
            raise StoreUnavailableError("down")


class FakeDownload:
    """The body of one `Answer`."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    @property
    def length(self) -> int | None:
        """See `Download`."""
        return None if self._answer.chunked else len(self._answer.body)

    async def chunks(self) -> AsyncIterator[bytes]:
        """See `Download`."""
        body, cut_at = self._answer.body, self._answer.cut_at
        for start in range(0, len(body), PIECE):
            if cut_at is not None and start >= cut_at:
                raise SourceUnavailableError("broken_off")
            yield body[start : start + PIECE]


class FakeSource:
    """Gives answers by path, as `Cdn` does, without a socket."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: Counter[str] = Counter()

    def serve(self, path: str, answer: Answer) -> str:
        """The URL under which *answer* is given from now on."""
        self.answers[path] = answer
        return f"{ORIGIN}{path}?oh=SIGNATURE"

    @asynccontextmanager
    async def open(self, url: str) -> AsyncIterator[FakeDownload]:
        """See `MediaSource`."""
        path = url.removeprefix(ORIGIN).partition("?")[0]
        self.asked[path] += 1
        answer = self.answers.get(path, Answer(status=404))
        if answer.times is not None and self.asked[path] > answer.times:
            answer = answer.after or answer
        _judge(answer)
        yield FakeDownload(answer)


def _judge(answer: Answer) -> None:
    match answer.status:
        case 200:
            return
        case 401 | 403:
            raise SourceGoneError("url_expired")
        case 404 | 410 | 451:
            raise SourceGoneError("gone")
        case 408 | 425 | 429 | 500 | 502 | 503 | 504:
            after = answer.headers.get("Retry-After")
            delay_s = float(after) if after else None
            raise SourceUnavailableError(f"http_{answer.status}", delay_s=delay_s)
        case _:
            raise SourceFailedError(f"http_{answer.status}")

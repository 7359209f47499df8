"""What the uploader needs of the world, in its own words."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import IO, Protocol

from msgspec import Struct


class SourceError(Exception):
    """A file could not be had. *reason* is a stable word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SourceGoneError(SourceError):
    """The file is not there any more, or not under this URL."""


class SourceRefusedError(SourceError):
    """We do not take it: a forbidden address or an answer we do not accept."""


class SourceFailedError(SourceError):
    """A final answer that is none of the above; asking again would not change it."""


class SourceUnavailableError(SourceError):
    """The world was in the way: try again, after *delay_s* if the other side said so."""

    def __init__(self, reason: str, *, delay_s: float | None = None) -> None:
        super().__init__(reason)
        self.delay_s = delay_s


class StoreUnavailableError(Exception):
    """The object store does not answer, or not as it must."""


class SpoolFullError(Exception):
    """No room on our own disk."""


class Download(Protocol):
    """An answer whose body has not been read yet."""

    @property
    def length(self) -> int | None:
        """The announced size, if any; a hint."""
        ...

    def chunks(self) -> AsyncIterator[bytes]:
        """The body in pieces; raises `SourceUnavailableError` if it breaks off or crawls."""
        ...


class MediaSource(Protocol):
    """Where files come from."""

    def open(self, url: str) -> AbstractAsyncContextManager[Download]:
        """Ask for *url*, following few redirects; raises one of the `SourceError` family."""
        ...


class StoredObject(Struct, frozen=True, kw_only=True):
    """What the store holds, or shall hold, under a key."""

    bytes: int
    sha256: str
    content_type: str
    width: int | None = None
    height: int | None = None


class ObjectStore(Protocol):
    """Where copies are kept. Every method may be repeated; raises `StoreUnavailableError`."""

    async def find(self, key: str) -> StoredObject | None:
        """What stands under *key*; None if nothing does, or nothing that we wrote whole."""
        ...

    async def put(self, key: str, body: IO[bytes], stored: StoredObject) -> None:
        """Write *body*, from its start, under *key*; returns once the store shows it whole."""
        ...

    async def probe(self) -> None:
        """Return if the store answers."""
        ...

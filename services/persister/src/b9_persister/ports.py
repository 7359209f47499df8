"""What the handlers need from the outside world, in their own words."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from msgspec import Struct

from b9_common.errors import B9Error
from b9_common.events import DeadLetter
from b9_common.topology import Durable
from b9_persister.batch import Batch, ItemId
from b9_persister.letters import Consequences
from b9_persister.outcomes import Ended
from b9_persister.told import Told


class UnstorableError(B9Error):
    """The database refuses a value for what it is: no repeat will help. *code* says which rule."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class ContentStore(Protocol):
    """Where pages become rows. Safe to repeat; a repeat repairs what is missing."""

    async def store(self, batch: Batch) -> None:
        """
        Commit all of *batch* in one transaction, and end the requests that it completes.

        Raises `UnstorableError` when the database refuses a value, `OutageError` when it is away
        (what was asked may still have been committed). Nothing is stored in part.
        """

    async def probe(self, batch: Batch, only: Collection[ItemId]) -> None:
        """Write the rows of *only* and roll back. Raises `UnstorableError` where they cannot be."""


class MediaStore(Protocol):
    """Where outcomes of assets are kept. Safe to repeat, in any order."""

    async def store_outcomes(self, ended: Sequence[Ended]) -> None:
        """Commit all of *ended* in one transaction; raises as `ContentStore.store`."""


class TrackStore(Protocol):
    """Where workers' records are kept. Safe to repeat, in any order."""

    async def store_track(self, told: Sequence[Told]) -> None:
        """Commit all of *told* in one transaction; raises as `ContentStore.store`."""


class DeadStore(Protocol):
    """Where dead letters are kept. Safe to repeat."""

    async def has_letter(self, durable: str, stream: str, seq: int) -> bool:
        """Whether *durable*'s letter for this message is there."""

    async def store_letter(self, letter: DeadLetter, kind: str, follows: Consequences) -> None:
        """Commit *letter* and what *follows* from it; raises as `ContentStore.store`."""


class StoredMessages(Protocol):
    """Messages as they stand in their streams."""

    async def find(self, stream: str, seq: int) -> DeadLetter | None:
        """The message as a letter still without durable and code; None where it is gone."""


class Floor(Struct, frozen=True):
    """Everything up to *seq* of the store *store_id* is in the database."""

    store_id: str
    seq: int


class Position(Struct, frozen=True, kw_only=True):
    """How far a durable is acknowledged and handed out, and where its stream begins."""

    store_id: str
    ack_floor: int
    delivered: int
    first: int


class StoredMessage(Struct, frozen=True, kw_only=True):
    """A message as it stands in its stream; *msg* has its data."""

    msg: Any
    headers: Mapping[str, str]
    stream: str
    seq: int
    stored_at: datetime


class FloorStore(Protocol):
    """What the database knows of how far it has come. Every method raises `OutageError`."""

    @property
    def connects(self) -> int:
        """How many connections were made; a new one may lead to another server."""

    async def server(self) -> datetime:
        """Which server answers: no two started at the same moment."""

    async def read(self, durable: str) -> Floor | None:
        """The stored floor."""

    async def write(self, durable: str, stream: str, floor: Floor, *, server: datetime) -> None:
        """Raise the floor, if it is still *server* that answers."""


class Positions(Protocol):
    """What the broker knows. Every method raises `OutageError`."""

    async def where(self, durable: Durable) -> Position:
        """Where *durable* stands."""

    def read(self, stream: str, first: int, last: int) -> AsyncIterator[Sequence[StoredMessage]]:
        """The messages from *first* to *last* that are still there, a few dozen at a time."""

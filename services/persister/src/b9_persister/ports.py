"""What the handlers need from the outside world, in their own words."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Protocol

from b9_common.errors import B9Error
from b9_persister.batch import Batch, ItemId


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


Probe = Callable[[Sequence[ItemId]], Awaitable[None]]

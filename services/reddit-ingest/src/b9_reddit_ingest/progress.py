"""How far the fetch of a community or account has come, with the authors of its discovery."""

import msgspec
from msgspec import Struct, field

from b9_common.events import FetchOutcome
from b9_common.fetching import progress


class Author(Struct, frozen=True, kw_only=True):
    """
    One author of a discovery. *id* is null where no listing told it.

    *code* says why an author was given up; one who is gone, suspended or hidden is just done.
    """

    name: str
    id: str | None = None
    done: bool = False
    failures: int = 0
    code: str | None = None


class Progress(progress.Progress, frozen=True, kw_only=True):
    """
    *candidates* are the first authors of each listing, in its order. Once *authors* were chosen
    from them, they stay: a page of an author is numbered by its place there.
    """

    candidates: dict[str, tuple[Author, ...]] = field(default_factory=dict)
    authors: tuple[Author, ...] | None = None

    def with_author(self, place: int, author: Author) -> "Progress":
        """This, with one author's state changed."""
        authors = self.authors or ()
        changed = (*authors[:place], author, *authors[place + 1 :])
        return msgspec.structs.replace(self, authors=changed)

    def finished(self, outcome: FetchOutcome, code: str | None) -> "Progress":
        """See `b9_common.fetching.progress.Progress`; authors are the next run's to choose."""
        return msgspec.structs.replace(super().finished(outcome, code), candidates={}, authors=None)

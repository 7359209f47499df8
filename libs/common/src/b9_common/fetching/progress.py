"""How far a request has come, and who holds it: one entry, written by compare-and-set alone."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Generic, Literal, Protocol, Self, TypeVar
from uuid import uuid4

import msgspec
from msgspec import Struct, field

from b9_common.errors import ConflictError, HeldElsewhereError, OutageError
from b9_common.events import CreatorRequested, Depth, FetchOutcome, Owner

CLAIM_TRIES: Final = 8
# What is in hand was paid for, and each try lasts up to the broker's own publish deadline of
# 12 s: five minutes or so in all.
WRITE_TRIES: Final = 25
WRITE_PAUSE_S: Final = 1.0


class WalkProgress(Struct, frozen=True, kw_only=True):
    """
    One list as far as its pages are confirmed: *n* is the next page's number.

    *ended* says that the upstream has no more, *code* why the list was given up before its end.
    *failures* counts waits in which this page alone failed. *seen* are the keys of its items.
    """

    cursor: str | None = None
    n: int = 0
    have: int = 0
    announced: int = 0
    ended: bool = False
    code: str | None = None
    failures: int = 0
    seen: tuple[str, ...] = ()
    cursors: tuple[str, ...] = ()

    def is_done(self, wanted: int) -> bool:
        """Whether nothing is left to fetch for a walk of *wanted* items."""
        return self.ended or self.code is not None or self.have >= wanted


class Progress(Struct, frozen=True, kw_only=True):
    """
    The state of one request; services add what is theirs, with defaults.

    *holder* is the handler run that may write next.

    *pages* are the keys of the confirmed pages of this run, *waits* how often it waited since the
    last of them. A finished one has neither those keys nor the lists' cursors and items.
    """

    drive: int
    run: int
    leg: int
    holder: str
    state: Literal["running", "finished"] = "running"
    depth: Depth = Depth()
    owner: Owner | None = None
    walks: dict[str, WalkProgress] = field(default_factory=dict)
    pages: tuple[str, ...] = ()
    waits: int = 0
    outcome: FetchOutcome | None = None
    code: str | None = None

    def walk(self, walk: str) -> WalkProgress:
        """The state of one list; a fresh one where it was not begun."""
        return self.walks.get(walk, WalkProgress())

    def with_walk(self, walk: str, state: WalkProgress) -> Self:
        """This, with one list's state changed."""
        return msgspec.structs.replace(self, walks={**self.walks, walk: state})

    @property
    def totals(self) -> dict[str, int]:
        """Announced items per walk over the confirmed pages."""
        return {name: walk.announced for name, walk in self.walks.items() if walk.announced}

    def finished(self, outcome: FetchOutcome, code: str | None) -> Self:
        """This at its end, without what only the next page or the marker needs: kept for days."""
        walks = {
            name: msgspec.structs.replace(walk, cursor=None, seen=(), cursors=())
            for name, walk in self.walks.items()
        }
        return msgspec.structs.replace(
            self, state="finished", outcome=outcome, code=code, walks=walks, pages=()
        )


P = TypeVar("P", bound=Progress)


class ProgressStore(Protocol[P]):
    """Where the state of each request is kept; see `b9_common.kv.TypedKv`."""

    async def get(self, key: str) -> tuple[P | None, int]:
        """The state and its revision. Raises `OutageError`."""
        ...

    async def put_cas(self, key: str, value: P, revision: int) -> int:
        """Write if still at *revision*. Raises `ConflictError` or `OutageError`."""
        ...


def next_progress(
    kind: type[P], found: P | None, request: CreatorRequested, *, attempt: int, holder: str
) -> P | None:
    """
    The state with which *request* begins or goes on; None where nothing is left to do.

    A run is named after the drive that began it, and a lost entry's legs are told apart by the
    delivery, so no page key is ever used for two different pages.
    """
    if found is None:
        return kind(
            drive=request.drive, run=request.drive, leg=attempt, holder=holder, depth=request.depth
        )
    if request.drive < found.drive:
        return None
    if found.state == "finished":
        if request.drive == found.drive:
            return None
        return kind(
            drive=request.drive,
            run=max(found.run + 1, request.drive),
            leg=1,
            holder=holder,
            depth=request.depth,
        )
    return msgspec.structs.replace(
        found, drive=request.drive, leg=found.leg + 1, holder=holder, depth=request.depth
    )


class Hold(Generic[P]):
    """
    The right to advance one request. Every change is a compare-and-set by its one holder.

    After a lost one nothing more may be done: `HeldElsewhereError`, now and at every later call.
    """

    def __init__(
        self,
        store: ProgressStore[P],
        key: str,
        progress: P,
        revision: int,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._key = key
        self._revision = revision
        self._sleep = sleep
        self._turn = asyncio.Lock()
        self._lost = False
        self.progress = progress

    async def change(self, change: Callable[[P], P]) -> P:
        """
        Write the changed state and return it; the walks of a request take turns.

        A broker that is away is waited for, minutes long, before `OutageError`.
        """
        async with self._turn:
            changed = change(self.progress)
            for attempt in range(1, WRITE_TRIES + 1):
                self.check()
                try:
                    self._revision = await self._store.put_cas(self._key, changed, self._revision)
                except ConflictError as exc:
                    self._lost = True
                    raise HeldElsewhereError(f"{self._key} went on elsewhere") from exc
                except OutageError:
                    if attempt == WRITE_TRIES:
                        raise
                    await self._sleep(WRITE_PAUSE_S)
                else:
                    self.progress = changed
                    return changed
        raise AssertionError("unreachable")

    def check(self) -> None:
        """Raise `HeldElsewhereError` once the hold is known to be lost."""
        if self._lost:
            raise HeldElsewhereError(f"{self._key} went on elsewhere")


async def claim(
    kind: type[P],
    store: ProgressStore[P],
    request: CreatorRequested,
    *,
    attempt: int,
    holder: str,
) -> Hold[P] | None:
    """
    Take hold of *request*, raising its leg; None where it is older or already finished.

    Raises `HeldElsewhereError` when another process got this very drive in the same moment.
    """
    key = request.request_id
    holder = f"{holder}:{uuid4().hex[:12]}"
    for _ in range(CLAIM_TRIES):
        found, revision = await store.get(key)
        progress = next_progress(kind, found, request, attempt=attempt, holder=holder)
        if progress is None:
            return None
        try:
            return Hold(store, key, progress, await store.put_cas(key, progress, revision))
        except ConflictError:
            now, _ = await store.get(key)
            if now is not None and now.drive == request.drive:
                raise HeldElsewhereError(f"{key} was claimed at the same moment") from None
    raise OutageError(f"progress/{key}: {CLAIM_TRIES} other writers came first")

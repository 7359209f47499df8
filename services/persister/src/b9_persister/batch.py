"""Pages and markers in hand, read and capped, before anything is decided about them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, TypeAlias
from uuid import UUID

from msgspec import Struct

from b9_common.errors import PoisonError
from b9_common.events import AnyPage, ContentEvent, ContentPage, FetchFinished, Platform, encode
from b9_common.messaging import Delivery
from b9_persister.things import Thing, rows_of, things_of
from b9_persister.values import POISON, clean, utc

# One thing of a page that can be refused alone: the page's number in its batch, what it is, and
# where it stands in the page.
ItemId: TypeAlias = tuple[int, Thing, int]

MAX_BATCH_ITEMS: Final = 500
MAX_BATCH_ASSETS: Final = 4_000
MAX_BATCH_BYTES: Final = 4 * 1024**2


class Page(Struct, frozen=True, kw_only=True):
    """A page in hand. *observed_at* never lies after the broker's own time of it."""

    event: AnyPage
    observed_at: datetime
    headers: Mapping[str, str]
    size: int
    rows: int
    """How many rows of content it may become."""


class Marker(Struct, frozen=True, kw_only=True):
    """A final marker in hand, with its text as it came; *observed_at* as a page's."""

    event: FetchFinished
    observed_at: datetime
    text: str
    headers: Mapping[str, str]


class Refusal(Struct, frozen=True):
    """Why one item cannot be stored."""

    code: str
    reason: str


Refused: TypeAlias = Mapping[ItemId, Refusal]


class Batch(Struct, frozen=True, kw_only=True):
    """What is committed together. *refused* items are booked as rejected, not written."""

    durable: str
    pages: Sequence[Page] = ()
    markers: Sequence[Marker] = ()
    refused: Refused = {}

    @property
    def item_ids(self) -> list[ItemId]:
        """Everything that could be refused alone, and is not yet."""
        ids: list[ItemId] = [
            (number, kind, index)
            for number, page in enumerate(self.pages)
            for kind, things in things_of(page.event).items()
            for index in range(len(things))
        ]
        return [one for one in ids if one not in self.refused]


def read(delivery: Delivery[ContentEvent]) -> Page | Marker:
    """The page or marker in *delivery*. Raises `PoisonError` for what can never be stored."""
    event = delivery.event
    check_request_id(event.request_id)
    _check_platform(event)
    data = delivery.msg.data
    if POISON.search(data):
        event = clean(event)
        data = encode(event)
    if isinstance(event, FetchFinished):
        finished_at = capped(event.finished_at, delivery.stored_at)
        return Marker(
            event=event, observed_at=finished_at, text=data.decode(), headers=delivery.headers
        )
    rows = rows_of(event)
    if rows > MAX_BATCH_ITEMS or len(event.assets) > MAX_BATCH_ASSETS:
        raise PoisonError(f"page of {rows} rows and {len(event.assets)} assets", code="oversize")
    return Page(
        event=event,
        observed_at=capped(event.observed_at, delivery.stored_at),
        headers=delivery.headers,
        size=len(data),
        rows=rows,
    )


def _check_platform(event: ContentEvent) -> None:
    """A page's record says which tables it is for; its platform must say the same."""
    if isinstance(event, FetchFinished):
        return
    ours = Platform.INSTAGRAM if isinstance(event, ContentPage) else Platform.REDDIT
    if event.platform is not ours:
        raise PoisonError(f"a page of {event.platform} as one of {ours}", code="platform")


def check_request_id(request_id: str) -> UUID:
    """The id as the database keeps it. Raises `PoisonError` where it is none."""
    try:
        return UUID(request_id)
    except ValueError:
        raise PoisonError(f"not a request id: {request_id[:64]!r}", code="request_id") from None


def uuid_or_none(text: str) -> str | None:
    """*text* as an id, where it is one."""
    try:
        return str(UUID(text))
    except ValueError:
        return None


def capped(observed_at: datetime, stored_at: datetime) -> datetime:
    """When something was seen, by a clock that may be wrong: never after it was stored."""
    return min(utc(observed_at), utc(stored_at)).astimezone(UTC)

"""What every record is made of, whichever platform it speaks of."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from b9_common.events.vocabulary import AssetKind, Kind, Lane, Platform, Walk

SCHEMA_VERSION: Final = 1
MAX_RAW_BYTES: Final = 32 * 1024
MAX_PAGE_ITEMS: Final = 50
MAX_PAGE_BYTES: Final = 512 * 1024

# A union with Raw decodes nothing but null: the decoder is told Raw alone, which also holds null.
if TYPE_CHECKING:
    RawJson = msgspec.Raw | None
else:
    RawJson = msgspec.Raw


class Depth(Struct, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """
    How many items of each list are wanted, newest first; *authors* are those of a community's
    posts whose own posts are looked at.
    """

    reels: int = 0
    posts: int = 0
    authors: int = 0


class Options(Struct, frozen=True, kw_only=True):
    """Settings of one target that travel with its request."""

    mirror_media: bool = True


class Event(Struct, frozen=True, kw_only=True, tag_field="type"):
    """What every record carries: whose request it belongs to."""

    request_id: str
    correlation_id: str = ""


class CreatorRequested(Event, frozen=True, kw_only=True, tag="creator.requested"):
    """
    Fetch *target*: our one command. It holds all an ingest needs.

    *drive* counts how often the request was sent; id on the wire is ``{request_id}:{drive}``.
    *known_ids* lets a cheap refresh stop early; empty means walk to the depth. *lane* repeats the
    one it travels in.
    """

    drive: int
    kind: Kind
    platform: Platform
    target: str
    depth: Depth = Depth()
    options: Options = Options()
    known_ids: tuple[str, ...] = ()
    lane: Lane = Lane.NOW
    requested_at: datetime

    @property
    def msg_id(self) -> str:
        """The ``Nats-Msg-Id`` of this command."""
        return f"{self.request_id}:{self.drive}"


class Owner(Struct, frozen=True, kw_only=True):
    """Whose page it is: the platform's id as text, and the name as last seen (may move)."""

    id: str
    username: str


class RejectedItem(Struct, frozen=True, kw_only=True):
    """An item of the page that the mapper refused: *reason* is true, *raw* is its text, cut."""

    index: int
    reason: str
    raw: str = ""


class AssetRef(Struct, frozen=True, kw_only=True):
    """
    A file a page pointed at. *media_id* is the item's pk, or the owner's id for a profile picture.

    *url* is the CDN's, signed, and lives until *expires_at* when that could be read from it.
    """

    media_id: str
    kind: AssetKind
    index: int = 0
    owner_id: str
    url: str
    expires_at: datetime | None = None


def asset_key(platform: Platform, media_id: str, kind: AssetKind, index: int = 0) -> str:
    """The identity of an asset, and its object key: ``{platform}/{media}/{kind}-{index}``."""
    if kind is AssetKind.PROFILE:
        return f"{platform}/{media_id}/profile"
    return f"{platform}/{media_id}/{kind}-{index}"


def page_key(request_id: str, run: int, leg: int, walk: str, n: int, part: int = 0) -> str:
    """The identity of one page (or of one part of an oversized one); also its ``Nats-Msg-Id``."""
    key = f"{request_id}:{run}:{leg}:{walk}:{n}"
    return f"{key}.{part}" if part else key


class FetchedPage(Event, frozen=True, kw_only=True):
    """
    One upstream page, published the moment it arrived; the unit of work.

    *run* counts the fetches of a request, *leg* the starts and resumptions of a run, *n* the
    pages of a walk from 0. *observed_at* is the arrival at the ingest.
    """

    drive: int
    run: int
    leg: int
    walk: Walk
    n: int
    part: int = 0
    platform: Platform
    owner: Owner
    rejected: tuple[RejectedItem, ...] = ()
    assets: tuple[AssetRef, ...] = ()
    options: Options = Options()
    observed_at: datetime

    @property
    def key(self) -> str:
        """The page's identity and ``Nats-Msg-Id``."""
        return page_key(self.request_id, self.run, self.leg, self.walk, self.n, self.part)


def json_bytes(raw: RawJson) -> bytes | None:
    """The JSON text that *raw* holds, or None where there is none."""
    text = None if raw is None else bytes(raw)
    return None if text == b"null" else text


def encode(event: Event) -> bytes:
    """JSON of *event*; field order is declaration order, so equal events are equal bytes."""
    return msgspec.json.encode(event)


def schema_of(event: Event) -> str:
    """The ``B9-Schema`` header of *event*."""
    return f"{event.__struct_config__.tag}/{SCHEMA_VERSION}"

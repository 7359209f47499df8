"""The facts and the one command that cross service borders, as they stand on the wire.

Every record is frozen, tagged by ``type`` and versioned by the ``B9-Schema`` header
(``<type>/<version>``). Unknown fields are ignored, missing ones refused. Times are UTC, ids are
text, null means "not said" and is never zero.
"""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct, field

SCHEMA_VERSION: Final = 1
MAX_RAW_BYTES: Final = 32 * 1024
MAX_PAGE_ITEMS: Final = 50
MAX_PAGE_BYTES: Final = 512 * 1024

# A union with Raw decodes nothing but null: the decoder is told Raw alone, which also holds null.
if TYPE_CHECKING:
    RawJson = msgspec.Raw | None
else:
    RawJson = msgspec.Raw


class Platform(StrEnum):
    """Where content comes from."""

    INSTAGRAM = "instagram"
    REDDIT = "reddit"


class Lane(StrEnum):
    """Which of a platform's two queues a request travels in."""

    NOW = "now"
    LATER = "later"


class Kind(StrEnum):
    """What a request asks for."""

    CREATOR_ADD = "creator_add"
    CREATOR_REFRESH = "creator_refresh"
    RELATED_DISCOVERY = "related_discovery"
    SUBREDDIT_SCAN = "subreddit_scan"
    SUBREDDIT_DISCOVER = "subreddit_discover"
    SUBREDDIT_FETCH_SINGLE = "subreddit_fetch_single"
    USER_DISCOVER = "user_discover"


class Walk(StrEnum):
    """One list of an owner that is fetched page by page."""

    PROFILE = "profile"
    REELS = "reels"
    POSTS = "posts"


class FetchOutcome(StrEnum):
    """How a fetch ended. *Failed* and *empty* are never the same."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    EMPTY = "empty"
    FAILED = "failed"


class AssetKind(StrEnum):
    """What an asset shows."""

    VIDEO = "video"
    COVER = "cover"
    IMAGE = "image"
    PROFILE = "profile"


class AssetOutcome(StrEnum):
    """How the copy of one asset ended."""

    STORED = "stored"
    ALREADY_STORED = "already_stored"
    REJECTED = "rejected"
    TOO_LARGE = "too_large"
    GONE = "gone"
    FAILED = "failed"


class AssetState(StrEnum):
    """What we hold of an asset, from worst to best; a state never falls."""

    WANTED = "wanted"
    FAILED = "failed"
    GONE = "gone"
    TOO_LARGE = "too_large"
    REJECTED = "rejected"
    STORED = "stored"


class CallClass(StrEnum):
    """What one upstream answer means. Some speak of the target, some of us."""

    OK = "ok"
    EMPTY = "empty"
    NOT_FOUND = "not_found"
    PRIVATE = "private"
    SUSPENDED = "suspended"
    BANNED = "banned"
    QUARANTINED = "quarantined"
    UNAVAILABLE_LEGAL = "unavailable_legal"
    REDIRECTED = "redirected"
    FORBIDDEN = "forbidden"
    BAD_REQUEST = "bad_request"
    UNAUTHORIZED = "unauthorized"
    MISCONFIGURED = "misconfigured"
    RATE_LIMITED = "rate_limited"
    QUOTA_EXHAUSTED = "quota_exhausted"
    UPSTREAM_ERROR = "upstream_error"
    TIMEOUT = "timeout"
    MALFORMED = "malformed"
    BLOCKED = "blocked"


class StageState(StrEnum):
    """What a worker tells of a stage. It informs; it never completes anything."""

    STARTED = "started"
    HEARTBEAT = "heartbeat"
    WAITING = "waiting"
    RETRYING = "retrying"
    FAILED = "failed"


class Depth(Struct, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """How many items of each list are wanted, newest first."""

    reels: int = 0
    posts: int = 0


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
    *known_ids* lets a cheap refresh stop early; empty means walk to the depth.
    """

    drive: int
    kind: Kind
    platform: Platform
    target: str
    depth: Depth = Depth()
    options: Options = Options()
    known_ids: tuple[str, ...] = ()
    requested_at: datetime

    @property
    def msg_id(self) -> str:
        """The ``Nats-Msg-Id`` of this command."""
        return f"{self.request_id}:{self.drive}"


class Owner(Struct, frozen=True, kw_only=True):
    """Whose page it is: the platform's id as text, and the name as last seen (may move)."""

    id: str
    username: str


class BioLink(Struct, frozen=True, kw_only=True):
    """A link of a profile, in the order shown."""

    url: str
    title: str | None = None
    type: str | None = None


class Profile(Struct, frozen=True, kw_only=True):
    """One Instagram account as its profile page showed it. Counts the page hid are null."""

    id: str
    username: str
    full_name: str | None = None
    biography: str | None = None
    external_url: str | None = None
    external_url_type: str | None = None
    bio_links: tuple[BioLink, ...] = ()
    fbid: str | None = None
    eimu_id: str | None = None
    category_name: str | None = None
    profile_pic_url: str | None = None
    profile_pic_url_hd: str | None = None
    is_verified: bool | None = None
    is_private: bool | None = None
    is_business_account: bool | None = None
    is_professional_account: bool | None = None
    has_clips: bool | None = None
    has_guides: bool | None = None
    has_channel: bool | None = None
    has_onboarded_to_text_post_app: bool | None = None
    highlight_reel_count: int | None = None
    followers_count: int | None = None
    following_count: int | None = None
    media_count: int | None = None
    raw: RawJson = None
    raw_truncated: bool = False


class CarouselChild(Struct, frozen=True, kw_only=True):
    """One picture or video of a carousel, in the order shown."""

    media_pk: str | None = None
    media_type: int | None = None
    image_url: str | None = None
    video_url: str | None = None


class MediaItem(Struct, frozen=True, kw_only=True):
    """
    One reel or post as a page showed it. The walk, not the item, decides the table.

    Counters the page hid or left out are null. *owner_id* is the item's own author, who may
    differ from the owner of the page (co-authored items). *video_duration* is in seconds.
    *image_urls* are the pictures of a photo or carousel, *cover_url* that of any item.
    """

    media_pk: str
    media_id: str | None = None
    shortcode: str | None = None
    owner_id: str
    owner_username: str | None = None
    product_type: str | None = None
    media_type: int | None = None
    taken_at: datetime | None = None
    caption: str | None = None
    hashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    play_count: int | None = None
    ig_play_count: int | None = None
    view_count: int | None = None
    like_count: int | None = None
    comment_count: int | None = None
    save_count: int | None = None
    share_count: int | None = None
    has_audio: bool | None = None
    video_duration: float | None = None
    video_url: str | None = None
    cover_url: str | None = None
    image_urls: tuple[str, ...] = ()
    carousel_media_count: int | None = None
    carousel_children: tuple[CarouselChild, ...] = ()
    is_pinned: bool | None = None
    is_paid_partnership: bool | None = None
    has_shared_to_fb: bool | None = None
    is_unified_video: bool | None = None
    is_dash_eligible: bool | None = None
    number_of_qualities: int | None = None
    comments_disabled: bool | None = None
    sharing_friction_info: RawJson = None
    original_width: int | None = None
    original_height: int | None = None
    accessibility_caption: str | None = None
    coauthor_ids: tuple[str, ...] = ()
    raw: RawJson = None
    raw_truncated: bool = False


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


class ContentPage(Event, frozen=True, kw_only=True, tag="content.fetched"):
    """
    One upstream page, published the moment it arrived; the unit of work.

    *run* counts the fetches of a request, *leg* the starts and resumptions of a run, *n* the
    pages of a walk from 0. *announced* items are ``items`` plus ``rejected``.
    *observed_at* is the arrival at the ingest.
    """

    drive: int
    run: int
    leg: int
    walk: Walk
    n: int
    part: int = 0
    platform: Platform
    owner: Owner
    profile: Profile | None = None
    items: tuple[MediaItem, ...] = ()
    rejected: tuple[RejectedItem, ...] = ()
    assets: tuple[AssetRef, ...] = ()
    options: Options = Options()
    observed_at: datetime

    @property
    def key(self) -> str:
        """The page's identity and ``Nats-Msg-Id``."""
        return page_key(self.request_id, self.run, self.leg, self.walk, self.n, self.part)

    @property
    def announced(self) -> int:
        """How many items the page spoke of: the profile, the accepted and the rejected."""
        return (self.profile is not None) + len(self.items) + len(self.rejected)


class FetchFinished(Event, frozen=True, kw_only=True, tag="content.finished"):
    """
    The final marker: the only fact about the end of a fetch, on the same subject as its pages.

    *pages* are the keys that count (those checkpointed); *totals* are announced items per walk
    over just those pages. *code* names why, unless the outcome is ``complete``. *owner* is null
    where no profile was seen.
    """

    drive: int
    run: int
    leg: int
    platform: Platform
    owner: Owner | None = None
    pages: tuple[str, ...] = ()
    totals: dict[str, int] = field(default_factory=dict)
    depth: Depth = Depth()
    outcome: FetchOutcome
    code: str | None = None
    message: str | None = None
    finished_at: datetime

    @property
    def key(self) -> str:
        """The marker's ``Nats-Msg-Id``."""
        return f"{self.request_id}:{self.run}:{self.leg}:final:{self.drive}"


class MediaUploaded(Event, frozen=True, kw_only=True, tag="media.uploaded"):
    """
    How the copy of one asset ended. *observed_at* is that of the page that named it.

    *bytes*, *sha256*, *content_type* and *object_key* are set when the object exists.
    """

    drive: int
    run: int
    platform: Platform
    asset: AssetRef
    outcome: AssetOutcome
    reason: str | None = None
    bytes: int | None = None
    sha256: str | None = None
    content_type: str | None = None
    width: int | None = None
    height: int | None = None
    object_key: str | None = None
    observed_at: datetime
    finished_at: datetime

    @property
    def asset_key(self) -> str:
        """The asset's identity."""
        return asset_key(self.platform, self.asset.media_id, self.asset.kind, self.asset.index)

    @property
    def key(self) -> str:
        """The outcome's ``Nats-Msg-Id``."""
        return f"{self.request_id}:{self.run}:{self.asset_key}"


class RowsPersisted(Event, frozen=True, kw_only=True, tag="rows.persisted"):
    """What one committed batch changed for one request: rows per table. A wake-up, not a ledger."""

    platform: Platform
    target_id: str | None = None
    inserted: dict[str, int] = field(default_factory=dict)
    updated: dict[str, int] = field(default_factory=dict)
    committed_at: datetime


class StageTracked(Event, frozen=True, kw_only=True, tag="track.stage"):
    """
    What a worker says of a stage. ``waiting`` carries the reason and *until* when, after which
    the dispatcher sends the request again.
    """

    drive: int
    stage: str
    state: StageState
    reason: str | None = None
    until: datetime | None = None
    attempt: int = 1
    service: str
    instance: str
    at: datetime


class CallTracked(Event, frozen=True, kw_only=True, tag="track.call"):
    """One upstream call, paid or not. *cost_usd* is its list price, *duration_ms* wall time."""

    call_id: str
    drive: int
    run: int
    leg: int
    walk: str
    n: int
    platform: Platform
    provider: str
    endpoint: str
    status: int | None = None
    call_class: CallClass
    duration_ms: int
    bytes: int = 0
    items: int = 0
    cost_usd: float = 0.0
    service: str
    instance: str
    at: datetime


class DeadLetter(Event, frozen=True, kw_only=True, tag="dead.letter"):
    """
    A message nobody could handle, whole: *payload* is its bytes.

    *code* is ``unreadable``, ``exhausted`` or a poison code; *origin* is the ``Nats-Msg-Id`` it
    travelled under (or ``{stream}:{seq}``). *request_id* is empty where it could not be read.
    """

    durable: str
    stream: str
    seq: int
    subject: str
    origin: str
    code: str
    error: str
    attempts: int
    headers: dict[str, str] = field(default_factory=dict)
    payload: bytes
    at: datetime


ContentEvent = ContentPage | FetchFinished
TrackEvent = StageTracked | CallTracked


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

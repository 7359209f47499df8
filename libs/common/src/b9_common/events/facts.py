"""What is told of a fetch, a file, a commit, a stage, a call, and of unhandled messages."""

from datetime import datetime

from msgspec import field

from b9_common.events.base import AssetRef, Depth, Event, Owner, asset_key
from b9_common.events.vocabulary import (
    AssetOutcome,
    CallClass,
    FetchOutcome,
    Kind,
    Platform,
    StageState,
)


class FetchFinished(Event, frozen=True, kw_only=True, tag="content.finished"):
    """
    The final marker: the only fact about the end of a fetch, on the same subject as its pages.

    *pages* are the keys that count (those checkpointed); *totals* are announced items per walk
    over just those pages. *code* names why, unless the outcome is ``complete``. *owner* is null
    where nothing of the target was seen; *kind* and *target* repeat what was asked for.
    """

    drive: int
    run: int
    leg: int
    platform: Platform
    owner: Owner | None = None
    pages: tuple[str, ...] = ()
    totals: dict[str, int] = field(default_factory=dict)
    depth: Depth = Depth()
    kind: Kind | None = None
    target: str = ""
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

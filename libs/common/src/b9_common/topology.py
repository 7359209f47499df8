"""Every stream, bucket and durable consumer, declared once; nobody else creates or changes them."""

from typing import Final

from msgspec import Struct

GIB: Final = 1024**3
MIB: Final = 1024**2
DAY_S: Final = 86_400

# What nats-server is given on disk; the sum of all limits stays under 90 % of it (tested).
MAX_FILE_STORE: Final = 12 * GIB

# What nats-server must let through in one message, as much as the largest a stream takes; its
# own default is less.
MIN_MAX_PAYLOAD: Final = 2 * MIB

# Our attempts, plus two deliveries in which a crash loop may pass our own "last attempt" code.
SPARE_DELIVERIES: Final = 2


class Stream(Struct, frozen=True, kw_only=True):
    """One stream; *work_queue* ones refuse new messages when full, others drop the oldest."""

    name: str
    subjects: tuple[str, ...]
    max_bytes: int
    max_age_s: int
    work_queue: bool = False
    discard_new: bool = False
    duplicate_window_s: int = 120
    max_msg_size: int = 1 * MIB


class Bucket(Struct, frozen=True, kw_only=True):
    """One key-value bucket; *ttl_s* 0 means entries stay."""

    name: str
    max_bytes: int
    ttl_s: int = 0
    history: int = 1


class Durable(Struct, frozen=True, kw_only=True):
    """
    One durable pull consumer, owned by the one service that binds it.

    *max_attempts* is how often a handler may fail before the dead letter; *max_ack_pending* is
    across all processes. *ack_wait_s* is how long after a crash another takes over; while a
    handler runs it is kept alive by in-progress, sent three times as often. Without
    *dead_letters* a failing message is tried for ever: the keepers of dead letters have no other.
    """

    stream: str
    name: str
    subject: str
    ack_wait_s: int = 30
    max_attempts: int = 6
    max_ack_pending: int = 1_000
    dead_letters: bool = True

    @property
    def max_deliver(self) -> int:
        """What the server is told."""
        return self.max_attempts + SPARE_DELIVERIES

    @property
    def replay(self) -> "Durable":
        """The consumer of messages replayed to this durable."""
        return Durable(
            stream=REPLAY.name,
            name=f"replay-{self.name}",
            subject=f"replay.{self.name}",
            ack_wait_s=self.ack_wait_s,
            max_attempts=self.max_attempts,
            max_ack_pending=self.max_ack_pending,
        )


REQUESTS: Final = Stream(
    name="REQUESTS",
    subjects=("creator.requested.*.*",),
    max_bytes=256 * MIB,
    max_age_s=3 * DAY_S,
    work_queue=True,
    discard_new=True,
)
CONTENT: Final = Stream(
    name="CONTENT", subjects=("content.fetched.*",), max_bytes=6 * GIB, max_age_s=7 * DAY_S
)
MEDIA: Final = Stream(
    name="MEDIA", subjects=("media.uploaded.*",), max_bytes=1 * GIB, max_age_s=7 * DAY_S
)
ROWS: Final = Stream(
    name="ROWS", subjects=("rows.persisted.*",), max_bytes=256 * MIB, max_age_s=7 * DAY_S
)
TRACK: Final = Stream(
    name="TRACK",
    subjects=("track.stage", "track.call"),
    max_bytes=512 * MIB,
    max_age_s=2 * DAY_S,
)
DEAD: Final = Stream(
    name="DEAD",
    subjects=("dead.*",),
    max_bytes=512 * MIB,
    max_age_s=7 * DAY_S,
    work_queue=True,
    discard_new=True,
    max_msg_size=2 * MIB,
)
REPLAY: Final = Stream(
    name="REPLAY",
    subjects=("replay.*",),
    max_bytes=512 * MIB,
    max_age_s=3 * DAY_S,
    work_queue=True,
    discard_new=True,
)
ADVISORIES: Final = Stream(
    name="ADVISORIES",
    subjects=(
        "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.>",
        "$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.>",
    ),
    max_bytes=64 * MIB,
    max_age_s=7 * DAY_S,
)
STREAMS: Final = (REQUESTS, CONTENT, MEDIA, ROWS, TRACK, DEAD, REPLAY, ADVISORIES)

CONTROL: Final = Bucket(name="control", max_bytes=16 * MIB)
INSTANCES: Final = Bucket(name="instances", max_bytes=32 * MIB, ttl_s=15)
BUDGET: Final = Bucket(name="budget", max_bytes=16 * MIB)
PROGRESS: Final = Bucket(name="progress", max_bytes=512 * MIB, ttl_s=3 * DAY_S)
# What was looked at lately, so that it is not asked for again at once; losing it costs calls.
SEEN: Final = Bucket(name="seen", max_bytes=128 * MIB, ttl_s=DAY_S)
BUCKETS: Final = (CONTROL, INSTANCES, BUDGET, PROGRESS, SEEN)

INGEST_ACK_PENDING: Final = 64

INSTAGRAM_NOW: Final = Durable(
    stream=REQUESTS.name,
    name="instagram-ingest-now",
    subject="creator.requested.instagram.now",
    max_ack_pending=INGEST_ACK_PENDING,
)
INSTAGRAM_LATER: Final = Durable(
    stream=REQUESTS.name,
    name="instagram-ingest-later",
    subject="creator.requested.instagram.later",
    max_ack_pending=INGEST_ACK_PENDING,
)
REDDIT_NOW: Final = Durable(
    stream=REQUESTS.name,
    name="reddit-ingest-now",
    subject="creator.requested.reddit.now",
    max_ack_pending=INGEST_ACK_PENDING,
)
REDDIT_LATER: Final = Durable(
    stream=REQUESTS.name,
    name="reddit-ingest-later",
    subject="creator.requested.reddit.later",
    max_ack_pending=INGEST_ACK_PENDING,
)
PERSISTER_CONTENT: Final = Durable(
    stream=CONTENT.name,
    name="persister-content",
    subject="content.fetched.>",
    max_attempts=8,
    max_ack_pending=4_000,
)
MEDIA_UPLOADER: Final = Durable(
    stream=CONTENT.name,
    name="media-uploader",
    subject="content.fetched.>",
    max_ack_pending=64,
)
PERSISTER_MEDIA: Final = Durable(
    stream=MEDIA.name,
    name="persister-media",
    subject="media.uploaded.>",
    max_attempts=8,
    max_ack_pending=8_000,
)
PERSISTER_TRACK: Final = Durable(
    stream=TRACK.name,
    name="persister-track",
    subject="track.>",
    max_attempts=8,
    max_ack_pending=8_000,
)
PERSISTER_DEAD: Final = Durable(
    stream=DEAD.name,
    name="persister-dead",
    subject="dead.>",
    max_attempts=1_000,
    dead_letters=False,
)
PERSISTER_ADVISORIES: Final = Durable(
    stream=ADVISORIES.name,
    name="persister-advisories",
    subject="$JS.EVENT.ADVISORY.>",
    max_attempts=1_000,
    dead_letters=False,
)
MAIN_DURABLES: Final = (
    INSTAGRAM_NOW,
    INSTAGRAM_LATER,
    REDDIT_NOW,
    REDDIT_LATER,
    PERSISTER_CONTENT,
    MEDIA_UPLOADER,
    PERSISTER_MEDIA,
    PERSISTER_TRACK,
    PERSISTER_DEAD,
    PERSISTER_ADVISORIES,
)
# What a person may replay: facts, never requests (a replayed request could be paid for twice).
REPLAYABLE: Final = (PERSISTER_CONTENT, MEDIA_UPLOADER, PERSISTER_MEDIA, PERSISTER_TRACK)
DURABLES: Final = MAIN_DURABLES + tuple(durable.replay for durable in REPLAYABLE)

# The buckets' own entry that names this broker's disk: a new one means the old disk was lost.
STORE_ID_KEY: Final = "store.id"


def requested_subject(platform: str, lane: str) -> str:
    """Where a command for *platform* is published."""
    return f"creator.requested.{platform}.{lane}"


def content_subject(platform: str) -> str:
    """Where pages and markers of *platform* are published."""
    return f"content.fetched.{platform}"


def media_subject(platform: str) -> str:
    """Where asset outcomes of *platform* are published."""
    return f"media.uploaded.{platform}"


def rows_subject(platform: str) -> str:
    """Where commits about *platform* are announced."""
    return f"rows.persisted.{platform}"


def dead_subject(durable: str) -> str:
    """Where dead letters of *durable* are published."""
    return f"dead.{durable}"

"""The closed sets of words that events use."""

from enum import StrEnum


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
    ABOUT = "about"
    RULES = "rules"
    HOT = "hot"
    TOP = "top"
    SUBMITTED = "submitted"


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

"""
The facts and the one command that cross service borders, as they stand on the wire.

Every record is frozen, tagged by ``type`` and versioned by the ``B9-Schema`` header
(``<type>/<version>``). Unknown fields are ignored, missing ones refused. Times are UTC, ids are
text, null means "not said" and is never zero.
"""

from b9_common.events.base import (
    MAX_PAGE_BYTES,
    MAX_PAGE_ITEMS,
    MAX_RAW_BYTES,
    SCHEMA_VERSION,
    AssetRef,
    CreatorRequested,
    Depth,
    Event,
    FetchedPage,
    Options,
    Owner,
    RawJson,
    RejectedItem,
    asset_key,
    encode,
    json_bytes,
    page_key,
    schema_of,
)
from b9_common.events.facts import (
    CallTracked,
    DeadLetter,
    FetchFinished,
    MediaUploaded,
    RowsPersisted,
    StageTracked,
)
from b9_common.events.instagram import (
    BioLink,
    CarouselChild,
    ContentPage,
    MediaItem,
    Profile,
)
from b9_common.events.reddit import (
    FoundSubreddit,
    KeywordMatch,
    RedditPage,
    RedditPost,
    RedditUser,
    Rule,
    Rules,
    Subreddit,
)
from b9_common.events.vocabulary import (
    AssetKind,
    AssetOutcome,
    AssetState,
    CallClass,
    FetchOutcome,
    Kind,
    Lane,
    Platform,
    StageState,
    Walk,
)

AnyPage = ContentPage | RedditPage
ContentEvent = ContentPage | RedditPage | FetchFinished
TrackEvent = StageTracked | CallTracked

__all__ = [
    "MAX_PAGE_BYTES",
    "MAX_PAGE_ITEMS",
    "MAX_RAW_BYTES",
    "SCHEMA_VERSION",
    "AnyPage",
    "AssetKind",
    "AssetOutcome",
    "AssetRef",
    "AssetState",
    "BioLink",
    "CallClass",
    "CallTracked",
    "CarouselChild",
    "ContentEvent",
    "ContentPage",
    "CreatorRequested",
    "DeadLetter",
    "Depth",
    "Event",
    "FetchFinished",
    "FetchOutcome",
    "FetchedPage",
    "FoundSubreddit",
    "KeywordMatch",
    "Kind",
    "Lane",
    "MediaItem",
    "MediaUploaded",
    "Options",
    "Owner",
    "Platform",
    "Profile",
    "RawJson",
    "RedditPage",
    "RedditPost",
    "RedditUser",
    "RejectedItem",
    "RowsPersisted",
    "Rule",
    "Rules",
    "StageState",
    "StageTracked",
    "Subreddit",
    "TrackEvent",
    "Walk",
    "asset_key",
    "encode",
    "json_bytes",
    "page_key",
    "schema_of",
]

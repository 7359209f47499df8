"""Answers about Instagram beside its lists."""

from datetime import datetime

from msgspec import Struct

from b9_api.http.shapes import Shape, both, page, shape
from b9_api.lists.routes import item_shape
from b9_api.resources.creators import CREATORS


class ReelsSummary(Struct):
    """Of all reels that the filters find."""

    total_reels: int
    unique_creators: int
    total_views: int
    avg_engagement_pct: float | None
    viral_reels: int
    top_creator: str | None
    top_creator_views: int | None


class ReelsSummed(Struct):
    """The summary under its name."""

    summary: ReelsSummary


class NicheCounts(Struct):
    """One niche, and how many creators have it."""

    niche: str
    creators: int
    ok: int


class CreatorTag(Struct):
    """One tag, and how many creators have it."""

    tag: str
    category: str
    creators: int


class RelatedCreator(Struct):
    """One whom a creator led to."""

    id: str | None
    ig_user_id: str
    username: str | None
    full_name: str | None
    followers_count: int | None
    review_status: str | None
    niche: str | None
    first_seen_at: datetime
    last_seen_at: datetime
    profile_pic_url: str | None


class SimilarCreator(Struct):
    """One who is like another, and in what."""

    id: str
    username: str
    full_name: str | None
    niche: str | None
    tags: list[str]
    followers_count: int | None
    review_status: str | None
    engagement_pct: float | None
    tags_in_common: int
    same_niche: bool
    profile_pic_url: str | None


class StoredOfCreator(Struct):
    """How much of a creator is stored; `media` by state."""

    reels: int
    posts: int
    follower_history: int
    media: dict[str, int]


class FoundThrough(Struct):
    """Whom a creator was found through."""

    source_id: str
    source_username: str | None
    first_seen_at: datetime


class AboutCreator(Struct):
    """What is told of one creator beside the row."""

    counts: StoredOfCreator
    lineage: list[FoundThrough]


def related_to() -> Shape:
    """Those a creator led to, and whether anybody has asked."""
    more = {"processed": shape(bool), "code": shape(str)}
    return page(RelatedCreator, more)


def whole_creator() -> Shape:
    """One creator, with everything known."""
    return both(item_shape(CREATORS), shape(AboutCreator))

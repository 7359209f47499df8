"""Answers about what judges rows."""

from msgspec import Struct


class Rule(Struct):
    """From when on an item is viral."""

    min_views: int
    min_post_engagement: int
    multiplier: float
    baseline_reels: int
    baseline_posts: int
    editable: bool
    code: str


class TaggingStats(Struct):
    """How far approved creators are tagged; the share of none is null."""

    ok: int
    tagged: int
    untagged: int
    tagged_pct: float | None
    cost_usd: float
    model_versions: list[str]
    code: str


class TagCategory(Struct):
    """The values of one category."""

    category: str
    values: list[str]
    sensitive: bool


class TagVocabulary(Struct):
    """The tags that rows may be given."""

    items: list[TagCategory]
    tags: list[str]

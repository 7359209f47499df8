"""How many rows of what there are at a scale; scale 1 is what was once in use."""

from dataclasses import dataclass, fields
from typing import Self


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Numbers of rows. *ok_subreddits* are among the *subreddits*."""

    creators: int = 10_000
    reels: int = 400_000
    posts: int = 100_000
    follower_counts: int = 300_000
    relations: int = 50_000
    subreddits: int = 34_700
    ok_subreddits: int = 2_200
    reddit_users: int = 310_000
    reddit_posts: int = 1_800_000
    discoveries: int = 60_000
    models: int = 30
    accounts: int = 120
    requests: int = 50_000
    events: int = 1_000_000
    calls: int = 250_000
    edits: int = 40_000

    @classmethod
    def at(cls, scale: float) -> Self:
        """Every number times *scale*; at least one of each."""
        return cls(**{name: max(1, round(size * scale)) for name, size in cls().all.items()})

    @property
    def all(self) -> dict[str, int]:
        """By name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

"""What a creator's items add up to: averages, rates, rhythm, growth. Pure.

Unknown is never zero: a mean is over the values that are known, and a figure without any is null.
Times are UTC. Every correction of the older formulas is listed in ``docs/schema.md``.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from statistics import fmean, pstdev
from typing import Final

from msgspec import Struct

from b9_common import viral as rule
from b9_persister.figures import known, mean, most_common, percent, ratio, rounded

MAX_REELS: Final = rule.REELS
MAX_POSTS: Final = rule.POSTS
BETTER: Final = 1.5
DAY_S: Final = 86_400.0
WEEK_S: Final = 7 * DAY_S
# Two items of one afternoon do not make a rhythm.
MIN_SPAN_S: Final = DAY_S
# Each count fits its bigint column; a sum of absurd ones need not.
MAX_TOTAL: Final = 2**63 - 1


class Item(Struct, frozen=True, kw_only=True):
    """A reel or post as stored. *own* says that the creator is its author."""

    media_pk: str
    taken_at: datetime | None = None
    views: int | None = None
    likes: int | None = None
    comments: int | None = None
    duration_s: float | None = None
    pinned: bool = False
    own: bool = True

    @property
    def engagement(self) -> int | None:
        """Likes and comments, unknown where either is hidden."""
        if self.likes is None or self.comments is None:
            return None
        return self.likes + self.comments


Measure = Callable[[Item], int | None]


class ItemFigures(Struct, frozen=True, kw_only=True):
    """What is known of one item beside the others."""

    media_pk: str
    engagement_rate: float | None
    is_viral: bool | None
    viral_multiplier: float | None


class Growth(Struct, frozen=True, kw_only=True):
    """Follower counts before: the newest other one, and those a day and a week ago."""

    previous: int | None = None
    day_ago: int | None = None
    week_ago: int | None = None


class CreatorFigures(Struct, frozen=True, kw_only=True):
    """One creator's row, analytics columns only."""

    avg_views_per_reel_cached: float | None
    avg_likes_per_reel_cached: float | None
    avg_comments_per_reel_cached: float | None
    avg_likes_per_post_cached: float | None
    avg_comments_per_post_cached: float | None
    avg_engagement_per_post_cached: float | None
    avg_engagement_rate: float | None
    engagement_rate_cached: float | None
    reel_engagement_rate: float | None
    post_engagement_rate: float | None
    content_reach_rate: float | None
    comment_to_like_ratio: float | None
    reels_vs_posts_performance: float | None
    best_content_type: str | None
    viral_content_count_cached: int
    viral_content_rate: float | None
    viral_threshold_multiplier: float
    posting_frequency_per_week: float | None
    posting_consistency_score: float | None
    last_post_days_ago: float | None
    most_active_day: int | None
    most_active_hour: int | None
    reels_count: int
    posts_count: int
    total_views: int | None
    avg_reel_length_sec: float | None
    previous_followers_count: int | None
    follower_growth_rate_daily: float | None
    follower_growth_rate_weekly: float | None


class Analysis(Struct, frozen=True, kw_only=True):
    """The figures of a creator and of each item looked at."""

    creator: CreatorFigures
    reels: tuple[ItemFigures, ...]
    posts: tuple[ItemFigures, ...]


def analyse(
    reels: Sequence[Item],
    posts: Sequence[Item],
    *,
    followers: int | None,
    growth: Growth,
    now: datetime,
) -> Analysis:
    """The figures over *reels* and *posts*, with the *followers* of the same moment."""
    reel_figures = tuple(_figures(reels, _views, rule.MIN_VIEWS, followers))
    post_figures = tuple(_figures(posts, _engagement, rule.MIN_ENGAGEMENT, followers))
    both = [*reels, *posts]
    views = mean(_views(item) for item in reels)
    post_engagement = mean(_engagement(item) for item in posts)
    reel_rate = percent(mean(_engagement(item) for item in reels), followers)
    post_rate = percent(post_engagement, followers)
    rate = percent(mean(_engagement(item) for item in both), followers)
    viral_reels = sum(one.is_viral is True for one in reel_figures)
    rhythm = _rhythm(both)
    creator = CreatorFigures(
        avg_views_per_reel_cached=rounded(views),
        avg_likes_per_reel_cached=rounded(mean(item.likes for item in reels)),
        avg_comments_per_reel_cached=rounded(mean(item.comments for item in reels)),
        avg_likes_per_post_cached=rounded(mean(item.likes for item in posts)),
        avg_comments_per_post_cached=rounded(mean(item.comments for item in posts)),
        avg_engagement_per_post_cached=rounded(post_engagement),
        avg_engagement_rate=rate,
        engagement_rate_cached=rate,
        reel_engagement_rate=reel_rate,
        post_engagement_rate=post_rate,
        content_reach_rate=percent(views, followers),
        comment_to_like_ratio=_comments_per_like(both),
        reels_vs_posts_performance=rounded(ratio(views, post_engagement), 4),
        best_content_type=_best(reel_rate, post_rate, views, post_engagement),
        viral_content_count_cached=viral_reels + sum(one.is_viral is True for one in post_figures),
        viral_content_rate=percent(viral_reels, len(known(_views(item) for item in reels))),
        viral_threshold_multiplier=rule.MULTIPLIER,
        posting_frequency_per_week=rounded(_per_week(rhythm)),
        posting_consistency_score=rounded(_consistency(rhythm)),
        last_post_days_ago=_days_since_last(both, now),
        most_active_day=most_common(_utc(at).weekday() for at in _times(both)),
        most_active_hour=most_common(_utc(at).hour for at in _times(both)),
        reels_count=len(reels),
        posts_count=len(posts),
        total_views=_total(reels),
        avg_reel_length_sec=rounded(mean(item.duration_s for item in reels)),
        previous_followers_count=growth.previous,
        follower_growth_rate_daily=_growth(followers, growth.day_ago),
        follower_growth_rate_weekly=_growth(followers, growth.week_ago),
    )
    return Analysis(creator=creator, reels=reel_figures, posts=post_figures)


def _views(item: Item) -> int | None:
    return item.views


def _total(reels: Iterable[Item]) -> int | None:
    views = [item.views for item in reels if item.views is not None]
    return sum(views) if views and sum(views) <= MAX_TOTAL else None


def _engagement(item: Item) -> int | None:
    return item.engagement


def _figures(
    items: Sequence[Item], measure: Measure, minimum: int, followers: int | None
) -> Iterable[ItemFigures]:
    """Viral is what reaches *minimum* and five times the mean of the *other* items."""
    values = [measure(item) for item in items]
    total, number = sum(known(values)), len(known(values))
    for item, value in zip(items, values, strict=True):
        viral, times = None, None
        if value is not None and number > 1:
            times = ratio(value, (total - value) / (number - 1))
            viral = value >= minimum and times is not None and times >= rule.MULTIPLIER
        yield ItemFigures(
            media_pk=item.media_pk,
            engagement_rate=percent(item.engagement, followers),
            is_viral=viral,
            viral_multiplier=rounded(times),
        )


def _comments_per_like(items: Iterable[Item]) -> float | None:
    both = [
        (item.comments, item.likes)
        for item in items
        if item.comments is not None and item.likes is not None
    ]
    return rounded(ratio(sum(one for one, _ in both), sum(one for _, one in both)), 4)


def _best(
    reel_rate: float | None,
    post_rate: float | None,
    views: float | None,
    post_engagement: float | None,
) -> str | None:
    """What works better; where the rates say nothing, what is seen more."""
    if reel_rate and post_rate:
        if reel_rate > BETTER * post_rate:
            return "reels"
        return "posts" if post_rate > BETTER * reel_rate else "mixed"
    if reel_rate or post_rate:
        return "reels" if reel_rate else "posts"
    if views is not None and views > (post_engagement or 0):
        return "reels"
    return "posts" if post_engagement else None


def _times(items: Iterable[Item]) -> list[datetime]:
    return sorted(_utc(item.taken_at) for item in items if item.taken_at is not None)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _rhythm(items: Sequence[Item]) -> list[datetime]:
    """When was posted, without what is only there because it is pinned: older than all else."""
    oldest = min(_times(item for item in items if not item.pinned), default=None)
    return _times(
        item
        for item in items
        if not item.pinned or oldest is None or (item.taken_at and _utc(item.taken_at) >= oldest)
    )


def _per_week(times: Sequence[datetime]) -> float | None:
    """Intervals per week: n items have n - 1 of them."""
    span_s = _span_s(times)
    return None if span_s < MIN_SPAN_S else (len(times) - 1) / (span_s / WEEK_S)


def _consistency(times: Sequence[datetime]) -> float | None:
    """100 for a steady rhythm, 0 where intervals differ by as much as they last."""
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    if len(gaps) < 2 or _span_s(times) < MIN_SPAN_S:  # noqa: PLR2004 - one gap has no spread
        return None
    return max(0.0, min(100.0, 100 - pstdev(gaps) / fmean(gaps) * 100))


def _span_s(times: Sequence[datetime]) -> float:
    return (times[-1] - times[0]).total_seconds() if times else 0.0


def _days_since_last(items: Sequence[Item], now: datetime) -> float | None:
    times = _times(items)
    return round((now - times[-1]).total_seconds() / DAY_S, 2) if times else None


def _growth(followers: int | None, before: int | None) -> float | None:
    return percent(followers - before, before) if followers is not None and before else None

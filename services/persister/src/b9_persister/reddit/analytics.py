"""What the posts of a community or an account add up to. Pure.

Unknown is never zero: hidden scores are left out, and a figure without any value is null. Times
are UTC, weekdays count from Monday, 0. Every correction is listed in ``docs/schema.md``.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime
from math import sqrt
from typing import Final, TypeVar

from msgspec import Struct

from b9_persister.figures import mean, most_common, percent, ratio, rounded

MAX_POSTS: Final = 100
PRIMARY_SUBREDDITS: Final = 5
DAY_S: Final = 86_400.0
MONTH_DAYS: Final = 365.25 / 12
CONTENT_TYPES: Final = ("image", "video", "text", "link", "gallery", "poll")

K = TypeVar("K", bound=Hashable)


class Post(Struct, frozen=True, kw_only=True):
    """A stored post that is not stickied."""

    created_utc: datetime
    score: int | None = None
    comments: int | None = None
    content_type: str
    over_18: bool = False
    subreddit_name: str = ""


class CommunityFigures(Struct, frozen=True, kw_only=True):
    """One community's row, metrics only. `docs/schema.md` says what each means."""

    engagement: float | None
    subreddit_score: float | None
    activity_score: float | None
    avg_upvotes_per_post: float | None
    avg_comments_per_post: float | None
    comment_to_upvote_ratio: float | None
    best_posting_day: int | None
    best_posting_hour: int | None
    top_content_type: str | None
    image_post_avg_score: float | None
    video_post_avg_score: float | None
    text_post_avg_score: float | None
    link_post_avg_score: float | None
    gallery_post_avg_score: float | None
    poll_post_avg_score: float | None
    nsfw_percentage: float | None
    posts_analysed: int


class UserFigures(Struct, frozen=True, kw_only=True):
    """One account's row, metrics only."""

    account_age_days: int | None
    karma_per_day: float | None
    avg_post_score: float | None
    avg_post_comments: float | None
    total_posts_analyzed: int
    avg_posts_per_month: float | None
    preferred_content_type: str | None
    most_active_posting_hour: int | None
    most_active_posting_day: int | None
    primary_subreddits: tuple[str, ...]
    cross_subreddit_activity: int


def analyse_community(posts: Sequence[Post]) -> CommunityFigures:
    """The figures over *posts*."""
    upvotes = mean(post.score for post in posts)
    comments = mean(post.comments for post in posts)
    per_upvote = _comments_per_upvote(posts)
    of_type = _mean_scores(posts, lambda post: post.content_type)
    return CommunityFigures(
        engagement=rounded(per_upvote, 6),
        subreddit_score=_old_score(per_upvote, upvotes),
        activity_score=_geometric(upvotes, comments),
        avg_upvotes_per_post=rounded(upvotes),
        avg_comments_per_post=rounded(comments),
        comment_to_upvote_ratio=rounded(per_upvote, 4),
        best_posting_day=_best(_mean_scores(posts, lambda post: _utc(post).weekday())),
        best_posting_hour=_best(_mean_scores(posts, lambda post: _utc(post).hour)),
        top_content_type=_best(of_type),
        image_post_avg_score=rounded(of_type.get("image")),
        video_post_avg_score=rounded(of_type.get("video")),
        text_post_avg_score=rounded(of_type.get("text")),
        link_post_avg_score=rounded(of_type.get("link")),
        gallery_post_avg_score=rounded(of_type.get("gallery")),
        poll_post_avg_score=rounded(of_type.get("poll")),
        nsfw_percentage=percent(sum(post.over_18 for post in posts), len(posts)),
        posts_analysed=len(posts),
    )


def analyse_user(
    posts: Sequence[Post],
    *,
    created_utc: datetime | None,
    total_karma: int | None,
    now: datetime,
) -> UserFigures:
    """The figures of an account over its *posts*."""
    age = None if created_utc is None else max(0, (now - created_utc).days)
    per_day = None if age is None else ratio(total_karma, max(1, age))
    names = [post.subreddit_name for post in posts]
    return UserFigures(
        account_age_days=age,
        karma_per_day=rounded(per_day),
        avg_post_score=rounded(mean(post.score for post in posts)),
        avg_post_comments=rounded(mean(post.comments for post in posts)),
        total_posts_analyzed=len(posts),
        avg_posts_per_month=rounded(_per_month(posts)),
        preferred_content_type=most_common(post.content_type for post in posts),
        most_active_posting_hour=most_common(_utc(post).hour for post in posts),
        most_active_posting_day=most_common(_utc(post).weekday() for post in posts),
        primary_subreddits=_primary(names),
        cross_subreddit_activity=len(set(names)),
    )


def _comments_per_upvote(posts: Sequence[Post]) -> float | None:
    """Over the posts of which both are known: otherwise a hidden score would raise it."""
    both = [
        (post.comments, post.score)
        for post in posts
        if post.comments is not None and post.score is not None
    ]
    return ratio(sum(one for one, _ in both), sum(one for _, one in both)) if both else None


def _old_score(per_upvote: float | None, upvotes: float | None) -> float | None:
    """As it always was: upvotes cancel out, and what remains are comments."""
    if per_upvote is None or upvotes is None:
        return None
    return round(sqrt(per_upvote * upvotes * 1_000), 2)


def _geometric(upvotes: float | None, comments: float | None) -> float | None:
    """Twice the upvotes weigh as much as twice the comments; without either there is no score."""
    return None if upvotes is None or comments is None else round(sqrt(upvotes * comments), 2)


def _mean_scores(posts: Sequence[Post], key: Callable[[Post], K]) -> dict[K, float]:
    scores: dict[K, list[float]] = defaultdict(list)
    for post in posts:
        if post.score is not None:
            scores[key(post)].append(post.score)
    return {one: sum(of_one) / len(of_one) for one, of_one in scores.items()}


def _best(means: dict[K, float]) -> K | None:
    """What has the highest mean; of several the smallest."""
    return min(means, key=lambda one: (-means[one], one), default=None)


def _per_month(posts: Sequence[Post]) -> float | None:
    """Intervals per month: n posts have n - 1 of them. A day's posts make no rhythm."""
    times = sorted(_utc(post) for post in posts)
    span_s = (times[-1] - times[0]).total_seconds() if times else 0.0
    return None if span_s < DAY_S else (len(times) - 1) / (span_s / DAY_S / MONTH_DAYS)


def _primary(names: Sequence[str]) -> tuple[str, ...]:
    ordered = sorted(set(names), key=lambda name: (-names.count(name), name))
    return tuple(ordered[:PRIMARY_SUBREDDITS])


def _utc(post: Post) -> datetime:
    return post.created_utc.astimezone(UTC)

"""Answers about Reddit beside its lists."""

from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from b9_api.http.shapes import Shape, both, many, page, shape, wrapped
from b9_api.lists.routes import item_shape, page_shape
from b9_api.resources.reddit_posts import REDDIT_POSTS
from b9_api.resources.subreddits import RECOMMENDATIONS, SUBREDDITS
from b9_api.resources.users import USERS


class SubredditTag(Struct):
    """One tag, and how many communities have it."""

    tag: str
    category: str
    subreddits: int


class StoredOfSubreddit(Struct):
    """How much of a community is stored; `media` by state."""

    posts: int
    authors: int
    discovered: int
    media: dict[str, int]


class SubredditFound(Struct):
    """How a community came to be known."""

    source: str | None
    source_id: str | None
    via_user: str | None
    post_id: str | None
    request_id: UUID | None
    first_seen_at: datetime
    last_seen_at: datetime


class AboutSubreddit(Struct):
    """What is told of one community beside the row."""

    counts: StoredOfSubreddit
    lineage: list[SubredditFound]


class StoredOfUser(Struct):
    """How much of an account is stored."""

    posts: int
    subreddits: int


class TopPost(Struct):
    """A post that did well in a recommended community."""

    id: str
    title: str | None
    url: str | None
    permalink: str | None
    thumbnail: str | None
    content_type: str | None
    score: int | None
    num_comments: int | None
    created_utc: datetime | None
    author_username: str | None
    over_18: bool | None
    cover_url: str | None


class Recommended(Struct):
    """Why a community is recommended; `top_posts` where they are asked for."""

    matched_tags: list[str]
    top_posts: list[TopPost] = []


class ViralPost(Struct):
    """One post of the ranking."""

    reddit_id: str
    subreddit_id: str | None
    subreddit_name: str
    author_username: str | None
    title: str
    url: str | None
    permalink: str | None
    domain: str | None
    thumbnail: str | None
    content_type: str | None
    over_18: bool | None
    sub_over18: bool | None
    sub_primary_category: str | None
    sub_tags: Any
    created_utc: datetime
    score: int
    num_comments: int | None
    upvote_ratio: float | None
    rank_in_subreddit: int
    viral_score: float


class RankedPost(ViralPost):
    """The same, with the id of every list's rows, and our copy of its picture."""

    id: str
    cover_url: str | None


class ViralCounts(Struct):
    """How many posts the ranking has."""

    total: int


class ViralSummary(Struct):
    """Of all posts of the ranking that the filters find."""

    total_posts: int
    total_subreddits: int
    best_subreddit: str | None
    best_subreddit_avg_score: float | None
    most_discussed_subreddit: str | None
    most_discussed_comments: float | None
    best_hour_utc: int | None
    best_hour_avg_score: float | None
    top_content_type: str | None
    sfw_posts: int
    nsfw_posts: int


class ViralSummed(Struct):
    """The summary, and by which weights posts are ranked."""

    summary: ViralSummary
    weights: str
    as_of: datetime


class OldViralSummary(Struct):
    """Of all posts of the older ranking."""

    total_posts: int
    total_subreddits: int
    avg_score: float | None
    avg_viral_score: float | None
    best_subreddit: str | None
    best_subreddit_avg_score: float | None
    most_discussed_subreddit: str | None
    most_discussed_comments: int | None
    best_hour: int | None
    best_hour_avg_score: float | None
    top_content_type: str | None


class OldViralPage(Struct):
    """A page of the older ranking; the first has the summary."""

    items: list[ViralPost]
    total: int
    as_of: datetime
    next_cursor: str | None
    summary: OldViralSummary | None = None


def whole_subreddit() -> Shape:
    """One community, with everything known."""
    return both(item_shape(SUBREDDITS), AboutSubreddit)


def whole_user() -> Shape:
    """One account, with everything known."""
    posts = many(item_shape(REDDIT_POSTS))
    more = wrapped({"counts": shape(StoredOfUser), "recent_posts": posts})
    return both(item_shape(USERS), more)


def discovered_user() -> Shape:
    """The account that was looked up."""
    return wrapped({"success": shape(bool), "user": whole_user()})


def recommendations() -> Shape:
    """A page of where to post, and the tags it was made for."""
    item = both(item_shape(RECOMMENDATIONS), Recommended)
    return page_shape(RECOMMENDATIONS, {"tags": shape(list[str])}, item)


def ranking() -> Shape:
    """A page of the ranking."""
    return page(RankedPost, {"counts": shape(ViralCounts), "weights": shape(str)})

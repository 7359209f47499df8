"""Invented events of Reddit, and the rows a gateway would have written before them."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from b9_common.events import (
    AssetKind,
    AssetRef,
    Depth,
    FetchFinished,
    FetchOutcome,
    FoundSubreddit,
    Kind,
    Owner,
    Platform,
    RedditPage,
    RedditPost,
    RedditUser,
    Rule,
    Rules,
    Subreddit,
    Walk,
)
from b9_persister.testing.events import accept, at

STAGES: Final = ("accepted", "listing", "content", "rows", "media", "analytics")
COMMUNITY: Final = ("c1", "Orbit")
ACCOUNT: Final = ("a1", "Pilot")


def subreddit(key: str = "c1", name: str = "Orbit", **fields: Any) -> Subreddit:
    """One community."""
    raw = msgspec.Raw(b'{"id":"c1"}')
    given = {"subscribers": 1_000, "title": "Orbit", "over18": False, "raw": raw, **fields}
    return Subreddit(id=key, name=name, **given)


def rules(*names: str, **fields: Any) -> Rules:
    """The rules of a community, by their short names."""
    return Rules(rules=tuple(Rule(short_name=name, kind="all") for name in names), **fields)


def user(key: str = "a1", name: str = "Pilot", **fields: Any) -> RedditUser:
    """One account."""
    raw = msgspec.Raw(b'{"id":"a1"}')
    given = {"total_karma": 5_000, "created_at": at(-60 * 24 * 100), "raw": raw, **fields}
    return RedditUser(id=key, username=name, **given)


def post(key: str, of: tuple[str, str] = COMMUNITY, **fields: Any) -> RedditPost:
    """One post."""
    given: dict[str, Any] = {
        "author": "Pilot",
        "author_id": "a1",
        "title": f"title of {key}",
        "created_at": at(-60),
        "score": 10,
        "num_comments": 2,
        "upvote_ratio": 0.9,
        "content_type": "image",
        "image_urls": (f"https://i.example/{key}.jpg",),
        "raw": msgspec.Raw(b'{"id":"%s"}' % key.encode()),
    }
    return RedditPost(id=key, subreddit_id=of[0], subreddit=of[1], **(given | fields))


def found(key: str, name: str, post_id: str = "p1", **fields: Any) -> FoundSubreddit:
    """A community that a post of *via_user* stands in."""
    given: dict[str, Any] = {"via_user": "Pilot", "via_user_id": "a1", "source_id": "c1"}
    return FoundSubreddit(id=key, name=name, post_id=post_id, **(given | fields))


def picture(of: RedditPost) -> AssetRef:
    """The first picture of a post."""
    return AssetRef(
        media_id=of.id, kind=AssetKind.IMAGE, owner_id=of.author_id or "", url=of.image_urls[0]
    )


def reddit_page(
    request: str,
    walk: Walk = Walk.HOT,
    *,
    n: int = 0,
    run: int = 1,
    posts: Sequence[RedditPost] = (),
    owner: tuple[str, str] | None = None,
    minutes: float = 0,
    **fields: Any,
) -> RedditPage:
    """One page; each post has a picture unless told otherwise."""
    of_user = walk in {Walk.PROFILE, Walk.SUBMITTED}
    whose = owner or (ACCOUNT if of_user else COMMUNITY)
    given: dict[str, Any] = {
        "drive": 1,
        "leg": 1,
        "assets": tuple(picture(one) for one in posts),
        "owner": Owner(id=whose[0], username=whose[1]),
    }
    return RedditPage(
        request_id=request,
        correlation_id="c",
        run=run,
        walk=walk,
        n=n,
        platform=Platform.REDDIT,
        posts=tuple(posts),
        observed_at=at(minutes),
        **(given | fields),
    )


def about_page(request: str, of: Subreddit | None = None, **fields: Any) -> RedditPage:
    """The about page of a community."""
    of = of or subreddit()
    return reddit_page(request, Walk.ABOUT, owner=(of.id, of.name), subreddit=of, **fields)


def rules_page(request: str, of: Rules | None = None, **fields: Any) -> RedditPage:
    """The rules of a community."""
    return reddit_page(request, Walk.RULES, rules=of or rules("be kind"), **fields)


def user_page(request: str, of: RedditUser | None = None, **fields: Any) -> RedditPage:
    """The about page of an account."""
    of = of or user()
    return reddit_page(request, Walk.PROFILE, owner=(of.id, of.username), user=of, **fields)


def reddit_marker(
    request: str,
    pages: Sequence[RedditPage] = (),
    *,
    outcome: FetchOutcome = FetchOutcome.COMPLETE,
    minutes: float = 30,
    **fields: Any,
) -> FetchFinished:
    """The end of a run with *pages*."""
    totals: dict[str, int] = {}
    for one in pages:
        totals[one.walk] = totals.get(one.walk, 0) + one.announced
    given: dict[str, Any] = {
        "drive": 1,
        "run": pages[-1].run if pages else 1,
        "leg": 1,
        "owner": pages[0].owner if pages else None,
        "kind": Kind.SUBREDDIT_SCAN,
        "target": "orbit",
        "depth": Depth(posts=100),
    }
    return FetchFinished(
        request_id=request,
        correlation_id="c",
        platform=Platform.REDDIT,
        pages=tuple(one.key for one in pages),
        totals=totals,
        outcome=outcome,
        finished_at=at(minutes),
        **(given | fields),
    )


def refused_marker(request: str, code: str, *, minutes: float = 30, **fields: Any) -> FetchFinished:
    """The end of a run that brought nothing, and why."""
    return reddit_marker(request, outcome=FetchOutcome.FAILED, code=code, minutes=minutes, **fields)


async def accept_scan(dsn: str, **fields: Any) -> str:
    """A scan of a community as the gateway leaves it; files are left alone unless told."""
    given: dict[str, Any] = {
        "kind": "subreddit_scan", "platform": "reddit", "target_kind": "subreddit",
        "stages": STAGES, "mirror": False, "depth": (0, 100), "full_depth": False,
    }  # fmt: skip
    return await accept(dsn, **(given | fields))

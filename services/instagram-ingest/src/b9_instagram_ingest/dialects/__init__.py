"""
The dialects in which Instagram data comes, and the one small adapter of each.

An adapter takes a decoded body apart into an `Envelope` whose entries speak the private API's
names, and raises `BodyError` when the body is not of its dialect. Another provider is one more
row of ``ADAPTERS``.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct

from b9_instagram_ingest.dialects.envelope import Envelope
from b9_instagram_ingest.dialects.lists import feed_timeline, items_page
from b9_instagram_ingest.dialects.timeline import timeline_edges
from b9_instagram_ingest.dialects.users import profile_page, related_page, web_profile_info

__all__ = ["ADAPTERS", "Adapter", "Dialect", "dialect_named", "dialect_of"]


class Dialect(StrEnum):
    """Who speaks, and of what."""

    PROFILE = "profile"
    REELS = "reels"
    USER_FEEDS = "user-feeds"
    RELATED = "related"
    USERS_INFO = "users-info"
    CLIPS_USER = "clips-user"
    FEED_USER = "feed-user"
    FEED_TIMELINE = "feed-timeline"
    WEB_PROFILE_INFO = "web-profile-info"
    TIMELINE_EDGES = "timeline-edges"


class Adapter(Struct, frozen=True, kw_only=True):
    """How a dialect is read; where it *has_profile*, an answer without one is no answer."""

    read: Callable[[dict[str, Any]], Envelope]
    has_profile: bool = False


ADAPTERS: Final = {
    Dialect.PROFILE: Adapter(read=profile_page, has_profile=True),
    Dialect.REELS: Adapter(read=items_page),
    Dialect.USER_FEEDS: Adapter(read=items_page),
    Dialect.RELATED: Adapter(read=related_page),
    Dialect.USERS_INFO: Adapter(read=profile_page, has_profile=True),
    Dialect.CLIPS_USER: Adapter(read=items_page),
    Dialect.FEED_USER: Adapter(read=items_page),
    Dialect.FEED_TIMELINE: Adapter(read=feed_timeline),
    Dialect.WEB_PROFILE_INFO: Adapter(read=web_profile_info, has_profile=True),
    Dialect.TIMELINE_EDGES: Adapter(read=timeline_edges),
}


def dialect_named(name: str) -> Dialect | None:
    """The dialect called *name*, however its words are joined (``users/info``, ``feed_user``)."""
    spelled = name.strip().lower().replace("/", "-").replace("_", "-")
    return Dialect(spelled) if spelled in set(Dialect) else None


def dialect_of(body: dict[str, Any]) -> Dialect | None:
    """Which dialect *body* looks like, told by its keys alone."""
    if "feed_items" in body:
        return Dialect.FEED_TIMELINE
    for dialect in (
        Dialect.RELATED, Dialect.WEB_PROFILE_INFO, Dialect.TIMELINE_EDGES, Dialect.USERS_INFO,
        Dialect.PROFILE,
    ):  # fmt: skip
        if _LOOKS_LIKE[dialect](body):
            return dialect
    return Dialect.USER_FEEDS if isinstance(_inner(body).get("items"), list) else None


def _inner(body: dict[str, Any]) -> dict[str, Any]:
    data = body.get("data") or body.get("graphql")
    return data if isinstance(data, dict) else body


def _user(body: dict[str, Any]) -> dict[str, Any]:
    user = _inner(body).get("user")
    return user if isinstance(user, dict) else {}


_LOOKS_LIKE: Final[dict[Dialect, Callable[[dict[str, Any]], bool]]] = {
    Dialect.RELATED: lambda body: (
        ("edge_related_profiles" in _user(body) and "username" not in _user(body))
        or "users" in _inner(body)
    ),
    Dialect.WEB_PROFILE_INFO: lambda body: (
        "username" in _user(body) and "edge_followed_by" in _user(body)
    ),
    Dialect.TIMELINE_EDGES: lambda body: (
        any(isinstance(value, dict) and "edges" in value for value in _user(body).values())
        or any(isinstance(v, dict) and "edges" in v for v in _inner(body).values())
    ),
    Dialect.USERS_INFO: lambda body: "pk" in _user(body) or "username" in _user(body),
    Dialect.PROFILE: lambda body: "username" in body,
}

"""Dialects that send an account: the provider's profile and related, users/info, the web's user."""

from typing import Any, Final

from b9_common.events import Owner
from b9_common.fetching.decoding import BodyError, BodyFault
from b9_instagram_ingest import values
from b9_instagram_ingest.dialects.envelope import Entry, Envelope, listed, paging
from b9_instagram_ingest.dialects.web_nodes import edges_of, media_of_node

_NAMES: Final = ("id", "pk", "pk_id", "username")


def profile_page(body: dict[str, Any]) -> Envelope:
    """An account, flat or under ``user``, ``data`` or both; lists inside it are left alone."""
    user = _user_in(body)
    return Envelope(user=user, user_raw=_without_lists(user))


def web_profile_info(body: dict[str, Any]) -> Envelope:
    """The web's account with the first page of its timeline and of its videos."""
    user = _user_in(body)
    timeline = user.get("edge_owner_to_timeline_media")
    videos = user.get("edge_felix_video_timeline")
    nodes = [node for part in (timeline, videos) for node in edges_of(part)]
    more, following = paging(timeline.get("page_info") if isinstance(timeline, dict) else None)
    return Envelope(
        user=user,
        user_raw=_without_lists(user),
        entries=tuple(Entry(media_of_node(node), node) for node in nodes),
        page_owner=_owner(user),
        more_available=more,
        next_cursor=following,
    )


def related_page(body: dict[str, Any]) -> Envelope:
    """Accounts like this one: ``edge_related_profiles`` of the web, or a plain list of users."""
    for holder in (*_holders(body), body):
        if isinstance(holder.get("users"), list):
            return Envelope(related=tuple(listed(holder["users"], "users")))
        for name in ("edge_related_profiles", "edge_chaining"):
            if isinstance(holder.get(name), dict):
                return Envelope(related=tuple(edges_of(holder[name])))
    raise BodyError(BodyFault.UNEXPECTED_SHAPE, "no related profiles")


def _user_in(body: dict[str, Any]) -> dict[str, Any]:
    for holder in (*_holders(body), body):
        if any(holder.get(name) is not None for name in _NAMES):
            return holder
    raise BodyError(BodyFault.UNEXPECTED_SHAPE, "no user")


def _holders(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Where a user may be, innermost first."""
    found = []
    for outer in (body.get("data"), body.get("graphql"), body.get("response"), body):
        if isinstance(outer, dict):
            found += [outer.get("user"), outer.get("profile"), outer]
    return [holder for holder in found if isinstance(holder, dict) and holder is not body]


def _owner(user: dict[str, Any]) -> Owner | None:
    user_id = values.id_text(user.get("id")) or values.id_text(user.get("pk"))
    if not user_id:
        return None
    return Owner(id=user_id, username=values.username(user.get("username")) or "")


def _without_lists(user: dict[str, Any]) -> dict[str, Any]:
    """*user* without the pages it carries: their items travel on their own."""
    return {
        key: {**value, "edges": []} if isinstance(value, dict) and "edges" in value else value
        for key, value in user.items()
    }

"""The web's pages of edges: an account's timeline, its videos, photos it is tagged in."""

from typing import Any, Final

from b9_common.events import Owner
from b9_common.fetching.decoding import BodyError, BodyFault
from b9_instagram_ingest import values
from b9_instagram_ingest.dialects.envelope import Entry, Envelope, paging
from b9_instagram_ingest.dialects.web_nodes import edges_of, media_of_node

# Best first; an answer with several lists is about the first of them.
_OWN: Final = (
    "edge_owner_to_timeline_media",
    "xdt_api__v1__feed__user_timeline_graphql_connection",
    "xdt_api__v1__clips__user__connection_v2",
    "edge_felix_video_timeline",
    "edge_felix_combined_post_uploads",
)
_OTHERS: Final = (
    "edge_user_to_photos_of_you",
    "edge_web_feed_timeline",
    "edge_hashtag_to_media",
    "edge_saved_media",
)


def timeline_edges(body: dict[str, Any]) -> Envelope:
    """``{data: {user: {edge_…: {edges: [{node}], page_info}}}}``, wherever the list is."""
    holders = _holders(body)
    for name in (*_OWN, *_OTHERS):
        for holder in holders:
            if _is_connection(holder.get(name)):
                return _page(holder[name], holder, many_authors=name in _OTHERS)
    for holder in holders:
        for value in (holder, *holder.values()):
            if _is_connection(value):
                return _page(value, {}, many_authors=True)
    raise BodyError(BodyFault.UNEXPECTED_SHAPE, "no edges")


def _page(connection: dict[str, Any], owner: dict[str, Any], *, many_authors: bool) -> Envelope:
    more, following = paging(connection.get("page_info"), connection)
    return Envelope(
        entries=tuple(Entry(media_of_node(node), node) for node in edges_of(connection)),
        page_owner=_owner(owner),
        many_authors=many_authors,
        more_available=more,
        next_cursor=following,
    )


def _holders(body: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[Any] = []
    for outer in (body.get("data"), body.get("graphql"), body):
        if isinstance(outer, dict):
            found += [outer.get("user"), outer]
    return [holder for holder in found if isinstance(holder, dict)]


def _is_connection(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("edges"), list)


def _owner(user: dict[str, Any]) -> Owner | None:
    user_id = values.id_text(user.get("id"))
    name = values.username(user.get("username"))
    return Owner(id=user_id, username=name or "") if user_id else None

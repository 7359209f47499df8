"""The web's GraphQL nodes, said in the private API's names."""

from typing import Any, Final

from b9_common.fetching.decoding import BodyError
from b9_instagram_ingest.dialects.envelope import listed, merged

_PHOTO: Final = 1
_VIDEO: Final = 2
_CAROUSEL: Final = 8
_MEDIA_TYPES: Final = {
    "GraphImage": _PHOTO,
    "GraphVideo": _VIDEO,
    "GraphSidecar": _CAROUSEL,
    "XDTGraphImage": _PHOTO,
    "XDTGraphVideo": _VIDEO,
    "XDTGraphSidecar": _CAROUSEL,
}
# Said alike in both dialects.
_SHARED: Final = (
    "id", "owner", "user", "product_type", "has_audio", "video_duration", "video_url",
    "video_view_count", "video_play_count", "comments_disabled", "sharing_friction_info",
    "accessibility_caption", "coauthor_producers", "pinned_for_users", "is_paid_partnership",
    "like_and_view_counts_disabled", "thumbnail_url",
)  # fmt: skip
_ONLY_WEB: Final = ("shortcode", "taken_at_timestamp", "display_url", "edge_media_to_caption")


def edges_of(connection: Any) -> list[Any]:
    """The nodes of ``{edges: [{node}]}``; an edge without a node stands for itself."""
    if not isinstance(connection, dict) or connection.get("edges") is None:
        return []
    edges = listed(connection["edges"], "edges")
    return [edge["node"] if isinstance(edge, dict) and "node" in edge else edge for edge in edges]


def media_of_node(node: Any) -> Any:
    """*node* in the private API's names; the web's newer nodes use those already."""
    if not isinstance(node, dict) or not any(key in node for key in _ONLY_WEB):
        return merged(node, "media")
    return _shared(node) | _counters(node) | _pictures(node)


def _shared(node: dict[str, Any]) -> dict[str, Any]:
    media: dict[str, Any] = {key: node[key] for key in _SHARED if key in node}
    dash = node.get("dash_info")
    if isinstance(dash, dict):
        media["is_dash_eligible"] = dash.get("is_dash_eligible")
        media["number_of_qualities"] = dash.get("number_of_qualities")
    media["pk"] = node.get("pk", node.get("id"))
    media["code"] = node.get("shortcode")
    media["taken_at"] = node.get("taken_at_timestamp")
    media["media_type"] = _media_type(node)
    media["caption"] = _first_caption(node)
    media["sponsor_tags"] = _edges_or_none(node, "edge_media_to_sponsor_user")
    return media


def _counters(node: dict[str, Any]) -> dict[str, Any]:
    return {
        "like_count": node.get("edge_media_preview_like"),
        "likes": node.get("edge_liked_by"),
        "comment_count": node.get("edge_media_to_comment"),
        "comments": node.get("edge_media_to_parent_comment")
        or node.get("edge_media_preview_comment"),
    }


def _pictures(node: dict[str, Any]) -> dict[str, Any]:
    size = node.get("dimensions") if isinstance(node.get("dimensions"), dict) else {}
    candidate = {"url": node.get("display_url") or node.get("thumbnail_src")}
    media: dict[str, Any] = {"image_versions2": {"candidates": [candidate]}}
    if isinstance(size, dict):
        media["original_width"] = size.get("width")
        media["original_height"] = size.get("height")
    children = _edges_or_none(node, "edge_sidecar_to_children")
    if children:
        media["carousel_media"] = [media_of_node(child) for child in children]
    return media


def _media_type(node: dict[str, Any]) -> int | None:
    known = _MEDIA_TYPES.get(str(node.get("__typename")))
    if known:
        return known
    if isinstance(node.get("edge_sidecar_to_children"), dict):
        return _CAROUSEL
    if isinstance(node.get("is_video"), bool):
        return _VIDEO if node["is_video"] else _PHOTO
    return None


def _first_caption(node: dict[str, Any]) -> Any:
    captions = _edges_or_none(node, "edge_media_to_caption")
    return captions[0] if captions else node.get("caption")


def _edges_or_none(node: dict[str, Any], name: str) -> list[Any] | None:
    """Nodes of a list inside an item; a misshapen one is no reason to lose the item."""
    try:
        return edges_of(node.get(name))
    except BodyError:
        return None

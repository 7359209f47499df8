"""Dialects that send ``{items: […], paging}``: the provider's pages and the private API's."""

from typing import Any

from b9_common.fetching.decoding import BodyError, BodyFault
from b9_instagram_ingest.dialects.envelope import Entry, Envelope, listed, merged, paging


def items_page(body: dict[str, Any]) -> Envelope:
    """
    ``{items: [media | {media, counters…}], …}``.

    The provider's reels and user-feeds, the private API's clips/user and feed/user.
    """
    holder = _holder(body)
    items = holder.get("items")
    if items is None and not _is_paged(holder):
        raise BodyError(BodyFault.UNEXPECTED_SHAPE, "no items")
    more, following = paging(holder.get("paging_info"), holder, body.get("paging_info"), body)
    entries = [] if items is None else listed(items, "items")
    return Envelope(
        entries=tuple(Entry(merged(item, "media"), item) for item in entries),
        more_available=more,
        next_cursor=following,
    )


def feed_timeline(body: dict[str, Any]) -> Envelope:
    """
    ``{feed_items: [{media_or_ad} | suggestion | end of feed], next_max_id}``: many authors.

    Entries without ``media_or_ad`` are no items: they are skipped and counted as that.
    """
    holder = _holder(body)
    if "feed_items" not in holder and "items" in holder:
        return items_page(body)
    found = listed(holder.get("feed_items"), "feed_items")
    media = [item for item in found if not isinstance(item, dict) or "media_or_ad" in item]
    more, following = paging(holder)
    return Envelope(
        entries=tuple(Entry(_media_or_ad(item), item) for item in media),
        many_authors=True,
        skipped=len(found) - len(media),
        more_available=more,
        next_cursor=following,
    )


def _media_or_ad(item: Any) -> Any:
    if isinstance(item, dict) and not isinstance(item["media_or_ad"], dict):
        return item["media_or_ad"]
    return merged(item, "media_or_ad")


def _holder(body: dict[str, Any]) -> dict[str, Any]:
    """Where the list is: some providers wrap the answer once more."""
    for name in ("data", "response", "result"):
        inner = body.get(name)
        if isinstance(inner, dict) and ("items" in inner or "feed_items" in inner):
            return inner
    return body


def _is_paged(holder: dict[str, Any]) -> bool:
    """An empty page may leave its list out, but then it still says where it stands."""
    return any(name in holder for name in ("paging_info", "more_available", "num_results"))

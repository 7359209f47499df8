"""
Where each field of a reel or post comes from.

The private API's names are the common tongue: other dialects are translated into them before they
get here. Where an upstream has several names for one thing they are listed best first, and the
first usable value counts.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from b9_common.events import CarouselChild, MediaItem, Owner
from b9_instagram_ingest import values
from b9_instagram_ingest.captions import caption_text, hashtags, mentions
from b9_instagram_ingest.page import Reason, raw_of

# What people count as views: an upstream that counts plays says so, older ones count viewers.
PLAYS: Final = (
    "play_count", "video_play_count", "video_view_count", "view_count", "ig_play_count",
)  # fmt: skip
VIEWS: Final = ("view_count", "video_view_count")
LIKES: Final = ("like_count", "likes")
COMMENTS: Final = ("comment_count", "comments")
SAVES: Final = ("save_count", "saves")
SHARES: Final = ("share_count", "shares", "reshare_count")
PINNED: Final = ("clips_tab_pinned_user_ids", "timeline_pinned_user_ids", "pinned_for_users")

MAX_CHILDREN: Final = 20  # Instagram's own limit of a carousel
MAX_COAUTHORS: Final = 20
_MAX_WORD_CHARS: Final = 64
_MAX_ALT_CHARS: Final = 2_000
_MAX_FRICTION_BYTES: Final = 4_096
_VIDEO: Final = 2

_PK_AND_OWNER: Final = re.compile(r"([0-9]{1,24})_([0-9]{1,24})")


def media_item_of(media: Any, *, raw: Any, page_owner: Owner | None) -> MediaItem | Reason:
    """
    The item in *media*, or why there is none; *raw* is the item as the upstream sent it.

    *page_owner* is the author where the item names none itself.
    """
    if not isinstance(media, dict):
        return Reason.NOT_AN_OBJECT
    pk = _pk_of(media)
    if isinstance(pk, Reason):
        return pk
    author = _author_of(media, page_owner)
    if isinstance(author, Reason):
        return author
    return _all_fields(media, raw, pk, *author)


def _all_fields(
    media: dict[str, Any], raw: Any, pk: str, owner_id: str, owner_username: str | None
) -> MediaItem:
    """One line for each field of an item whose identity is known."""
    get = media.get
    caption = caption_text(get("caption"))
    children = _children_of(media)
    cover_url = _image_url(media) or next((c.image_url for c in children if c.image_url), None)
    media_type = values.small_count(get("media_type"))
    video_url = _video_url(media)
    raw_json, raw_truncated = raw_of(raw)
    friction, _ = raw_of(get("sharing_friction_info"), _MAX_FRICTION_BYTES)
    return MediaItem(
        media_pk=pk,
        media_id=values.id_text(get("id")) or values.id_text(get("media_id")),
        shortcode=_shortcode(get("code")) or _shortcode(get("shortcode")),
        owner_id=owner_id,
        owner_username=owner_username,
        product_type=values.text(get("product_type"), _MAX_WORD_CHARS),
        media_type=media_type,
        taken_at=values.instant(get("taken_at")) or values.instant(get("device_timestamp")),
        caption=caption,
        hashtags=hashtags(caption) if caption else (),
        mentions=mentions(caption) if caption else (),
        play_count=_first_count(media, PLAYS),
        ig_play_count=values.count(get("ig_play_count")),
        view_count=_first_count(media, VIEWS),
        like_count=_like_count(media),
        comment_count=_first_count(media, COMMENTS),
        save_count=_first_count(media, SAVES),
        share_count=_first_count(media, SHARES),
        has_audio=values.flag(get("has_audio")),
        video_duration=_duration(media),
        video_url=video_url,
        cover_url=cover_url,
        image_urls=() if video_url or media_type == _VIDEO else _image_urls(cover_url, children),
        carousel_media_count=values.small_count(get("carousel_media_count"))
        or (len(children) or None),
        carousel_children=children,
        is_pinned=_is_pinned(media),
        is_paid_partnership=_is_paid(media),
        has_shared_to_fb=values.flag(get("has_shared_to_fb")),
        is_unified_video=values.flag(get("is_unified_video")),
        is_dash_eligible=values.flag(get("is_dash_eligible")),
        number_of_qualities=values.small_count(get("number_of_qualities")),
        comments_disabled=values.flag(get("comments_disabled")),
        sharing_friction_info=friction,
        original_width=values.small_count(get("original_width")),
        original_height=values.small_count(get("original_height")),
        accessibility_caption=values.text(get("accessibility_caption"), _MAX_ALT_CHARS),
        coauthor_ids=_coauthor_ids(media),
        raw=raw_json,
        raw_truncated=raw_truncated,
    )


def _pk_of(media: dict[str, Any]) -> str | Reason:
    """The item's key: ``pk``, else the first half of ``id`` (``{pk}_{owner}``)."""
    given = [media[name] for name in ("pk", "id", "strong_id__") if media.get(name) is not None]
    for value in given:
        pk = values.id_text(value)
        if pk:
            both = _PK_AND_OWNER.fullmatch(pk)
            return both.group(1) if both else pk
    return Reason.BAD_PK if given else Reason.NO_PK


def _author_of(media: dict[str, Any], page_owner: Owner | None) -> tuple[str, str | None] | Reason:
    """The item's own author: its user, the second half of its id, else whose page it is."""
    bad = False
    for user in (media.get("user"), media.get("owner")):
        if isinstance(user, dict):
            given = [user[name] for name in ("pk", "id", "pk_id") if user.get(name) is not None]
            found = next(filter(None, map(values.id_text, given)), None)
            if found:
                return found, values.username(user.get("username"))
            bad = bad or bool(given)
    both = _PK_AND_OWNER.fullmatch(str(media.get("id") or media.get("strong_id__") or "")[:64])
    if both:
        return both.group(2), None
    if page_owner:
        return page_owner.id, page_owner.username or None
    return Reason.BAD_OWNER if bad else Reason.NO_OWNER


def _first_count(media: dict[str, Any], names: Iterable[str]) -> int | None:
    for name in names:
        value = media.get(name)
        number = values.count(value.get("count") if isinstance(value, dict) else value)
        if number is not None:
            return number
    return None


def _like_count(media: dict[str, Any]) -> int | None:
    """Likes; where the author hid them, the number sent along is a placeholder, not a count."""
    if media.get("like_and_view_counts_disabled") is True:
        return None
    return _first_count(media, LIKES)


def _duration(media: dict[str, Any]) -> float | None:
    duration = values.seconds(media.get("video_duration"))
    return duration if duration is not None else values.seconds(media.get("media_duration"))


def _is_pinned(media: dict[str, Any]) -> bool | None:
    said = [media[name] for name in PINNED if isinstance(media.get(name), list)]
    return any(said) if said else values.flag(media.get("is_pinned"))


def _is_paid(media: dict[str, Any]) -> bool | None:
    if isinstance(media.get("sponsor_tags"), list) and media["sponsor_tags"]:
        return True
    return values.flag(media.get("is_paid_partnership"))


def _coauthor_ids(media: dict[str, Any]) -> tuple[str, ...]:
    found = []
    for user in _dicts(media.get("coauthor_producers"))[:MAX_COAUTHORS]:
        user_id = values.id_text(user.get("pk")) or values.id_text(user.get("id"))
        if user_id:
            found.append(user_id)
    return tuple(dict.fromkeys(found))


def _children_of(media: dict[str, Any]) -> tuple[CarouselChild, ...]:
    return tuple(
        CarouselChild(
            media_pk=_child_pk(child),
            media_type=values.small_count(child.get("media_type")),
            image_url=_image_url(child),
            video_url=_video_url(child),
        )
        for child in _dicts(media.get("carousel_media"))[:MAX_CHILDREN]
    )


def _child_pk(child: dict[str, Any]) -> str | None:
    pk = _pk_of(child)
    return None if isinstance(pk, Reason) else pk


def _image_urls(cover_url: str | None, children: tuple[CarouselChild, ...]) -> tuple[str, ...]:
    if children:
        return tuple(child.image_url for child in children if child.image_url)
    return (cover_url,) if cover_url else ()


def _video_url(media: dict[str, Any]) -> str | None:
    for version in _dicts(media.get("video_versions")):
        address = values.url(version.get("url"))
        if address:
            return address
    return values.url(media.get("video_url"))


def _image_url(media: dict[str, Any]) -> str | None:
    """The largest image candidate; of equals the first, which is the upstream's own choice."""
    versions = media.get("image_versions2")
    candidates = _dicts(versions.get("candidates")) if isinstance(versions, dict) else []
    largest, address = -1, None
    for candidate in candidates:
        found = values.url(candidate.get("url"))
        area = _area(candidate)
        if found and area > largest:
            largest, address = area, found
    return address or values.url(media.get("display_url")) or values.url(media.get("thumbnail_url"))


def _area(candidate: dict[str, Any]) -> int:
    width = values.small_count(candidate.get("width")) or 0
    return width * (values.small_count(candidate.get("height")) or 0)


def _shortcode(value: Any) -> str | None:
    """The code in an item's web address; unlike ids it may hold hyphens."""
    code = values.text(value, _MAX_WORD_CHARS)
    return code if code and code.replace("-", "_").replace("_", "a").isalnum() else None


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [child for child in value if isinstance(child, dict)] if isinstance(value, list) else []

"""An item as the provider spells it, with the provider's habit of spelling it in many ways."""

from typing import Any, Final

from b9_devstack.simulator.creators import Creator
from b9_devstack.simulator.items import FIRST_PINNED, Item
from b9_devstack.simulator.signing import Links

PRODUCT: Final = {
    "reel": "clips",
    "image": "feed",
    "video": "feed",
    "carousel": "carousel_container",
}
MEDIA_TYPE: Final = {"image": 1, "video": 2, "reel": 2, "carousel": 8}
PLAY_NAMES: Final = ("play_count", "video_view_count", "view_count", "ig_play_count")
LIKE_NAMES: Final = ("like_count", "like_count", "likes", "like_count")
COMMENT_NAMES: Final = ("comment_count", "comment_count", "comment_count", "comments")
DEVICE_UNITS: Final = (1, 1_000, 1_000_000)


def render_item(item: Item, links: Links, *, age: int = 0) -> dict[str, Any]:
    """Return *item* as JSON-ready; *age* is how many calls its counters have drifted."""
    media = _facts(item) | _texts(item) | _files(item, links) | {"user": _user(item.author, links)}
    counters = count_fields(item, age)
    if not item.creator.nested:
        return media | counters
    if item.quirks % 5 == 0:
        # What is inside is older than what is outside: only a reader that lets the outer win sees.
        media |= {name: (count or 0) // 2 for name, count in counters.items()}
    return {"media": media} | counters


def count_fields(item: Item, age: int) -> dict[str, int | None]:
    """Return the counters under this creator's names for them."""
    names = item.creator.counter_names
    fields: dict[str, int | None] = {}
    if item.form in {"reel", "video"}:
        plays = item.plays + age * (item.quirks % 97)
        fields[PLAY_NAMES[names]] = plays
        if names == 0:
            fields["ig_play_count"] = plays - plays // 10
    likes = item.likes + age * (item.quirks % 7)
    fields |= _hidden_likes(item) if item.likes_hidden else {LIKE_NAMES[names]: likes}
    fields[COMMENT_NAMES[names]] = item.comments + age * (item.quirks % 3)
    return fields


def _hidden_likes(item: Item) -> dict[str, int | None]:
    forms: tuple[dict[str, int | None], ...] = ({}, {"like_count": None}, {"like_count": -1})
    return forms[item.quirks % (3 if "hidden" in item.creator.traits else 2)]


def _facts(item: Item) -> dict[str, Any]:
    width, height = item.size
    facts: dict[str, Any] = {
        "pk": item.pk if item.creator.int_pk else str(item.pk),
        "id": f"{item.pk}_{item.author.id}",
        "code": item.code,
        "product_type": PRODUCT[item.form],
        "media_type": MEDIA_TYPE[item.form],
        "original_width": width,
        "original_height": height,
        "is_paid_partnership": item.paid,
        "is_unified_video": False,
        "comments_disabled": item.quirks % 50 == 0,
        "like_and_view_counts_disabled": item.likes_hidden,
        "sharing_friction_info": {"should_have_sharing_friction": False, "bloks_app_url": None},
    }
    # A few items lack the proper time; the device's own comes in whatever unit the device likes.
    if item.quirks % 41 == 0:
        facts["device_timestamp"] = item.taken_at * DEVICE_UNITS[item.quirks % 3]
    else:
        facts["taken_at"] = item.taken_at
    if item.slot < FIRST_PINNED // 2:
        pins = "clips_tab_pinned_user_ids" if item.walk == "reels" else "timeline_pinned_user_ids"
        facts[pins] = [int(item.creator.id)]
    if item.author is not item.creator:
        owner = {"pk": int(item.creator.id), "username": item.creator.name}
        facts["coauthor_producers"] = [owner]
    return facts


def _texts(item: Item) -> dict[str, Any]:
    texts: dict[str, Any] = {"accessibility_caption": None}
    if item.quirks % 3 == 0:
        texts["accessibility_caption"] = "May be an image of nothing in particular."
    if item.caption is None or item.quirks % 4 == 0:
        return texts | {"caption": item.caption}
    about = {"pk": str(item.pk + 1), "text": item.caption, "created_at": item.taken_at}
    return texts | {"caption": about}


def _files(item: Item, links: Links) -> dict[str, Any]:
    if item.form == "carousel":
        children = [_child(item, index, links) for index in range(len(item.children))]
        cover = children[0]["image_versions2"]
        return {
            "carousel_media_count": len(children),
            "carousel_media": children,
            "image_versions2": cover,
        }
    if item.form == "image":
        return {"image_versions2": _images(item, "image", 0, links)}
    return _video_facts(item) | {
        "image_versions2": _images(item, "cover", 0, links),
        "video_versions": _videos(item, 0, links),
    }


def _video_facts(item: Item) -> dict[str, Any]:
    length = "media_duration" if item.quirks % 11 == 0 else "video_duration"
    return {
        "has_audio": item.audio,
        length: item.duration_s,
        "is_dash_eligible": 1,
        "number_of_qualities": 1 + item.quirks % 4,
        "has_shared_to_fb": item.quirks % 2,
    }


def _child(item: Item, index: int, links: Links) -> dict[str, Any]:
    pk = item.pk + 1 + index
    child: dict[str, Any] = {
        "pk": pk if item.creator.int_pk else str(pk),
        "carousel_parent_id": f"{item.pk}_{item.author.id}",
    }
    child |= {"media_type": 1, "image_versions2": _images(item, "image", index, links)}
    if item.children[index] == "video":
        child |= {"media_type": 2, "video_versions": _videos(item, index, links)}
    return child


def _images(item: Item, kind: str, index: int, links: Links) -> dict[str, Any]:
    width, height = item.size
    sizes = ((width, height), (480, height * 480 // width))
    return {
        "candidates": [
            {"width": w, "height": h, "url": _url(item, kind, index, w, links)} for w, h in sizes
        ]
    }


def _videos(item: Item, index: int, links: Links) -> list[dict[str, Any]]:
    width, height = item.size
    sizes = ((101, 720), (103, 480))
    return [
        {
            "type": number,
            "width": w,
            "height": height * w // width,
            "url": _url(item, "video", index, w, links),
        }
        for number, w in sizes
    ]


def _url(item: Item, kind: str, index: int, width: int, links: Links) -> str:
    return links.media(item.creator.id, str(item.pk), kind, index, width)


def _user(creator: Creator, links: Links) -> dict[str, Any]:
    return {
        "pk": int(creator.id) if creator.int_pk else creator.id,
        "username": creator.name,
        "is_private": creator.private,
        "is_verified": creator.verified,
        "profile_pic_url": links.media(creator.id, creator.id, "profile", 0, 150),
    }

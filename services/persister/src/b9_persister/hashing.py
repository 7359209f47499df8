"""What an item says, as a short text: its meaning, and all of it."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, Final

import msgspec

from b9_common.events import MediaItem, Profile, RedditPost, RedditUser, Subreddit

MEANING: Final = 16
"""The length of the first part: equal there means that nothing worth telling has changed."""

# Signed links and raw JSON change with every fetch; the meaning does not.
_FLEETING: Final[Mapping[type, Mapping[str, Any]]] = {
    MediaItem: {
        "raw": None, "video_url": None, "cover_url": None, "image_urls": (),
        "carousel_children": (),
    },
    Profile: {"raw": None, "profile_pic_url": None, "profile_pic_url_hd": None},
    Subreddit: {
        "raw": None, "icon_img": None, "community_icon": None, "banner_img": None,
        "mobile_banner_image": None, "header_img": None,
    },
    RedditUser: {"raw": None, "icon_img": None, "subreddit_banner_img": None},
    RedditPost: {
        "raw": None, "preview": None, "thumbnail": None, "video_url": None, "cover_url": None,
        "image_urls": (),
    },
}  # fmt: skip

_encode: Final = msgspec.json.Encoder().encode


def content_hash(value: msgspec.Struct) -> str:
    """``{meaning}.{whole}`` of an item, a profile, a community, an account or a list of rules."""
    whole = _digest(value)
    fleeting = _FLEETING.get(type(value))
    if fleeting is None:
        return f"{whole}.{whole}"
    return f"{_digest(msgspec.structs.replace(value, **fleeting))}.{whole}"


def _digest(value: msgspec.Struct) -> str:
    return blake2b(_encode(value), digest_size=MEANING // 2).hexdigest()

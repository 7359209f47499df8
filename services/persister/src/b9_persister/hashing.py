"""What an item says, as a short text: its meaning, and all of it."""

from hashlib import blake2b
from typing import Final

import msgspec

from b9_common.events import MediaItem, Profile

MEANING: Final = 16
"""The length of the first part: equal there means that nothing worth telling has changed."""

_encode: Final = msgspec.json.Encoder().encode


def item_hash(item: MediaItem) -> str:
    """``{meaning}.{whole}``: signed links and raw JSON change with every fetch, the meaning not."""
    meaning = msgspec.structs.replace(
        item, raw=None, video_url=None, cover_url=None, image_urls=(), carousel_children=()
    )
    return f"{_digest(meaning)}.{_digest(item)}"


def profile_hash(profile: Profile) -> str:
    """As `item_hash`, for a profile and its picture's links."""
    meaning = msgspec.structs.replace(
        profile, raw=None, profile_pic_url=None, profile_pic_url_hd=None
    )
    return f"{_digest(meaning)}.{_digest(profile)}"


def _digest(value: msgspec.Struct) -> str:
    return blake2b(_encode(value), digest_size=MEANING // 2).hexdigest()

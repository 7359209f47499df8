"""What a post shows: its pictures in order, its video, its cover, and what that makes it."""

from typing import Final

import msgspec
from msgspec import Raw

from b9_reddit_ingest import values
from b9_reddit_ingest.body import NOT_AS_USUAL
from b9_reddit_ingest.records import Reader
from b9_reddit_ingest.wire import NOTHING, WirePicture, WirePost, WirePreview, WireShown, WireVideo

IMAGE_ENDINGS: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp")
MAX_PICTURES: Final = 20  # Reddit's own limit of a gallery

_PARENTS: Final = msgspec.json.Decoder(list[Raw])
_SHOWN: Final = Reader(WireShown)
_PICTURE: Final = Reader(WirePicture)
_PREVIEW: Final = Reader(WirePreview)


def shown_by(post: WirePost) -> WirePost | WireShown:
    """What holds the post's media: the post, or the one it was crossposted from."""
    if post.crosspost_parent_list is NOTHING or post.media or post.gallery_data:
        return post
    return _parent(post.crosspost_parent_list) or post


def content_type(post: WirePost, shown: WirePost | WireShown, video: WireVideo | None) -> str:
    """The first that holds: gallery, video, poll, text, image, link."""
    if shown.is_gallery or shown.gallery_data or post.is_gallery:
        return "gallery"
    if video or post.is_video or post.domain == "v.redd.it":
        return "video"
    if post.poll_data:
        return "poll"
    if post.is_self or not post.url:
        return "text"
    return "image" if is_picture(post.url) else "link"


def pictures_of(post: WirePost, shown: WirePost | WireShown, kind: str) -> tuple[str, ...]:
    """The addresses of the pictures of a post of *kind*: a gallery's in order, or the one."""
    if kind == "image":
        linked = values.url(post.url)
        return (linked,) if linked else ()
    if shown.gallery_data and shown.media_metadata:
        listed = (shown.media_metadata.get(item.media_id) for item in shown.gallery_data.items)
        found = (_address(raw) for raw in listed if raw)
        return tuple(address for address in found if address)[:MAX_PICTURES]
    return ()


def is_picture(address: str) -> bool:
    """Whether an address names a picture's file."""
    return address.partition("?")[0].lower().endswith(IMAGE_ENDINGS)


def cover_of(post: WirePost) -> str | None:
    """The preview in its full size, else the thumbnail where that is a picture and no word."""
    preview = None if post.preview is NOTHING else _PREVIEW.find(post.preview)
    for image in preview.images if preview else ():
        address = values.url(image.source.url) if image.source else None
        if address:
            return address
    return values.url(post.thumbnail)


def _parent(parents: Raw) -> WireShown | None:
    """The post it was crossposted from; there is never more than one."""
    try:
        first = _PARENTS.decode(parents)[:1]
    except NOT_AS_USUAL:
        return None
    return _SHOWN.find(first[0]) if first else None


def _address(raw: Raw) -> str | None:
    """The picture's address; null while it is being made, or failed to be."""
    picture = _PICTURE.find(raw)
    if picture is None or picture.status != "valid" or picture.s is None:
        return None
    source = picture.s
    return values.url(source.u) or values.url(source.gif) or values.url(source.mp4)

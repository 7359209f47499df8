"""Which files of a post are to be copied, and under which keys: only those that Reddit hosts."""

import re
from collections.abc import Iterator
from typing import Final

from b9_common.events import AssetKind, AssetRef, RedditPost
from b9_reddit_ingest.values import url_expiry

# A link to anyone else's picture is a link; it is for people to follow.
HOSTS: Final = ("redd.it", "redditmedia.com", "redditstatic.com")

_ORIGIN: Final = re.compile(
    r"(?P<origin>https?://(?P<host>[^/?#@:\\\s]+)(?::[0-9]{1,5})?)[/?]", re.IGNORECASE
)


def assets_of(
    post: RedditPost, *, extra_origins: frozenset[str] = frozenset()
) -> tuple[AssetRef, ...]:
    """
    The files of *post*: each of its pictures, or its video and that one's cover.

    Addresses elsewhere than on Reddit's media hosts are left out, unless their origin
    (``http://127.0.0.1:8080``) is one of *extra_origins*.
    """
    return tuple(
        AssetRef(
            media_id=post.id,
            kind=kind,
            index=index,
            owner_id=post.subreddit_id,
            url=address,
            expires_at=url_expiry(address),
        )
        for kind, index, address in _files(post)
        if _is_reddits(address, extra_origins)
    )


def _files(post: RedditPost) -> Iterator[tuple[AssetKind, int, str]]:
    """Every file; a picture keeps its place in the gallery, whatever becomes of the others."""
    for index, address in enumerate(post.image_urls):
        yield AssetKind.IMAGE, index, address
    if post.video_url:
        yield AssetKind.VIDEO, 0, post.video_url
        if post.cover_url:
            yield AssetKind.COVER, 0, post.cover_url


def _is_reddits(address: str, extra_origins: frozenset[str]) -> bool:
    found = _ORIGIN.match(address)
    if found is None:
        return False
    host = found["host"].lower()
    return host.endswith(tuple(f".{name}" for name in HOSTS)) or found["origin"] in extra_origins

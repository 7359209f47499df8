"""Which files of an item or profile are to be copied, and under which keys."""

from collections.abc import Iterator
from typing import Final

from b9_common.events import AssetKind, AssetRef, MediaItem, Profile, Walk
from b9_instagram_ingest.values import url_expiry

_PHOTO: Final = 1


def assets_of(item: MediaItem, walk: Walk) -> tuple[AssetRef, ...]:
    """
    The files of *item*: a video and its cover, or an image, or those of each carousel child.

    One rule for both walks, since one item may be found on both; only an item that hides its
    type is read by the *walk* it was found on.
    """
    return tuple(_carousel(item) if item.carousel_children else _single(item, walk))


def profile_assets(profile: Profile) -> tuple[AssetRef, ...]:
    """The profile picture in its best known size; the asset's media is the owner."""
    address = profile.profile_pic_url_hd or profile.profile_pic_url
    if not address:
        return ()
    return (
        AssetRef(
            media_id=profile.id,
            kind=AssetKind.PROFILE,
            owner_id=profile.id,
            url=address,
            expires_at=url_expiry(address),
        ),
    )


def _single(item: MediaItem, walk: Walk) -> Iterator[AssetRef]:
    if item.video_url:
        yield _asset(item, AssetKind.VIDEO, 0, item.video_url)
    if item.cover_url:
        shows_photo = item.image_urls and (walk is not Walk.REELS or item.media_type == _PHOTO)
        kind = AssetKind.IMAGE if shows_photo else AssetKind.COVER
        yield _asset(item, kind, 0, item.cover_url)


def _carousel(item: MediaItem) -> Iterator[AssetRef]:
    for index, child in enumerate(item.carousel_children):
        if child.image_url:
            yield _asset(item, AssetKind.IMAGE, index, child.image_url)
        if child.video_url:
            yield _asset(item, AssetKind.VIDEO, index, child.video_url)


def _asset(item: MediaItem, kind: AssetKind, index: int, address: str) -> AssetRef:
    return AssetRef(
        media_id=item.media_pk,
        kind=kind,
        index=index,
        owner_id=item.owner_id,
        url=address,
        expires_at=url_expiry(address),
    )

from datetime import UTC, datetime
from typing import Any

import pytest
from instagram_samples import carousel, media, photo, web_user

from b9_common.events import AssetKind, AssetRef, MediaItem, Profile, Walk
from b9_instagram_ingest.assets import assets_of, profile_assets
from b9_instagram_ingest.media_fields import media_item_of
from b9_instagram_ingest.profile_fields import profile_of


def named(told: dict[str, Any], walk: Walk) -> list[str]:
    item = media_item_of(told, raw=None, page_owner=None)
    assert isinstance(item, MediaItem)
    return [f"{asset.kind}-{asset.index}" for asset in assets_of(item, walk)]


@pytest.mark.parametrize(
    ("told", "walk", "expected"),
    [
        (media(), Walk.REELS, ["video-0", "cover-0"]),
        (media(), Walk.POSTS, ["video-0", "cover-0"]),
        (media(media_type=None), Walk.POSTS, ["video-0", "cover-0"]),
        (media(video_versions=None), Walk.REELS, ["cover-0"]),
        (media(video_versions=None), Walk.POSTS, ["cover-0"]),
        (media(image_versions2=None), Walk.REELS, ["video-0"]),
        (photo(), Walk.POSTS, ["image-0"]),
        (photo(), Walk.REELS, ["image-0"]),
        (photo() | {"media_type": None}, Walk.POSTS, ["image-0"]),
        (photo() | {"media_type": None}, Walk.REELS, ["cover-0"]),
        (carousel(), Walk.POSTS, ["image-0", "image-1", "video-1"]),
        (photo() | {"media_type": 8}, Walk.POSTS, ["image-0"]),
        ({"pk": "1", "user": {"pk": 2}}, Walk.POSTS, []),
    ],
)
def test_each_kind_of_item_names_its_files(
    told: dict[str, Any], walk: Walk, expected: list[str]
) -> None:
    assert named(told, walk) == expected


def test_an_asset_carries_its_owner_its_address_and_its_end() -> None:
    item = media_item_of(media(), raw=None, page_owner=None)
    assert isinstance(item, MediaItem)

    assert assets_of(item, Walk.REELS)[0] == AssetRef(
        media_id="3001",
        kind=AssetKind.VIDEO,
        index=0,
        owner_id="77",
        url="https://cdn.example/3001.mp4?oe=66000000",
        expires_at=datetime(2024, 3, 24, 10, 27, 12, tzinfo=UTC),
    )


def test_the_profile_picture_is_the_largest_known_and_belongs_to_the_owner() -> None:
    profile = profile_of(web_user(), raw=None)
    small = profile_of(web_user(profile_pic_url_hd=None), raw=None)
    none = profile_of(web_user(profile_pic_url_hd=None, profile_pic_url=None), raw=None)
    assert isinstance(profile, Profile)
    assert isinstance(small, Profile)
    assert isinstance(none, Profile)

    (asset,) = profile_assets(profile)
    assert (asset.media_id, asset.kind, asset.owner_id) == ("77", AssetKind.PROFILE, "77")
    assert asset.url == "https://cdn.example/p_hd.jpg?oe=66000000"
    assert profile_assets(small)[0].url == "https://cdn.example/p.jpg"
    assert profile_assets(none) == ()

"""Invented answers in each dialect, small enough to read."""

from typing import Any

OE = "66000000"  # 2024-03-24T10:27:12Z


def media(pk: Any = "3001", **fields: Any) -> dict[str, Any]:
    """A reel as the private API tells it."""
    return {
        "pk": pk,
        "id": f"{pk}_77",
        "code": "Cx-1_a",
        "taken_at": 1_700_000_000,
        "device_timestamp": 1_699_999_000_000_000,
        "media_type": 2,
        "product_type": "clips",
        "user": {"pk": 77, "username": "invented.one"},
        "caption": {"text": "A day out #sea with @friend.two"},
        "like_count": 12,
        "comment_count": 3,
        "play_count": 400,
        "has_audio": True,
        "video_duration": 20.5,
        "video_versions": [{"url": f"https://cdn.example/{pk}.mp4?oe={OE}"}],
        "image_versions2": {
            "candidates": [
                {"url": f"https://cdn.example/{pk}_s.jpg", "width": 150, "height": 150},
                {"url": f"https://cdn.example/{pk}.jpg?oe={OE}", "width": 720, "height": 1280},
            ]
        },
    } | fields


def carousel(pk: str = "3002") -> dict[str, Any]:
    """A carousel of a photo and a video."""
    photo = {"pk": "1", "media_type": 1, "image_versions2": _image("c0")}
    video = {
        "pk": "2",
        "media_type": 2,
        "image_versions2": _image("c1"),
        "video_versions": [{"url": "https://cdn.example/c1.mp4"}],
    }
    return media(
        pk,
        media_type=8,
        product_type="carousel_container",
        carousel_media=[photo, video],
        video_versions=None,
        image_versions2=None,
        play_count=None,
    )


def photo(pk: str = "3003") -> dict[str, Any]:
    """A single photo."""
    return media(pk, media_type=1, product_type="feed", video_versions=None, play_count=None)


def node(pk: str = "3004", **fields: Any) -> dict[str, Any]:
    """A reel as the web tells it."""
    return {
        "__typename": "GraphVideo",
        "id": pk,
        "shortcode": "Cy1",
        "dimensions": {"height": 1280, "width": 720},
        "display_url": f"https://cdn.example/{pk}.jpg",
        "dash_info": {"is_dash_eligible": True, "number_of_qualities": 4},
        "video_url": f"https://cdn.example/{pk}.mp4",
        "video_view_count": 900,
        "is_video": True,
        "has_audio": True,
        "owner": {"id": "77", "username": "invented.one"},
        "edge_media_to_caption": {"edges": [{"node": {"text": "On the web #sea"}}]},
        "edge_media_to_comment": {"count": 5},
        "edge_media_preview_like": {"count": 60},
        "edge_media_to_sponsor_user": {"edges": [{"node": {"sponsor": {"id": "5"}}}]},
        "comments_disabled": False,
        "taken_at_timestamp": 1_700_000_000,
        "coauthor_producers": [{"id": "78"}],
        "pinned_for_users": [{"id": "77"}],
        "product_type": "clips",
    } | fields


def edges(*nodes: Any, cursor: str | None = "END") -> dict[str, Any]:
    """A connection of the web."""
    return {
        "count": 99,
        "page_info": {"has_next_page": cursor is not None, "end_cursor": cursor},
        "edges": [{"node": one} for one in nodes],
    }


def web_user(**fields: Any) -> dict[str, Any]:
    """An account as the web and the provider tell it."""
    return {
        "id": "77",
        "username": "invented.one",
        "full_name": "Invented One",
        "biography": "Nobody at all",
        "external_url": "https://linktr.ee/invented",
        "bio_links": [
            {"url": "https://x.com/invented", "title": "Elsewhere"},
            {"url": "", "title": ""},
            "nonsense",
        ],
        "fbid": "178",
        "is_verified": False,
        "is_private": False,
        "is_business_account": True,
        "has_clips": True,
        "highlight_reel_count": 2,
        "category_name": "Artist",
        "profile_pic_url": "https://cdn.example/p.jpg",
        "profile_pic_url_hd": f"https://cdn.example/p_hd.jpg?oe={OE}",
        "edge_followed_by": {"count": 1000},
        "edge_follow": {"count": 0},
        "edge_owner_to_timeline_media": {"count": 99},
    } | fields


def private_user(**fields: Any) -> dict[str, Any]:
    """An account as the private API tells it."""
    return {
        "pk": 77,
        "username": "invented.one",
        "full_name": "Invented One",
        "biography": "",
        "external_url": "",
        "is_private": True,
        "is_business": False,
        "account_type": 3,
        "total_clips_count": 0,
        "fbid_v2": "179",
        "category": "Artist",
        "follower_count": 1000,
        "following_count": 0,
        "media_count": 99,
        "profile_pic_url": "https://cdn.example/p.jpg",
        "hd_profile_pic_versions": [
            {"url": "https://cdn.example/p_320.jpg"},
            {"url": "https://cdn.example/p_640.jpg"},
        ],
    } | fields


def _image(name: str) -> dict[str, Any]:
    return {"candidates": [{"url": f"https://cdn.example/{name}.jpg", "width": 9, "height": 9}]}

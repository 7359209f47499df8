"""Bodies as Reddit sends them, all of it invented."""

import json
from datetime import UTC, datetime
from typing import Any

from b9_common.events import RedditPost, RedditUser, Subreddit, Walk
from b9_reddit_ingest.page import Page
from b9_reddit_ingest.reading import Reading, read_answer

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)
CREATED_S = 1_750_000_000.0
CREATED = datetime(2025, 6, 15, 15, 6, 40, tzinfo=UTC)


def post(post_id: str = "1abc", **over: Any) -> dict[str, Any]:
    """A text post."""
    return {
        "id": post_id,
        "name": f"t3_{post_id}",
        "subreddit": "birdhouses",
        "subreddit_id": "t5_2xyz",
        "title": "My first one",
        "author": "invented_one",
        "author_fullname": "t2_9zz",
        "selftext": "It stands in the garden.",
        "url": f"https://www.reddit.com/r/birdhouses/comments/{post_id}/my_first_one/",
        "permalink": f"/r/birdhouses/comments/{post_id}/my_first_one/",
        "domain": "self.birdhouses",
        "created_utc": CREATED_S,
        "edited": False,
        "score": 120,
        "hide_score": False,
        "upvote_ratio": 0.97,
        "num_comments": 14,
        "num_crossposts": 0,
        "over_18": False,
        "spoiler": False,
        "stickied": False,
        "locked": False,
        "archived": False,
        "is_self": True,
        "is_video": False,
        "thumbnail": "self",
        "link_flair_text": None,
        "author_flair_text": None,
        "distinguished": None,
        "gilded": 0,
        "total_awards_received": 0,
        "subreddit_type": "public",
        "subreddit_subscribers": 5_000,
        "removed_by_category": None,
        "banned_by": None,
        "media": None,
        "some_new_field": {"that": ["nobody", "knows"]},
    } | over


def image_post(post_id: str = "1img", **over: Any) -> dict[str, Any]:
    """A picture that Reddit hosts."""
    return (
        post(
            post_id,
            is_self=False,
            selftext="",
            domain="i.redd.it",
            url="https://i.redd.it/abcdef.jpg",
            thumbnail="https://b.thumbs.redditmedia.com/t.jpg",
            preview={
                "images": [
                    {
                        "source": {
                            "url": "https://preview.redd.it/abcdef.jpg?auto=webp&s=1",
                            "width": 900,
                            "height": 600,
                        },
                        "resolutions": [],
                    }
                ]
            },
        )
        | over
    )


def gallery_post(post_id: str = "1gal", **over: Any) -> dict[str, Any]:
    """A gallery: three pictures, of which one moves and one is still being made."""
    return post(
        post_id,
        is_self=False,
        is_gallery=True,
        domain="reddit.com",
        url=f"https://www.reddit.com/gallery/{post_id}",
        gallery_data={
            "items": [
                {"media_id": "second", "id": 2},
                {"media_id": "moving", "id": 3, "caption": "look"},
                {"media_id": "unready", "id": 4},
                {"media_id": "first", "id": 1},
            ]
        },
        media_metadata={
            "first": {"status": "valid", "e": "Image", "m": "image/jpg",
                      "s": {"u": "https://preview.redd.it/first.jpg?s=1", "x": 9, "y": 9}},
            "second": {"status": "valid", "e": "Image",
                       "s": {"u": "https://preview.redd.it/second.jpg?width=9&amp;s=2"}},
            "moving": {"status": "valid", "e": "AnimatedImage",
                       "s": {"mp4": "https://preview.redd.it/m.gif?format=mp4&s=3",
                             "gif": "https://i.redd.it/moving.gif"}},
            "unready": {"status": "unprocessed"},
        },
    ) | over  # fmt: skip


def video(fallback: str = "https://v.redd.it/vvv/DASH_720.mp4?source=fallback") -> dict[str, Any]:
    """The media of a hosted video."""
    return {"reddit_video": {"fallback_url": fallback, "duration": 25, "is_gif": False}}


def video_post(post_id: str = "1vid", **over: Any) -> dict[str, Any]:
    """A video that Reddit hosts."""
    return (
        post(
            post_id,
            is_self=False,
            is_video=True,
            domain="v.redd.it",
            url="https://v.redd.it/vvv",
            media=video(),
            thumbnail="https://external-preview.redd.it/t.png?width=140&s=4",
        )
        | over
    )


def community(**over: Any) -> dict[str, Any]:
    """The data of a community's about page."""
    return {
        "id": "2xyz",
        "name": "t5_2xyz",
        "display_name": "birdhouses",
        "display_name_prefixed": "r/birdhouses",
        "title": "Houses for birds",
        "public_description": "Of wood, mostly.",
        "description": "Be kind.",
        "submit_text": "",
        "submit_text_html": None,
        "subscribers": 5_000,
        "accounts_active": None,
        "active_user_count": 12,
        "created_utc": CREATED_S,
        "over18": False,
        "quarantine": False,
        "subreddit_type": "public",
        "submission_type": "any",
        "allow_images": True,
        "allow_videos": True,
        "allow_polls": False,
        "spoilers_enabled": True,
        "wiki_enabled": None,
        "lang": "en",
        "url": "/r/birdhouses/",
        "icon_img": "",
        "community_icon": "https://styles.redditmedia.com/t5_2xyz/i.png?width=256&amp;s=7",
        "banner_img": None,
        "primary_color": "#0079d3",
        "key_color": "",
        "link_flair_enabled": True,
        "link_flair_position": "right",
        "user_flair_enabled_in_sr": False,
        "user_flair_position": "",
    } | over


def account(**over: Any) -> dict[str, Any]:
    """The data of an account's about page."""
    return {
        "id": "9zz",
        "name": "invented_one",
        "created_utc": CREATED_S,
        "comment_karma": 30,
        "link_karma": 70,
        "is_employee": False,
        "is_mod": True,
        "is_gold": False,
        "verified": True,
        "has_verified_email": True,
        "icon_img": "https://styles.redditmedia.com/t5_3/i.png?s=1",
        "subreddit": {
            "display_name": "u_invented_one",
            "title": "",
            "subscribers": 3,
            "over_18": False,
            "banner_img": "",
            "public_description": "I build: see (https://example.org/houses).",
        },
    } | over


def thing(kind: str, data: Any) -> dict[str, Any]:
    """What everything travels in."""
    return {"kind": kind, "data": data}


def listing(*children: Any, after: Any = None, kind: str = "t3") -> dict[str, Any]:
    """A page of *children*; those without a kind of their own are of *kind*."""
    wrapped = [child if _is_thing(child) else thing(kind, child) for child in children]
    return thing("Listing", {"children": wrapped, "after": after, "before": None, "dist": 1})


def as_bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def read(walk: Walk, value: Any, status: int | None = 200, **headers: str) -> Reading:
    """*value* read as the answer to *walk*."""
    named = {name.replace("_", "-"): header for name, header in headers.items()}
    return read_answer(walk, status, named, as_bytes(value), now=NOW)


def page_of(walk: Walk, value: Any) -> Page:
    """The page in *value*, which must hold one."""
    page = read(walk, value).page
    assert page is not None
    return page


def read_post(value: dict[str, Any]) -> RedditPost:
    """The one post in a listing of *value*."""
    page = page_of(Walk.TOP, listing(value))
    assert not page.rejected
    (found,) = page.posts
    return found


def read_community(**over: Any) -> Subreddit:
    found = page_of(Walk.ABOUT, thing("t5", community(**over))).subreddit
    assert found is not None
    return found


def read_account(**over: Any) -> RedditUser:
    found = page_of(Walk.PROFILE, thing("t2", account(**over))).user
    assert found is not None
    return found


def _is_thing(child: Any) -> bool:
    return not isinstance(child, dict) or "kind" in child or "data" in child

"""A post as Reddit spells it: about a hundred fields, most of them of no interest to anybody."""

from functools import lru_cache
from typing import Any, Final

import msgspec

from b9_devstack.reddit_simulator import wording
from b9_devstack.reddit_simulator.accounts import account_id
from b9_devstack.reddit_simulator.communities import Community
from b9_devstack.reddit_simulator.outline import DELETED
from b9_devstack.reddit_simulator.posts import Post
from b9_devstack.reddit_simulator.spelling_media import media_fields
from b9_devstack.simulator.draw import Draw

WWW: Final = "https://www.reddit.com"
# What never differs here is written once and put in front of what does.
_ALWAYS: Final = msgspec.json.encode(
    {
        "approved_at_utc": None, "saved": False, "mod_reason_title": None, "gilded": 0,
        "clicked": False, "hidden": False, "downs": 0, "top_awarded_type": None,
        "quarantine": False, "author_flair_background_color": None, "total_awards_received": 0,
        "author_flair_template_id": None, "is_original_content": False, "user_reports": [],
        "is_meta": False, "category": None, "can_mod_post": False, "approved_by": None,
        "is_created_from_ads_ui": False, "author_premium": False, "author_flair_css_class": None,
        "author_flair_richtext": [], "gildings": {}, "content_categories": None, "mod_note": None,
        "banned_by": None, "author_flair_type": "text", "allow_live_comments": False,
        "likes": None, "suggested_sort": None, "banned_at_utc": None, "view_count": None,
        "no_follow": False, "is_crosspostable": True, "pinned": False, "all_awardings": [],
        "awarders": [], "media_only": False, "can_gild": False, "treatment_tags": [],
        "visited": False, "removed_by": None, "author_is_blocked": False, "num_reports": None,
        "mod_reason_by": None, "removal_reason": None, "report_reasons": None,
        "discussion_type": None, "send_replies": True, "contest_mode": False, "mod_reports": [],
        "author_patreon_flair": False, "author_flair_text_color": None, "media_embed": {},
        "secure_media_embed": {}, "link_flair_text_color": "dark", "link_flair_type": "text",
    }
)[:-1]  # fmt: skip


@lru_cache(maxsize=512)
def _of_community(community: Community) -> bytes:
    fields = {
        "subreddit": community.name,
        "subreddit_id": f"t5_{community.id}",
        "subreddit_name_prefixed": community.prefixed,
        "subreddit_subscribers": community.subscribers,
        "subreddit_type": community.type,
        "pwls": None if community.over18 else 6,
        "wls": None if community.over18 else 6,
        "whitelist_status": None if community.over18 else "all_ads",
        "parent_whitelist_status": None if community.over18 else "all_ads",
    }
    return b"%b,%b," % (_ALWAYS, msgspec.json.encode(fields)[1:-1])


def spell(post: Post, origin: str, parent: bytes | None = None) -> bytes:
    """Return the data of *post*; *parent* is the data of what a crosspost shows."""
    fields = _identity(post) | _standing(post) | _flair(post) | media_fields(post, origin)
    if parent is not None:
        shown = msgspec.json.decode(parent, type=dict[str, msgspec.Raw])
        fields |= {name: shown[name] for name in SHOWN if name in shown}
        fields |= {
            "crosspost_parent": shown["name"],
            "crosspost_parent_list": [msgspec.Raw(parent)],
        }
    return b"%b%b" % (_of_community(post.ref.community), msgspec.json.encode(fields)[1:])


# What a crosspost shows as if it were its own.
SHOWN: Final = (
    "url", "domain", "media", "secure_media", "is_video", "is_reddit_media_domain", "post_hint",
    "preview", "thumbnail", "thumbnail_height", "thumbnail_width", "url_overridden_by_dest",
)  # fmt: skip


def permalink(post: Post) -> str:
    """Return the path of *post*."""
    return f"{post.ref.community.url}comments/{post.ref.id}/{wording.slug(post.title)}/"


def _identity(post: Post) -> dict[str, Any]:
    ref = post.ref
    fields: dict[str, Any] = {
        "id": ref.id,
        "name": f"t3_{ref.id}",
        "title": post.title,
        "author": ref.author,
        "author_flair_text": _author_flair(post),
        "selftext": post.text,
        "selftext_html": wording.as_html(post.text),
        "permalink": permalink(post),
        "created": float(ref.created),
        "created_utc": float(ref.created),
        "edited": False if post.edited is None else float(post.edited),
    }
    if post.has_author_id:
        fields["author_fullname"] = f"t2_{account_id(ref.community.seed, ref.author)}"
    return fields


def _standing(post: Post) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "score": post.score,
        "ups": max(0, post.score),
        "hide_score": post.hidden,
        "num_comments": post.comments,
        "num_crossposts": post.crossposts,
        "over_18": post.over18,
        "spoiler": post.spoiler,
        "locked": post.locked,
        "archived": post.archived,
        "stickied": post.ref.sticky,
        "distinguished": post.distinguished,
        "removed_by_category": post.fate,
        "is_robot_indexable": post.fate is None and post.ref.author != DELETED,
    }
    if post.ratio is not None:
        fields["upvote_ratio"] = post.ratio
    return fields


def _flair(post: Post) -> dict[str, Any]:
    if post.flair is None:
        return {
            "link_flair_text": None, "link_flair_css_class": None, "link_flair_richtext": [],
            "link_flair_background_color": "",
        }  # fmt: skip
    return {
        "link_flair_text": post.flair,
        "link_flair_css_class": post.flair[:4].lower(),
        "link_flair_richtext": [{"e": "text", "t": post.flair}],
        "link_flair_background_color": "#779ecb",
        "link_flair_template_id": _flair_id(post.flair),
    }


@lru_cache(maxsize=64)
def _flair_id(flair: str) -> str:
    number = f"{Draw('flair', flair).below(1 << 128):032x}"
    return "-".join((number[:8], number[8:12], number[12:16], number[16:20], number[20:]))


def _author_flair(post: Post) -> str | None:
    return "regular & <helper>" if post.quirks % 17 == 0 else None

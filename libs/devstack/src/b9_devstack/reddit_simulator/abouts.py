"""What is said of a community, of its rules, and of an account."""

from typing import Any, Final

import msgspec

from b9_devstack.reddit_simulator import wording
from b9_devstack.reddit_simulator.accounts import Account
from b9_devstack.reddit_simulator.communities import Community
from b9_devstack.simulator.draw import Draw

Fields = dict[str, Any]

# What never differs here.
_COMMUNITY: Final[Fields] = {
    "user_flair_background_color": None, "restrict_posting": True, "user_is_banned": None,
    "free_form_reports": True, "user_is_muted": None, "user_can_flair_in_sr": None,
    "header_img": None, "allow_galleries": True, "icon_size": [256, 256], "public_traffic": False,
    "user_flair_richtext": [], "videostream_links_count": 0, "quarantine": False,
    "hide_ads": False, "prediction_leaderboard_entry_type": 2, "emojis_enabled": False,
    "advertiser_category": "", "comment_score_hide_mins": 0, "user_has_favorited": None,
    "user_flair_template_id": None, "original_content_tag_enabled": False,
    "header_title": None, "header_size": None, "all_original_content": False,
    "has_menu_widget": False, "is_enrolled_in_new_modmail": None, "can_assign_user_flair": False,
    "show_media_preview": True, "user_is_subscriber": None, "allowed_media_in_comments": [],
    "disable_contributor_requests": False, "allow_videogifs": True, "should_archive_posts": False,
    "user_flair_type": "text", "collapse_deleted_comments": False, "emojis_custom_size": None,
    "is_crosspostable_subreddit": True, "notification_level": None,
    "should_show_media_in_comments_setting": True, "can_assign_link_flair": True,
    "accounts_active_is_fuzzed": False, "submit_text_label": "", "link_flair_position": "right",
    "user_sr_flair_enabled": None, "user_flair_enabled_in_sr": True, "allow_discovery": True,
    "accept_followers": True, "user_sr_theme_enabled": True, "link_flair_enabled": True,
    "suggested_comment_sort": None, "user_flair_text": None, "show_media": True,
    "user_is_moderator": None, "submit_link_label": "", "user_flair_text_color": None,
    "restrict_commenting": False, "user_flair_css_class": None, "banner_size": None,
    "user_is_contributor": None, "user_flair_position": "right", "wiki_enabled": None,
}  # fmt: skip
_ACCOUNT: Final[Fields] = {
    "is_employee": False, "is_friend": False, "is_blocked": False, "hide_from_robots": False,
    "pref_show_snoovatar": False, "snoovatar_size": None, "snoovatar_img": "",
    "has_subscribed": True, "accept_chats": True, "accept_pms": True,
}  # fmt: skip
_FEED: Final[Fields] = {
    "default_set": True, "user_is_contributor": None, "restrict_posting": True,
    "user_is_banned": None, "free_form_reports": True, "community_icon": None,
    "show_media": True, "icon_color": "#FF66AC", "user_is_muted": None, "header_img": None,
    "coins": 0, "previous_names": [], "icon_size": [256, 256], "primary_color": "",
    "submit_link_label": "", "header_size": None, "restrict_commenting": False,
    "submit_text_label": "", "is_default_icon": True, "link_flair_position": "",
    "key_color": "", "is_default_banner": True, "quarantine": False, "banner_size": None,
    "user_is_moderator": None, "accept_followers": True, "link_flair_enabled": False,
    "disable_contributor_requests": False, "subreddit_type": "user", "user_is_subscriber": None,
    "allowed_media_in_comments": [],
}  # fmt: skip


def community_fields(community: Community, origin: str) -> Fields:
    """Return the data of /r/{name}/about."""
    draw = Draw(community.seed, "about", community.name)
    public = f"{wording.words(draw, draw.between(4, 20))} & more"
    description = "\n\n".join((public, wording.words(draw, 30), _spoken_rules(community)))
    submit = "Read the rules <first>, please." if draw.one_in(2) else ""
    active = community.subscribers // draw.between(40, 900)
    images = f"{origin}/styles.redditmedia.com/t5_{community.id}"
    return _COMMUNITY | {
        "id": community.id,
        "name": f"t5_{community.id}",
        "display_name": community.name,
        "display_name_prefixed": community.prefixed,
        "title": wording.words(draw, 3),
        "url": community.url,
        "subscribers": community.subscribers,
        "active_user_count": active,
        "accounts_active": active,
        "created": float(community.created),
        "created_utc": float(community.created),
        "subreddit_type": community.type,
        "over18": community.over18,
        "lang": draw.pick(("en", "en", "en", "de", "es", "fr")),
        "wls": None if community.over18 else 6,
        "whitelist_status": None if community.over18 else "all_ads",
        "public_description": public,
        "public_description_html": wording.as_html(public),
        "description": description,
        "description_html": wording.as_html(description),
        "submit_text": submit,
        "submit_text_html": wording.as_html(submit),
        "submission_type": draw.pick(("any", "any", "link", "self")),
        "allow_images": not draw.one_in(6),
        "allow_videos": not draw.one_in(6),
        "allow_polls": not draw.one_in(4),
        "spoilers_enabled": not draw.one_in(4),
        "icon_img": f"{images}/icon.jpg" if draw.one_in(2) else "",
        "community_icon": f"{images}/communityIcon.jpg?width=256&s=b9" if draw.one_in(2) else "",
        "banner_img": "",
        "banner_background_image": f"{images}/banner.jpg?width=4000&s=b9",
        "mobile_banner_image": "",
        "primary_color": "#0079d3",
        "key_color": "#222222",
        "banner_background_color": draw.pick(("", "#33a8ff")),
    }


def community_about(community: Community, origin: str) -> bytes:
    """Return the answer of /r/{name}/about."""
    return msgspec.json.encode({"kind": "t5", "data": community_fields(community, origin)})


def _rules(community: Community) -> list[tuple[str, str, str]]:
    draw = Draw(community.seed, "rules", community.name)
    start, count = draw.below(len(wording.RULES)), draw.below(len(wording.RULES) + 1)
    return [wording.RULES[(start + n) % len(wording.RULES)] for n in range(count)]


def _spoken_rules(community: Community) -> str:
    return "\n\n".join(f"* {name}: {text}" for name, text, _ in _rules(community)[:3])


def rules_body(community: Community) -> bytes:
    """Return the answer of /r/{name}/about/rules."""
    rules: list[Fields] = []
    for number, (name, text, kind) in enumerate(_rules(community)):
        rule = {
            "kind": kind,
            "description": text,
            "short_name": name,
            "violation_reason": name,
            "created_utc": float(community.created + 86_400 * number),
            "priority": number,
        }
        html = wording.as_html(text)
        rules.append(rule | ({"description_html": html} if html else {}))
    site = ["Spam", "Personal and confidential information", "Threatening, harassing"]
    flow = [{"reasonTextToShow": "This is spam", "reasonText": "This is spam"}]
    return msgspec.json.encode({"rules": rules, "site_rules": site, "site_rules_flow": flow})


def account_about(account: Account, feed: Community, origin: str) -> bytes:
    """Return the answer of /user/{name}/about."""
    if account.state == "suspended":
        said = {"name": account.name, "is_suspended": True, "is_blocked": False}
        karma = {"awardee_karma": 0, "awarder_karma": 0, "total_karma": 0}
        return msgspec.json.encode({"kind": "t2", "data": said | karma})
    draw = Draw(account.seed, "user about", account.name)
    awards = draw.below(3_000), draw.below(500)
    icon = f"{origin}/styles.redditmedia.com/t2_{account.id}/icon.jpg?width=256&s=b9"
    data = _ACCOUNT | {
        "id": account.id,
        "name": account.name,
        "created": float(account.created),
        "created_utc": float(account.created),
        "link_karma": account.link_karma,
        "comment_karma": account.comment_karma,
        "awardee_karma": awards[0],
        "awarder_karma": awards[1],
        "total_karma": account.link_karma + account.comment_karma + sum(awards),
        "is_gold": draw.one_in(9),
        "is_mod": draw.one_in(4),
        "verified": True,
        "has_verified_email": not draw.one_in(5),
        "accept_followers": not draw.one_in(7),
        "icon_img": icon,
    }
    if not draw.one_in(12):
        data["subreddit"] = _feed(account, feed, draw, icon)
    return msgspec.json.encode({"kind": "t2", "data": data})


def _feed(account: Account, feed: Community, draw: Draw, icon: str) -> Fields:
    about = wording.words(draw, draw.between(1, 12)) if draw.one_in(2) else ""
    return _FEED | {
        "display_name": account.feed,
        "display_name_prefixed": f"u/{account.name}",
        "name": f"t5_{feed.id}",
        "title": "",
        "url": f"/user/{account.name}/",
        "banner_img": "",
        "icon_img": icon,
        "over_18": draw.one_in(9),
        "subscribers": draw.spread(1, 40_000),
        "public_description": about,
        "description": "",
    }

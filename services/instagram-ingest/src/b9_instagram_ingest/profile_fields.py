"""Where each field of a profile comes from: the web's names first, then the private API's."""

from typing import Any, Final

from b9_common.events import BioLink, Profile
from b9_instagram_ingest import values
from b9_instagram_ingest.links import link_type
from b9_instagram_ingest.page import Reason, raw_of

MAX_BIO_LINKS: Final = 20
_MAX_NAME_CHARS: Final = 200
_MAX_BIO_CHARS: Final = 2_000
_BUSINESS_ACCOUNTS: Final = frozenset({2, 3})  # of ``account_type``: business, creator


def profile_of(user: Any, *, raw: Any) -> Profile | Reason:
    """The profile in *user*, or why there is none; *raw* is what of it is worth keeping."""
    if not isinstance(user, dict):
        return Reason.NOT_AN_OBJECT
    given = [user[name] for name in ("id", "pk", "pk_id") if user.get(name) is not None]
    user_id = next(filter(None, map(values.id_text, given)), None)
    if user_id is None:
        return Reason.BAD_PK if given else Reason.NO_PK
    name = values.username(user.get("username"))
    if name is None:
        return Reason.NO_USERNAME
    get = user.get
    external_url = _address(get("external_url"))
    raw_json, raw_truncated = raw_of(raw)
    return Profile(
        id=user_id,
        username=name,
        full_name=values.text(get("full_name"), _MAX_NAME_CHARS),
        biography=values.text(get("biography"), _MAX_BIO_CHARS),
        external_url=external_url,
        external_url_type=link_type(external_url),
        bio_links=_bio_links(get("bio_links")),
        fbid=values.id_text(get("fbid")) or values.id_text(get("fbid_v2")),
        eimu_id=values.id_text(get("eimu_id")),
        category_name=values.text(get("category_name") or get("category"), _MAX_NAME_CHARS),
        profile_pic_url=values.url(get("profile_pic_url")),
        profile_pic_url_hd=_picture_hd(user),
        is_verified=values.flag(get("is_verified")),
        is_private=values.flag(get("is_private")),
        is_business_account=_flag(user, "is_business_account", "is_business"),
        is_professional_account=_is_professional(user),
        has_clips=_has_clips(user),
        has_guides=values.flag(get("has_guides")),
        has_channel=values.flag(get("has_channel")),
        has_onboarded_to_text_post_app=values.flag(get("has_onboarded_to_text_post_app")),
        highlight_reel_count=values.small_count(get("highlight_reel_count")),
        followers_count=_count(user, "edge_followed_by", "follower_count", "followers_count"),
        following_count=_count(user, "edge_follow", "following_count"),
        media_count=_count(user, "edge_owner_to_timeline_media", "media_count"),
        raw=raw_json,
        raw_truncated=raw_truncated,
    )


def _count(user: dict[str, Any], *names: str) -> int | None:
    for name in names:
        value = user.get(name)
        number = values.count(value.get("count") if isinstance(value, dict) else value)
        if number is not None:
            return number
    return None


def _flag(user: dict[str, Any], *names: str) -> bool | None:
    return next((flag for name in names if (flag := values.flag(user.get(name))) is not None), None)


def _is_professional(user: dict[str, Any]) -> bool | None:
    said = values.flag(user.get("is_professional_account"))
    account_type = values.count(user.get("account_type"))
    if said is None and account_type is not None:
        return account_type in _BUSINESS_ACCOUNTS
    return said


def _has_clips(user: dict[str, Any]) -> bool | None:
    said = values.flag(user.get("has_clips"))
    clips = values.count(user.get("total_clips_count"))
    return clips > 0 if said is None and clips is not None else said


def _picture_hd(user: dict[str, Any]) -> str | None:
    direct = values.url(user.get("profile_pic_url_hd"))
    if direct:
        return direct
    info = user.get("hd_profile_pic_url_info")
    versions = user.get("hd_profile_pic_versions")
    # The list is in ascending order of size.
    listed = list(reversed(versions)) if isinstance(versions, list) else []
    for candidate in (info, *listed):
        address = values.url(candidate.get("url")) if isinstance(candidate, dict) else None
        if address:
            return address
    return None


def _address(value: Any) -> str | None:
    """A link as its owner typed it: a scheme is not required; the empty text means none."""
    return (values.text(value, values.MAX_URL_CHARS) or "").strip() or None


def _bio_links(value: Any) -> tuple[BioLink, ...]:
    links = []
    for link in value[:MAX_BIO_LINKS] if isinstance(value, list) else ():
        address = _address(link.get("url")) if isinstance(link, dict) else None
        if address:
            title = values.text(link.get("title"), _MAX_NAME_CHARS) or None
            links.append(BioLink(url=address, title=title, type=link_type(address)))
    return tuple(links)

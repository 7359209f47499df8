"""Where each field of an account comes from."""

from typing import Final

from msgspec import Raw

from b9_common.events import RedditUser
from b9_reddit_ingest import values
from b9_reddit_ingest.body import is_storable
from b9_reddit_ingest.page import Reason
from b9_reddit_ingest.records import Reader, which
from b9_reddit_ingest.wire import WireProfile, WireUser

_READER: Final = Reader(WireUser)
_NO_PROFILE: Final = WireProfile()


def user_of(data: Raw) -> RedditUser | Reason:
    """The account in *data*, or why there is none."""
    found = _READER.read(data)
    if isinstance(found, Reason):
        return found
    wire, raw = found
    if wire.is_suspended:
        return Reason.SUSPENDED
    identity = values.thing_id(wire.id, "t2_")
    if identity is None:
        return which(raw, "id", Reason.NO_ID, Reason.BAD_ID)
    username = values.name(wire.name)
    if username is None:
        return which(raw, "name", Reason.NO_NAME, Reason.BAD_NAME)
    return _all_fields(wire, raw, identity, username)


def _all_fields(wire: WireUser, raw: bytes, identity: str, username: str) -> RedditUser:
    """One line for each field of an account whose identity is known."""
    own = wire.subreddit or _NO_PROFILE
    fits = is_storable(raw)
    return RedditUser(
        id=identity,
        username=username,
        created_at=values.instant(wire.created_utc),
        comment_karma=wire.comment_karma,
        link_karma=wire.link_karma,
        total_karma=_total_karma(wire),
        awardee_karma=wire.awardee_karma,
        awarder_karma=wire.awarder_karma,
        is_employee=wire.is_employee,
        is_mod=wire.is_mod,
        is_gold=wire.is_gold,
        verified=wire.verified,
        has_verified_email=wire.has_verified_email,
        is_suspended=wire.is_suspended,
        accept_followers=wire.accept_followers,
        hide_from_robots=wire.hide_from_robots,
        pref_show_snoovatar=wire.pref_show_snoovatar,
        icon_img=values.url(wire.icon_img),
        bio=own.public_description or None,
        bio_url=values.first_link(own.public_description),
        subreddit_display_name=own.display_name,
        subreddit_title=own.title or None,
        subreddit_subscribers=own.subscribers,
        subreddit_over_18=own.over_18,
        subreddit_banner_img=values.url(own.banner_img),
        raw=Raw(raw) if fits else None,
        raw_truncated=not fits,
    )


def _total_karma(wire: WireUser) -> int | None:
    """As told, else of links and comments together; null where one of them is not known."""
    if wire.total_karma is not None or wire.link_karma is None or wire.comment_karma is None:
        return wire.total_karma
    return wire.link_karma + wire.comment_karma

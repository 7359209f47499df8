"""Where each field of a community and of its rules comes from."""

from collections.abc import Iterable
from typing import Final

from msgspec import Raw

from b9_common.events import Rule, Rules, Subreddit
from b9_reddit_ingest import values
from b9_reddit_ingest.body import is_storable
from b9_reddit_ingest.keywords import Keywords
from b9_reddit_ingest.page import Reason
from b9_reddit_ingest.records import Reader, which
from b9_reddit_ingest.verification import asks_for_verification
from b9_reddit_ingest.wire import WireRule, WireSubreddit

_READER: Final = Reader(WireSubreddit)
_RULE: Final = Reader(WireRule)
_USER_FEED: Final = "u_"
# Reddit allows 15, and they travel in one message.
MAX_RULES: Final = 30


def subreddit_of(data: Raw, keywords: Keywords) -> Subreddit | Reason:
    """The community in *data*, or why there is none."""
    found = _READER.read(data)
    if isinstance(found, Reason):
        return found
    wire, raw = found
    identity = values.thing_id(wire.id, "t5_") or values.thing_id(wire.name, "t5_")
    if identity is None:
        return which(raw, "id", Reason.NO_ID, Reason.BAD_ID)
    name = values.name(wire.display_name)
    if name is None:
        return which(raw, "display_name", Reason.NO_NAME, Reason.BAD_NAME)
    return _all_fields(wire, raw, identity, name, keywords)


def rules_of(entries: Iterable[Raw], keywords: Keywords) -> tuple[Rules, list[tuple[int, Reason]]]:
    """The rules, in order, and which of them could not be read."""
    rules: list[Rule] = []
    refused: list[tuple[int, Reason]] = []
    for index, entry in enumerate(entries):
        rule = _rule_of(entry) if len(rules) < MAX_RULES else Reason.TOO_MANY
        if isinstance(rule, Reason):
            refused.append((index, rule))
        else:
            rules.append(rule)
    texts = [text for rule in rules for text in (rule.short_name, rule.description) if text]
    found = Rules(
        rules=tuple(rules),
        verification_mentioned=asks_for_verification(texts),
        matches=keywords.matches(("rule", text) for text in texts),
    )
    return found, refused


def _rule_of(entry: Raw) -> Rule | Reason:
    found = _RULE.read(entry)
    if isinstance(found, Reason):
        return found
    wire, _ = found
    if not wire.short_name and not wire.description:
        return Reason.NO_NAME
    return Rule(
        short_name=wire.short_name or "",
        kind=wire.kind,
        description=wire.description,
        violation_reason=wire.violation_reason,
        created_at=values.instant(wire.created_utc),
    )


def _all_fields(
    wire: WireSubreddit, raw: bytes, identity: str, name: str, keywords: Keywords
) -> Subreddit:
    """One line for each field of a community whose identity is known."""
    texts = (
        ("title", wire.title or ""),
        ("description", wire.description or ""),
        ("public_description", wire.public_description or ""),
        ("submit_text", wire.submit_text or ""),
    )
    active = wire.accounts_active if wire.accounts_active is not None else wire.active_user_count
    fits = is_storable(raw)
    return Subreddit(
        id=identity,
        name=name,
        title=wire.title,
        description=wire.description,
        public_description=wire.public_description,
        subscribers=wire.subscribers,
        accounts_active=active,
        created_at=values.instant(wire.created_utc),
        over18=wire.over18,
        is_quarantined=wire.quarantine,
        is_user_feed=wire.subreddit_type == "user" or name.lower().startswith(_USER_FEED),
        subreddit_type=wire.subreddit_type,
        submission_type=wire.submission_type,
        allow_images=wire.allow_images,
        allow_videos=wire.allow_videos,
        allow_polls=wire.allow_polls,
        spoilers_enabled=wire.spoilers_enabled,
        wiki_enabled=wire.wiki_enabled,
        lang=wire.lang or None,
        url=wire.url,
        display_name_prefixed=wire.display_name_prefixed,
        submit_text=wire.submit_text,
        submit_text_html=wire.submit_text_html,
        icon_img=values.url(wire.icon_img),
        community_icon=values.url(wire.community_icon),
        banner_img=values.url(wire.banner_img),
        mobile_banner_image=values.url(wire.mobile_banner_image),
        header_img=values.url(wire.header_img),
        banner_background_color=wire.banner_background_color or None,
        primary_color=wire.primary_color or None,
        key_color=wire.key_color or None,
        link_flair_enabled=wire.link_flair_enabled,
        link_flair_position=wire.link_flair_position or None,
        user_flair_enabled_in_sr=wire.user_flair_enabled_in_sr,
        user_flair_position=wire.user_flair_position or None,
        verification_mentioned=asks_for_verification([text for _, text in texts]),
        matches=keywords.matches(texts),
        raw=Raw(raw) if fits else None,
        raw_truncated=not fits,
    )

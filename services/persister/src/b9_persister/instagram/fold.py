"""Pages of Instagram folded to rows: creators, their items, and who shows whose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct

from b9_common.events import ContentPage, MediaItem, Owner, Profile, Walk
from b9_persister.seen import Account, Numbered, Seen, newest

InHand = Numbered[ContentPage]


class Relation(Struct, frozen=True):
    """An item of *target_id* was shown on the profile *source_id*."""

    source_id: str
    target_id: str
    media_pk: str
    walk: str
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(slots=True)
class InstagramRows:
    """The rows of a batch, ready to be written in this order."""

    owners: list[Owner] = field(default_factory=list)
    profiles: list[Seen[Profile]] = field(default_factory=list)
    history: list[Seen[Profile]] = field(default_factory=list)
    reels: list[Seen[MediaItem]] = field(default_factory=list)
    posts: list[Seen[MediaItem]] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


def fold_instagram(pages: Sequence[InHand], accounts: Sequence[Account]) -> InstagramRows:
    """What *pages* say, each thing once; what was superseded is booked in *accounts*."""
    reels: list[Seen[MediaItem]] = []
    posts: list[Seen[MediaItem]] = []
    profiles: list[Seen[Profile]] = []
    relations: list[Relation] = []
    for page in pages:
        event = page.event
        if event.profile is not None:
            profiles += page.seen("profile", (event.profile,))
        items = page.seen("item", event.items)
        # A profile page has no items; should one come, it is a post like any other.
        (reels if event.walk is Walk.REELS else posts).extend(items)
        relations += _relations(event, items)
    return InstagramRows(
        owners=_owners(pages),
        history=_history(profiles),
        profiles=newest(profiles, "id", accounts),
        reels=newest(reels, "media_pk", accounts),
        posts=newest(posts, "media_pk", accounts),
        relations=_once(relations),
    )


def _owners(pages: Iterable[InHand]) -> list[Owner]:
    """Whose pages these are, each once, by id; of several names the last seen."""
    latest: dict[str, tuple[datetime, str]] = {}
    for page in pages:
        owner = page.event.owner
        named = (page.observed_at, owner.username)
        latest[owner.id] = max(latest.get(owner.id, named), named)
    return [Owner(id=key, username=latest[key][1]) for key in sorted(latest)]


def _history(profiles: Iterable[Seen[Profile]]) -> list[Seen[Profile]]:
    """Every observation of a profile, once per owner and moment; of two, the larger counts."""
    once: dict[tuple[str, datetime], Seen[Profile]] = {}
    for row in profiles:
        key = (row.value.id, row.observed_at)
        other = once.get(key)
        if other is None or _counts(other.value) < _counts(row.value):
            once[key] = row
    return [once[key] for key in sorted(once)]


def _counts(profile: Profile) -> tuple[int, int, int, str]:
    known = (profile.followers_count, profile.following_count, profile.media_count)
    followers, following, media = (-1 if one is None else one for one in known)
    return followers, following, media, profile.username


def _relations(page: ContentPage, items: Iterable[Seen[MediaItem]]) -> list[Relation]:
    """Which items stand on a profile that is not their author's."""
    owner, walk = page.owner.id, page.walk
    return [
        Relation(
            owner, row.value.owner_id, row.value.media_pk, walk, row.observed_at, row.observed_at
        )
        for row in items
        if row.value.owner_id != owner
    ]


def _once(relations: Iterable[Relation]) -> list[Relation]:
    once: dict[tuple[str, str, str, str], Relation] = {}
    for one in relations:
        key = (one.source_id, one.target_id, one.media_pk, one.walk)
        other = once.get(key, one)
        first = min(one.first_seen_at, other.first_seen_at)
        once[key] = Relation(*key, first, max(one.last_seen_at, other.last_seen_at))
    return [once[key] for key in sorted(once)]

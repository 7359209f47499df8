"""A batch of pages folded to rows: each key once, the newest observation, sorted by key.

Pure: equal batches give equal rows, in whatever order their pages came.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Generic, TypeVar

import msgspec
from msgspec import Struct

from b9_common.events import AssetRef, MediaItem, Owner, Profile, Walk, asset_key
from b9_persister.batch import Batch, Page
from b9_persister.hashing import item_hash, profile_hash

T = TypeVar("T")

# Where in a page's dead letters an item stands: those the mapper refused have small numbers of
# their own, those the database refused follow.
REFUSED_ITEM: Final = 1_000
REFUSED_PROFILE: Final = 999
MAX_REASON: Final = 500


class Seen(Struct, Generic[T], frozen=True):
    """One observation of one thing; *page* is the number of its page in the batch."""

    value: T
    observed_at: datetime
    content_hash: str
    page: int


class Relation(Struct, frozen=True):
    """An item of *target_id* was shown on the profile *source_id*."""

    source_id: str
    target_id: str
    media_pk: str
    walk: str
    first_seen_at: datetime
    last_seen_at: datetime


class Wanted(Struct, frozen=True):
    """A file that a page pointed at."""

    key: str
    ref: AssetRef
    observed_at: datetime


class ItemLetter(Struct, frozen=True):
    """An item that was refused, with what is left of it."""

    page: int
    index: int
    code: str
    reason: str
    payload: bytes


@dataclass(slots=True)
class Account:
    """What became of the items a page announced; the last five add up to the first."""

    announced: int
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    superseded: int = 0
    rejected: int = 0


@dataclass(slots=True)
class Fold:
    """The rows of one batch, ready to be written in this order."""

    owners: list[Owner] = field(default_factory=list)
    profiles: list[Seen[Profile]] = field(default_factory=list)
    history: list[Seen[Profile]] = field(default_factory=list)
    reels: list[Seen[MediaItem]] = field(default_factory=list)
    posts: list[Seen[MediaItem]] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    assets: list[Wanted] = field(default_factory=list)
    letters: list[ItemLetter] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    asset_keys: list[list[str]] = field(default_factory=list)
    """Per page, the assets it named."""


def fold(batch: Batch) -> Fold:
    """What *batch* says, each thing once."""
    folded = Fold()
    seen: dict[Walk, list[Seen[MediaItem]]] = {Walk.REELS: [], Walk.POSTS: []}
    profiles: list[Seen[Profile]] = []
    assets: list[Wanted] = []
    relations: list[Relation] = []
    for number, page in enumerate(batch.pages):
        account = Account(page.event.announced, rejected=len(page.event.rejected))
        folded.accounts.append(account)
        folded.letters += _letters(batch, number, page, account)
        profiles += _profile(batch, number, page)
        items = _items(batch, number, page)
        # A profile page has no items; should one come, it is a post like any other.
        seen[Walk.REELS if page.event.walk is Walk.REELS else Walk.POSTS] += items
        relations += _relations(page, items)
        wanted = _assets(batch, number, page)
        assets += wanted
        folded.asset_keys.append(sorted({one.key for one in wanted}))
    folded.owners = _owners(batch.pages)
    folded.history = _history(profiles)
    folded.profiles = _newest(profiles, "id", folded.accounts)
    folded.reels = _newest(seen[Walk.REELS], "media_pk", folded.accounts)
    folded.posts = _newest(seen[Walk.POSTS], "media_pk", folded.accounts)
    folded.relations = _once(relations)
    folded.assets = _newest_assets(assets)
    return folded


def _profile(batch: Batch, number: int, page: Page) -> list[Seen[Profile]]:
    profile = page.event.profile
    if profile is None or (number, "profile", 0) in batch.refused:
        return []
    return [Seen(profile, page.observed_at, profile_hash(profile), number)]


def _items(batch: Batch, number: int, page: Page) -> list[Seen[MediaItem]]:
    refused = batch.refused
    return [
        Seen(item, page.observed_at, item_hash(item), number)
        for index, item in enumerate(page.event.items)
        if not refused or (number, "item", index) not in refused
    ]


def _assets(batch: Batch, number: int, page: Page) -> list[Wanted]:
    if not page.event.options.mirror_media:
        return []
    platform, refused = page.event.platform, batch.refused
    return [
        Wanted(asset_key(platform, ref.media_id, ref.kind, ref.index), ref, page.observed_at)
        for index, ref in enumerate(page.event.assets)
        if not refused or (number, "asset", index) not in refused
    ]


def _letters(batch: Batch, number: int, page: Page, account: Account) -> list[ItemLetter]:
    """Dead letters of the items that the mapper or the database refused, booked as rejected."""
    letters = [
        ItemLetter(number, one.index, "rejected", one.reason[:MAX_REASON], one.raw.encode())
        for one in page.event.rejected
    ]
    for (of_page, kind, index), refusal in batch.refused.items():
        if of_page != number or kind == "asset":
            continue
        account.rejected += 1
        what = page.event.profile if kind == "profile" else page.event.items[index]
        position = REFUSED_PROFILE if kind == "profile" else REFUSED_ITEM + index
        reason = refusal.reason[:MAX_REASON]
        letters.append(
            ItemLetter(number, position, refusal.code, reason, msgspec.json.encode(what))
        )
    return letters


def _owners(pages: Iterable[Page]) -> list[Owner]:
    """Whose pages these are, each once, by id; of several names the last seen."""
    newest: dict[str, tuple[datetime, str]] = {}
    for page in pages:
        owner = page.event.owner
        named = (page.observed_at, owner.username)
        newest[owner.id] = max(newest.get(owner.id, named), named)
    return [Owner(id=key, username=newest[key][1]) for key in sorted(newest)]


def _newest(rows: list[Seen[T]], key: str, accounts: list[Account]) -> list[Seen[T]]:
    """The newest observation of each key; the others are booked as superseded by it."""
    newest: dict[str, Seen[T]] = {}
    for row in rows:
        name = getattr(row.value, key)
        other = newest.get(name)
        if other is None:
            newest[name] = row
            continue
        loser = row
        if (other.observed_at, other.content_hash) < (row.observed_at, row.content_hash):
            newest[name], loser = row, other
        accounts[loser.page].superseded += 1
    return [newest[name] for name in sorted(newest)]


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


def _relations(page: Page, items: Iterable[Seen[MediaItem]]) -> list[Relation]:
    """Which items stand on a profile that is not their author's."""
    owner, walk = page.event.owner.id, page.event.walk
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


def _newest_assets(assets: Iterable[Wanted]) -> list[Wanted]:
    newest: dict[str, Wanted] = {}
    for one in assets:
        other = newest.get(one.key)
        if other is None or (other.observed_at, other.ref.url) < (one.observed_at, one.ref.url):
            newest[one.key] = one
    return [newest[key] for key in sorted(newest)]

"""A batch of pages folded to rows: each key once, the newest observation, sorted by key.

Pure: equal batches give equal rows, in whatever order their pages came.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct

from b9_common.events import AssetRef, ContentPage, asset_key
from b9_persister.batch import Batch, Page
from b9_persister.instagram.fold import InstagramRows, fold_instagram
from b9_persister.reddit.fold import RedditRows, fold_reddit
from b9_persister.seen import Account, Numbered
from b9_persister.things import POSITIONS, things_of

MAX_REASON: Final = 500


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
class Fold:
    """The rows of one batch, ready to be written in this order."""

    instagram: InstagramRows
    reddit: RedditRows
    assets: list[Wanted] = field(default_factory=list)
    letters: list[ItemLetter] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    asset_keys: list[list[str]] = field(default_factory=list)
    """Per page, the assets it named."""


def fold(batch: Batch) -> Fold:
    """What *batch* says, each thing once."""
    letters: list[ItemLetter] = []
    accounts: list[Account] = []
    named: list[list[Wanted]] = []
    instagram, reddit = [], []
    for number, page in enumerate(batch.pages):
        event, account = page.event, Account(page.event.announced)
        accounts.append(account)
        told = _letters(batch, number, page)
        account.rejected = len(told)
        letters += told
        named.append(_assets(batch, number, page))
        if isinstance(event, ContentPage):
            instagram.append(Numbered(number, event, page.observed_at, batch.refused))
        else:
            reddit.append(Numbered(number, event, page.observed_at, batch.refused))
    return Fold(
        instagram=fold_instagram(instagram, accounts),
        reddit=fold_reddit(reddit, batch.markers, accounts),
        assets=_newest_assets(one for of_page in named for one in of_page),
        letters=letters,
        accounts=accounts,
        asset_keys=[sorted({one.key for one in of_page}) for of_page in named],
    )


def _assets(batch: Batch, number: int, page: Page) -> list[Wanted]:
    if not page.event.options.mirror_media:
        return []
    platform, refused = page.event.platform, batch.refused
    return [
        Wanted(asset_key(platform, ref.media_id, ref.kind, ref.index), ref, page.observed_at)
        for index, ref in enumerate(page.event.assets)
        if not refused or (number, "asset", index) not in refused
    ]


def _letters(batch: Batch, number: int, page: Page) -> list[ItemLetter]:
    """Dead letters of the items that the mapper or the database refused, booked as rejected."""
    letters = [
        ItemLetter(number, one.index, "rejected", one.reason[:MAX_REASON], one.raw.encode())
        for one in page.event.rejected
    ]
    for (of_page, kind, index), refusal in batch.refused.items():
        if of_page != number or kind not in POSITIONS:
            continue
        what = msgspec.json.encode(things_of(page.event)[kind][index])
        reason = refusal.reason[:MAX_REASON]
        letters.append(ItemLetter(number, POSITIONS[kind] + index, refusal.code, reason, what))
    return letters


def _newest_assets(assets: Iterable[Wanted]) -> list[Wanted]:
    newest: dict[str, Wanted] = {}
    for one in assets:
        other = newest.get(one.key)
        if other is None or (other.observed_at, other.ref.url) < (one.observed_at, one.ref.url):
            newest[one.key] = one
    return [newest[key] for key in sorted(newest)]

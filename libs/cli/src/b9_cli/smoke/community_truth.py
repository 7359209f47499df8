"""What must be found of a community: told by the simulated Reddit, or by its pages where live."""

import math
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from b9_cli.client import Json
from b9_cli.reconcile.content_log import ContentLog

LISTINGS: Final = ("hot", "top")
PAGE_ITEMS: Final = 100
# What comes on top of the first page of hot, besides its hundred.
MOST_STICKIES: Final = 2


class CommunityTruth(Struct, frozen=True, kw_only=True):
    """
    The posts of each listing as ids, and how many of them nobody could keep.

    Of a live community nobody knows more than was announced: *calls* is None.
    """

    name: str
    owner_id: str
    listed: Mapping[str, frozenset[str]]
    unkeepable: Mapping[str, int]
    calls: int | None = None
    subscribers: int | None = None

    @property
    def posts(self) -> set[str]:
        """All posts that must be rows."""
        return {pk for ids in self.listed.values() for pk in ids}

    @property
    def announced(self) -> dict[str, int]:
        """How many items each walk speaks of, those that nobody could keep among them."""
        lists = {walk: len(self.listed[walk]) + self.unkeepable[walk] for walk in LISTINGS}
        return {"about": 1, "rules": 1, **lists}


def read_community_truth(told: Json) -> CommunityTruth:
    """The simulated Reddit's account of a community."""
    shown: dict[str, list[Json]] = {}
    calls = len(("about", "rules"))
    for walk in LISTINGS:
        listed = told["listings"][walk]
        stickies = sum(post["sticky"] for post in listed) if walk == "hot" else 0
        shown[walk] = listed[: PAGE_ITEMS + stickies]
        calls += max(1, math.ceil((len(shown[walk]) - stickies) / PAGE_ITEMS))
    return CommunityTruth(
        name=told["name"],
        owner_id=told["id"],
        listed={w: frozenset(p["id"] for p in shown[w] if p["keepable"]) for w in LISTINGS},
        unkeepable={w: sum(not p["keepable"] for p in shown[w]) for w in LISTINGS},
        calls=calls,
        subscribers=told["subscribers"],
    )


def announced_community(name: str, owner_id: str, log: ContentLog) -> CommunityTruth:
    """What the pages of a live community's request announced."""
    pages = {walk: [p for p in log.pages.values() if p.walk == walk] for walk in LISTINGS}
    return CommunityTruth(
        name=name,
        owner_id=owner_id,
        listed={w: frozenset(pk for p in pages[w] for pk in p.item_ids) for w in LISTINGS},
        unkeepable={w: sum(p.announced - len(p.item_ids) for p in pages[w]) for w in LISTINGS},
    )

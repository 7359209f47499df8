"""What must be found of a creator: told by the simulator, or by the marker where it is live."""

import math
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from b9_cli.client import Json
from b9_cli.reconcile.content_log import ContentLog

WALKS: Final = ("reels", "posts")
# The provider's cap, whatever is asked for.
PAGE_ITEMS: Final = 12


class Truth(Struct, frozen=True, kw_only=True):
    """
    Ids per walk as shown on the profile, and every file behind them.

    Of a live creator nobody knows more than was announced: *authored* and *storable* are None.
    """

    name: str
    owner_id: str
    ids: Mapping[str, frozenset[str]]
    malformed: Mapping[str, int]
    assets: frozenset[str]
    authored: Mapping[str, frozenset[str]] | None = None
    storable: frozenset[str] | None = None

    @property
    def announced(self) -> dict[str, int]:
        """How many items each walk speaks of, malformed ones among them."""
        return {walk: len(self.ids[walk]) + self.malformed[walk] for walk in WALKS}

    @property
    def calls(self) -> int:
        """How many calls a faithful fetch makes: the profile, and each list in full pages."""
        pages = (max(1, math.ceil(number / PAGE_ITEMS)) for number in self.announced.values())
        return 1 + sum(pages)


def read_truth(told: Json) -> Truth:
    """The simulator's account of a creator."""
    owner = told["id"]
    assets = frozenset(told["assets"])
    return Truth(
        name=told["username"],
        owner_id=owner,
        ids={walk: _ids(told[walk]) for walk in WALKS},
        authored={
            walk: _ids(item for item in told[walk] if item["author_id"] == owner) for walk in WALKS
        },
        malformed=told["malformed"],
        assets=assets,
        storable=assets - told["faulty"].keys(),
    )


def announced_truth(name: str, owner_id: str, log: ContentLog) -> Truth:
    """What the pages of a live creator's request announced."""
    pages = log.pages.values()
    items = {walk: [page for page in pages if page.walk == walk] for walk in WALKS}
    return Truth(
        name=name,
        owner_id=owner_id,
        ids={w: frozenset(pk for page in items[w] for pk in page.item_ids) for w in WALKS},
        malformed={w: sum(p.announced - len(p.item_ids) for p in items[w]) for w in WALKS},
        assets=frozenset(key for page in pages for key in page.asset_keys),
    )


def _ids(items: Iterable[Json]) -> frozenset[str]:
    return frozenset(str(item["pk"]) for item in items)

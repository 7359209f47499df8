"""What a faithful reader must have found: computed from the story itself, not from the answers."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from b9_devstack.simulator.answers import related_names
from b9_devstack.simulator.cdn import asset_name, standing_fault
from b9_devstack.simulator.creators import Creator, Walk
from b9_devstack.simulator.feeds import Changes, slots
from b9_devstack.simulator.items import Item, make_item
from b9_devstack.simulator.names import GARBAGE

ABSENT = frozenset({"missing", "ghost"})


def truth_of(
    creator: Creator, *, reels: int, posts: int, changes: Mapping[Walk, Changes]
) -> dict[str, Any]:
    """
    Return the first *reels* and *posts* items of the lists as they stand now.

    ``assets`` are all files that must have an outcome; ``faulty`` says which of them cannot
    simply be stored, and why. Items that no reader could keep are in ``malformed`` counts only.
    """
    found = {
        "reels": _items(creator, "reels", reels, changes["reels"]),
        "posts": _items(creator, "posts", posts, changes["posts"]),
    }
    return _about(creator, found)


def throughout_of(
    creator: Creator, *, reels: int, posts: int, changes: Mapping[Walk, Changes]
) -> dict[str, Any]:
    """
    Return those items that were there since the last reset and that a walk to the given depth
    cannot have missed, whatever appeared or vanished in between.
    """
    found = {
        "reels": _throughout(creator, "reels", reels, changes["reels"]),
        "posts": _throughout(creator, "posts", posts, changes["posts"]),
    }
    return _about(creator, found)


def _items(creator: Creator, walk: Walk, depth: int, changes: Changes) -> list[Item]:
    if creator.private or creator.traits & ABSENT:
        return []
    return [
        make_item(creator, walk, slot)
        for slot in islice(slots(creator, walk, changes, None), depth)
    ]


def _throughout(creator: Creator, walk: Walk, depth: int, changes: Changes) -> list[Item]:
    everything = Changes(appeared=changes.appeared)
    missing = changes.vanished | set(changes.appeared)
    return [item for item in _items(creator, walk, depth, everything) if item.slot not in missing]


def _about(creator: Creator, found: dict[str, list[Item]]) -> dict[str, Any]:
    profile = asset_name(creator.id, creator.id, "profile", 0)
    exists = not creator.traits & ABSENT
    kept = {name: [item for item in items if _keepable(item)] for name, items in found.items()}
    assets = {profile} if exists else set[str]()
    assets |= {asset for items in kept.values() for item in items for asset in item_assets(item)}
    faults = ((asset, standing_fault(creator.seed, creator.traits, asset)) for asset in assets)
    return {
        "username": creator.name,
        "id": creator.id,
        "found": exists,
        "private": creator.private,
        "reels": [_describe(item) for item in kept["reels"]],
        "posts": [_describe(item) for item in kept["posts"]],
        "malformed": {name: len(items) - len(kept[name]) for name, items in found.items()},
        "profile_asset": profile,
        "assets": sorted(assets),
        "faulty": {asset: fault for asset, fault in sorted(faults) if fault is not None},
        "related": related_names(creator),
    }


def item_assets(item: Item) -> list[str]:
    """Return the names of the files of *item*."""
    return [asset_name(item.creator.id, str(item.pk), kind, index) for kind, index in item.assets]


def _keepable(item: Item) -> bool:
    return item.garbage is None or not GARBAGE[item.garbage]


def _describe(item: Item) -> dict[str, Any]:
    return {
        "pk": str(item.pk),
        "author_id": item.author.id,
        "code": item.code,
        "form": item.form,
        "taken_at": item.taken_at,
        "caption": item.caption,
        "plays": item.plays if item.form in {"reel", "video"} else None,
        "likes": None if item.likes_hidden else item.likes,
        "comments": item.comments,
        "spoilt": item.garbage,
        "assets": item_assets(item),
    }

"""One invented account: everything about it that does not change from call to call."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from b9_devstack.simulator.draw import Draw
from b9_devstack.simulator.names import GARBAGE, moved_name, traits_of

Walk = Literal["reels", "posts"]

# An ordinary creator always has more than a full walk asks for: 90 reels and 30 posts.
MIN_REELS: Final = 120
MIN_POSTS: Final = 40
MAX_PINNED: Final = 3
HOUR_S: Final = 3_600


@dataclass(frozen=True, slots=True)
class Creator:
    """
    An account. *key* is what it was first known as and decides all the rest, the id too.

    *name* is what it is called now; *cadence_s* lies between two of its items.
    """

    seed: int
    key: str
    id: str
    name: str
    traits: frozenset[str]
    garbage: tuple[str, ...]
    reels: int
    posts: int
    pinned: int
    cadence_s: int
    nested: bool
    int_pk: bool
    counter_names: int
    followers: int
    following: int
    verified: bool

    def count(self, walk: Walk) -> int:
        """Return how many items the list *walk* holds, pinned ones not counted."""
        return self.reels if walk == "reels" else self.posts

    @property
    def private(self) -> bool:
        """Whether its lists are closed."""
        return "private" in self.traits


@lru_cache(maxsize=8192)
def make_creator(seed: int, key: str) -> Creator:
    """Return the creator first known as *key*; equal for equal arguments in any process."""
    draw = Draw(seed, "creator", key)
    name = key.partition("#")[0]
    traits = traits_of(name)
    reels, posts = _volumes(traits, draw)
    garbage = _garbage(traits)
    return Creator(
        seed=seed,
        key=key,
        id=str(draw.between(10**12, 9 * 10**12)),
        name=moved_name(name),
        traits=traits,
        garbage=garbage,
        reels=reels,
        posts=posts,
        pinned=draw.below(MAX_PINNED + 1) if reels > MIN_POSTS and not garbage else 0,
        cadence_s=draw.between(6, 40) * HOUR_S,
        nested=_forced(traits, "nested", "flat", drawn=draw.one_in(2)),
        int_pk=_forced(traits, "intpk", "textpk", drawn=draw.one_in(2)),
        counter_names=draw.below(4),
        followers=draw.spread(1_200, 40_000_000),
        following=draw.between(3, 2_000),
        verified=draw.one_in(3),
    )


def _volumes(traits: frozenset[str], draw: Draw) -> tuple[int, int]:
    ordinary = draw.between(MIN_REELS, MIN_REELS + 60), draw.between(MIN_POSTS, MIN_POSTS + 30)
    if "empty" in traits:
        return 0, 0
    if "few" in traits:
        return 13, 5
    return (1_100, MIN_POSTS) if "huge" in traits else ordinary


def _garbage(traits: frozenset[str]) -> tuple[str, ...]:
    if "garbage" not in traits:
        return ()
    return tuple(kind for kind in GARBAGE if kind in traits) or tuple(GARBAGE)


def _forced(traits: frozenset[str], on: str, off: str, *, drawn: bool) -> bool:
    return on in traits or (drawn and off not in traits)

"""Fifty invented creators of many kinds, added by a caller who does not give up."""

import asyncio
from typing import Final

from tests.support.world import World

# What a name asks of the simulator is told there; most are small, so that one run takes seconds.
KINDS: Final = {
    "few.a{}": 29,
    "few.nested.b{}": 4,
    "few.flat.c{}": 3,
    "few.collab.d{}": 3,
    "few.short.e{}": 3,
    "few.overlap.f{}": 2,
    "few.garbage.nopk.g{}": 2,
    "few.hidden.h{}": 1,
    "private.j{}": 1,
    "missing.k{}": 1,
}
# Ordinary ones have 90 reels and 30 posts, and far more media.
LARGE: Final = ("large1",)
# The media of so many take as long as the pages of all.
MIRRORED_EVERY: Final = 4
ADD_EVERY_S: Final = 0.1
# Each call takes so long that there is a middle to be killed in.
CONFIG: Final = {"latency_ms": 150}


def names() -> list[str]:
    """All fifty, the large ones spread among the others."""
    small = [kind.format(number) for kind, many in KINDS.items() for number in range(many)]
    step = len(small) // len(LARGE)
    for place, name in enumerate(LARGE):
        small.insert(place * step + step // 2, name)
    return small


async def add_all(world: World, chosen: list[str]) -> None:
    """Add them one after the other, quickly."""
    for number, name in enumerate(chosen):
        mirrored = number % MIRRORED_EVERY == 0 and name not in LARGE
        await world.add(name, mirror_media=mirrored)
        await asyncio.sleep(ADD_EVERY_S)

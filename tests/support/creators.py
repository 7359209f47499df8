"""Fifty invented creators of many kinds."""

import asyncio
from typing import Any, Final

from tests.support.crowd import Crowd
from tests.support.log_fold import against_the_log
from tests.support.state import INSTAGRAM
from tests.support.world import FOR_INSTAGRAM, World

from b9_devstack.supervisor import StackOptions

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


def names() -> list[str]:
    """All fifty, the large ones spread among the others."""
    small = [kind.format(number) for kind, many in KINDS.items() for number in range(many)]
    step = len(small) // len(LARGE)
    for place, name in enumerate(LARGE):
        small.insert(place * step + step // 2, name)
    return small


class Creators(Crowd):
    """See `Crowd`."""

    name = "instagram"
    targets = (
        "gateway-1",
        "dispatcher-1",
        "instagram-ingest-1",
        "persister-1",
        "media-uploader-1",
        "nats",
        "postgres",
        "s3",
    )
    content_rows = """
    SELECT (SELECT count(*) FROM instagram_reels) + (SELECT count(*) FROM instagram_posts)
    """
    shape = INSTAGRAM

    def options(self, seed: int, *, drift: bool) -> StackOptions:
        """See `Crowd`."""
        args = ("--drift",) if drift else ()
        return StackOptions(seed=seed, durable=False, services=FOR_INSTAGRAM, simulator_args=args)

    async def prepare(self, world: World) -> None:
        """See `Crowd`. As migrated it is ready."""

    async def add_all(self, world: World) -> None:
        """See `Crowd`."""
        for number, name in enumerate(names()):
            mirrored = number % MIRRORED_EVERY == 0 and name not in LARGE
            await world.add(name, mirror_media=mirrored)
            await asyncio.sleep(ADD_EVERY_S)

    async def ended(self, world: World) -> None:
        """See `Crowd`."""
        await world.ended()

    async def paid_twice(self, world: World) -> list[dict[str, Any]]:
        """See `Crowd`."""
        paid: list[dict[str, Any]] = (await world.simulator("GET", "calls?limit=0"))["paid_twice"]
        return paid

    async def against_the_log(self, world: World) -> list[str]:
        """See `Crowd`."""
        return await against_the_log(world)

    async def missing_throughout(self, world: World) -> list[str]:
        """See `Crowd`."""
        query = "SELECT media_pk FROM instagram_{}"
        stored = {kind: {row["media_pk"] for row in await world.rows(query.format(kind))}
                  for kind in ("reels", "posts")}  # fmt: skip
        missing: list[str] = []
        for name in names():
            truth = await world.simulator("GET", f"creators/{name}/throughout?reels=90&posts=30")
            for kind, pks in stored.items():
                lost = [item["pk"] for item in truth.get(kind, ()) if item["pk"] not in pks]
                missing += [f"{name} {kind} {pk}" for pk in lost]
        return missing

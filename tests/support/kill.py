"""Kill one process in the middle of the crowd, and wait for the end."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.support.crowd import CONFIG, add_all, names
from tests.support.state import Snapshot, ghosts_and_gaps, snapshot
from tests.support.world import World, world

from b9_devstack.supervisor import StackOptions

TARGETS: Final = (
    "gateway-1",
    "dispatcher-1",
    "instagram-ingest-1",
    "persister-1",
    "media-uploader-1",
    "nats",
    "postgres",
    "s3",
)
# The middle of a run is told by the rows that the killed one helps to make.
OF_MEDIA: Final = ("media-uploader-1", "s3")
CONTENT_ROWS: Final = """
SELECT (SELECT count(*) FROM instagram_reels) + (SELECT count(*) FROM instagram_posts)
"""
MEDIA_ROWS: Final = "SELECT count(*) FROM request_assets"
FIRST, LAST = 0.30, 0.70
AIM: Final = (0.34, 0.50)
TRIES: Final = 3


@dataclass(frozen=True)
class Expected:
    """An undisturbed run: what it left, and how many rows of each kind."""

    left: Snapshot
    content: int
    media: int


_undisturbed: dict[int, Expected] = {}


class MissedError(Exception):
    """The kill came too early or too late to count."""


async def undisturbed(folder: Path, seed: int) -> Expected:
    """What the crowd leaves without any fault; run once per seed."""
    if seed not in _undisturbed:
        _undisturbed[seed] = await _run_undisturbed(folder / f"undisturbed-{seed}", seed)
    return _undisturbed[seed]


async def _run_undisturbed(folder: Path, seed: int) -> Expected:
    async with world(folder, _options(seed), config=CONFIG) as quiet:
        await add_all(quiet, names())
        await quiet.ended()
        assert await ghosts_and_gaps(quiet) == []
        assert (await quiet.simulator("GET", "calls?limit=0"))["paid_twice"] == []
        return Expected(
            left=await snapshot(quiet),
            content=await quiet.value(CONTENT_ROWS),
            media=await quiet.value(MEDIA_ROWS),
        )


async def kill_amid(crowded: World, target: str, seed: int, expected: Expected) -> float:
    """
    Add the crowd, kill *target* once between 30 and 70 % of its rows are committed, wait until
    all has ended. The share at the kill; `MissedError` where it came too late.
    """
    rows = MEDIA_ROWS if target in OF_MEDIA else CONTENT_ROWS
    total = expected.media if target in OF_MEDIA else expected.content
    aim = random.Random(f"{target}:{seed}").uniform(*AIM)
    adding = asyncio.create_task(add_all(crowded, names()))
    try:
        async with asyncio.timeout(120):
            while (share := await crowded.value(rows) / total) < aim:
                await asyncio.sleep(0.02)
        victim = crowded.server(target)
        pid = victim.pid
        victim.kill()
        after = share if target == "postgres" else await crowded.value(rows) / total
        if max(share, after) > LAST:
            raise MissedError(f"{target} killed at {share:.0%}-{after:.0%}")
        await adding
        await crowded.ended()
        assert victim.pid != pid, f"{target} was never killed"
        return float(share)
    finally:
        adding.cancel()
        with suppress(asyncio.CancelledError):
            await adding


@asynccontextmanager
async def after_kill(
    folder: Path, target: str, seed: int, *, drift: bool = False
) -> AsyncIterator[World]:
    """A world in which *target* was killed amid its work, and all requests have ended."""
    expected = await undisturbed(folder, seed)
    why = ""
    for attempt in range(1, TRIES + 1):
        place = folder / f"{target}-{seed}-{attempt}"
        async with world(place, _options(seed, drift=drift), config=CONFIG) as crowded:
            try:
                await kill_amid(crowded, target, seed, expected)
            except MissedError as missed:
                why = str(missed)
                continue
            yield crowded
            return
    raise AssertionError(f"no kill counted in {TRIES} tries, the last: {why}")


def paid_too_often(paid_twice: list[dict[str, Any]], target: str) -> list[str]:
    """Pages paid for again, but for one in flight per list when the ingest itself was killed."""
    lists = Counter((page["endpoint"], page["who"]) for page in paid_twice)
    in_flight = 2 if target == "instagram-ingest-1" else 0
    return [
        str(page)
        for page in paid_twice
        if page["times"] > in_flight or lists[page["endpoint"], page["who"]] > 1
    ]


def _options(seed: int, *, drift: bool = False) -> StackOptions:
    args = ("--drift",) if drift else ()
    return StackOptions(seed=seed, durable=False, simulator_args=args)

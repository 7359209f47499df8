"""Kill one process in the middle of the crowd, and wait for the end."""

import asyncio
import logging
import random
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from tests.support.crowd import CONFIG, Crowd
from tests.support.state import Snapshot, ghosts_and_gaps, snapshot
from tests.support.world import World, world

log = logging.getLogger(__name__)

# A kill counts between 30 and 70 % of the rows.
LAST: Final = 0.70
AIM: Final = (0.34, 0.50)
TRIES: Final = 3


@dataclass(frozen=True)
class Expected:
    """An undisturbed run: what it left, and how many rows of each kind."""

    left: Snapshot
    rows: Mapping[str, int]


_undisturbed: dict[tuple[str, int], Expected] = {}


class MissedError(Exception):
    """The kill came too early or too late to count."""


async def undisturbed(folder: Path, crowd: Crowd, seed: int) -> Expected:
    """What the crowd leaves without any fault; run once per seed."""
    key = (crowd.name, seed)
    if key not in _undisturbed:
        place = folder / f"undisturbed-{crowd.name}-{seed}"
        _undisturbed[key] = await _run_undisturbed(place, crowd, seed)
    return _undisturbed[key]


async def _run_undisturbed(folder: Path, crowd: Crowd, seed: int) -> Expected:
    async with world(folder, crowd.options(seed, drift=False), config=CONFIG) as quiet:
        await crowd.prepare(quiet)
        await crowd.add_all(quiet)
        await crowd.ended(quiet)
        assert await ghosts_and_gaps(quiet) == []
        assert await crowd.paid_twice(quiet) == []
        queries = {crowd.rows(target) for target in crowd.targets}
        return Expected(
            left=await snapshot(quiet, crowd.shape),
            rows={query: await quiet.value(query) for query in queries},
        )


async def kill_amid(
    crowded: World, crowd: Crowd, target: str, seed: int, expected: Expected
) -> float:
    """
    Add the crowd, kill *target* once between 30 and 70 % of its rows are committed, wait until
    all has ended. The share at the kill; `MissedError` where it came too late.
    """
    rows = crowd.rows(target)
    total = expected.rows[rows]
    aim = random.Random(f"{target}:{seed}").uniform(*AIM)
    adding = asyncio.create_task(crowd.add_all(crowded))
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
        await crowd.ended(crowded)
        assert victim.pid != pid, f"{target} was never killed"
        log.info("%s killed with %.0f %% of the rows committed", target, 100 * share)
        return float(share)
    finally:
        adding.cancel()
        with suppress(asyncio.CancelledError):
            await adding


@asynccontextmanager
async def after_kill(
    folder: Path, crowd: Crowd, target: str, seed: int, *, drift: bool = False
) -> AsyncIterator[World]:
    """A world in which *target* was killed amid its work, and all requests have ended."""
    expected = await undisturbed(folder, crowd, seed)
    why = ""
    for attempt in range(1, TRIES + 1):
        place = folder / f"{target}-{seed}-{attempt}"
        async with world(place, crowd.options(seed, drift=drift), config=CONFIG) as crowded:
            await crowd.prepare(crowded)
            try:
                await kill_amid(crowded, crowd, target, seed, expected)
            except MissedError as missed:
                why = str(missed)
                continue
            yield crowded
            return
    raise AssertionError(f"no kill counted in {TRIES} tries, the last: {why}")


async def after_a_kill(folder: Path, crowd: Crowd, target: str, seed: int) -> list[str]:
    """How what a kill leaves differs from what an undisturbed run leaves; empty where not."""
    async with after_kill(folder, crowd, target, seed) as crowded:
        left = await snapshot(crowded, crowd.shape)
        found = await ghosts_and_gaps(crowded)
        found += paid_too_often(await crowd.paid_twice(crowded), target)
    expected = (await undisturbed(folder, crowd, seed)).left
    found += expected.differences(left)
    assert found or left.digest() == expected.digest()
    return found


async def after_a_kill_amid_drift(folder: Path, crowd: Crowd, target: str, seed: int) -> list[str]:
    """How what a kill leaves while lists drift differs from the fold of the recorded log."""
    async with after_kill(folder, crowd, target, seed, drift=True) as crowded:
        found = await crowd.against_the_log(crowded)
        found += [f"missing: {one}" for one in await crowd.missing_throughout(crowded)]
        found += await ghosts_and_gaps(crowded)
        return found + paid_too_often(await crowd.paid_twice(crowded), target)


def paid_too_often(paid_twice: list[dict[str, Any]], target: str) -> list[str]:
    """
    Pages paid for again, but for the one in flight of each list when an ingest was killed: of a
    creator two lists are walked at once; of a community its about, rules and two listings, and
    then the lists of at most sixteen authors.
    """
    lists = Counter((page["endpoint"], page["who"]) for page in paid_twice)
    in_flight = 2 if "-ingest-" in target else 0
    return [
        f"paid too often: {page}"
        for page in paid_twice
        if page["times"] > in_flight or lists[page["endpoint"], page["who"]] > 1
    ]


def cases(crowd: Crowd, seeds: tuple[int, ...], short: set[tuple[str, int]]) -> list[object]:
    """Every target with every seed; all but the *short* ones are slow."""
    return [
        pytest.param(target, seed, marks=() if (target, seed) in short else pytest.mark.slow)
        for seed in seeds
        for target in crowd.targets
    ]

"""What a large file costs the gateway's process: the same as a small one."""

import asyncio
import resource
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from services.api.tests.integration.export_support import EXPORTS, Stand, add_reels, standing

from b9_devstack.testing import Databases

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow, pytest.mark.timeout(300)]

ROWS = 200_000
AT_ONCE = 20_000
BAR_MB = 60


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stand(postgres: Databases) -> AsyncIterator[Stand]:
    async with postgres.fresh() as database, standing(database) as made:
        for first in range(1, ROWS, AT_ONCE):
            await add_reels(made.owner, first + AT_ONCE - 1, letters=200, first=first)
        yield made


def resident_mb() -> float:
    """What this process holds, the reader of the test included."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


async def most_resident_mb(done: asyncio.Event) -> float:
    most = resident_mb()
    while not done.is_set():
        await asyncio.sleep(0.02)
        most = max(most, resident_mb())
    return most


async def read(stand: Stand, wanted: str, **more: str) -> int:
    """The file's size; no piece of it is kept."""
    size = 0
    asked = {"format": wanted, **more}
    async with stand.http.get(f"{stand.url}{EXPORTS}/reels", params=asked) as answer:
        assert answer.status == 200
        async for piece in answer.content.iter_any():
            size += len(piece)
    return size


@pytest.mark.parametrize("wanted", ["csv", "parquet"])
async def test_two_hundred_thousand_rows_cost_no_more_memory_than_a_few(
    stand: Stand, wanted: str
) -> None:
    # The library of the format is loaded, and whatever else is made once.
    await read(stand, wanted, q="person", min_views="1900000")
    before, done = resident_mb(), asyncio.Event()
    looking = asyncio.create_task(most_resident_mb(done))

    size = await read(stand, wanted)

    done.set()
    grown = await looking - before
    sys.stdout.write(f"\n{wanted}: {ROWS} rows, {size} bytes, grown by {grown:.1f} MB\n")
    assert grown < BAR_MB
    last = (await stand.written_down())[-1]
    assert f'"rows": {ROWS}' in last["after"]

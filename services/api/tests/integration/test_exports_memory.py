"""What a large file costs the gateway's process: the same as a small one."""

import resource
from collections.abc import AsyncIterator, Callable

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
    """The most that this process ever held, the reader of the test included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
    stand: Stand, wanted: str, record_property: Callable[[str, object], None]
) -> None:
    # The library of the format is loaded, and whatever else is made once.
    await read(stand, wanted, q="person", min_views="1900000")
    before = resident_mb()

    size = await read(stand, wanted)

    grown = resident_mb() - before
    record_property(f"{wanted} of {size} bytes, grown by MB", round(grown, 1))
    assert grown < BAR_MB
    last = (await stand.written_down())[-1]
    assert f'"rows": {ROWS}' in last["after"]

"""Exports behind Debian's PgBouncer, whose server connections take turns."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from services.api.tests.integration.api_harness import eventually
from services.api.tests.integration.export_support import (
    EXPORTS,
    Stand,
    add_reels,
    slow_reader,
    standing,
)

from b9_devstack.testing import Databases
from b9_devstack.testing.pooler import PGBOUNCER, pooled

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not PGBOUNCER.exists(), reason="PgBouncer is not installed"),
]

ROWS, LETTERS = 4_000, 1_990


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stand(
    postgres: Databases, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stand]:
    async with (
        postgres.fresh() as database,
        pooled(database, tmp_path_factory.mktemp("pooler")) as behind,
        standing(behind) as made,
    ):
        await add_reels(made.owner, ROWS, letters=LETTERS)
        yield made


async def test_files_made_at_once_are_whole_while_pages_are_read(stand: Stand) -> None:
    asked = {"sort": "play_count", "fields": "id,play_count"}

    async def pages() -> set[int]:
        return {(await stand.get("/api/instagram/reels", limit="5")).status for _ in range(20)}

    async def files() -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
        texts = await stand.as_csv("reels", **asked)
        return texts, await stand.as_parquet("reels", **asked)

    (texts, rows), statuses = await asyncio.gather(files(), pages())

    assert len(texts) == len(rows) == ROWS
    assert [row["id"] for row in texts] == [row["id"] for row in rows]
    # Those that were never counted come last.
    assert [row["play_count"] for row in rows[-2:]] == [None, None]
    assert statuses == {200}


async def test_one_that_is_left_hinders_none_that_come_after(stand: Stand) -> None:
    for _ in range(6):
        async with slow_reader(stand, "reels") as reader:
            await reader.head()
    await stand.written_down()

    async def taken() -> bool:
        return (await stand.get(f"{EXPORTS}/models")).status == 200

    await eventually(taken)
    assert len(await stand.as_csv("reels", fields="id")) == ROWS

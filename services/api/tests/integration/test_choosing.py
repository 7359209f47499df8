"""Every filter of a list whose rows are edited finds them for an edit, too."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from services.api.tests.integration.api_harness import Harness
from services.api.tests.integration.list_questions import sample

from b9_api.editing.choosing import chosen
from b9_api.editing.entities import EDITABLE
from b9_api.editing.showing import LISTS
from b9_devstack.testing import Database as TemporaryDatabase
from b9_devstack.testing.debian import DEBIAN_15, debian_database


def choices() -> Iterator[tuple[str, str, list[Any]]]:
    """A name, a statement and its parameters, for each."""
    for of in EDITABLE:
        resource = LISTS[of.resource]
        yield (of.resource, *chosen(resource, {}, "default", 1_001))
        for one in resource.filters:
            for value in sample(one):
                name = f"{of.resource}?{one.name}={value}"
                yield (name, *chosen(resource, {one.name: value}, "default", 1_001))
        if resource.search:
            yield (f"{of.resource}?q", *chosen(resource, {"q": "some"}, "default", 1_001))


async def refused(dsn: str) -> dict[str, str]:
    found = {}
    connection = await asyncpg.connect(dsn, command_timeout=20)
    try:
        for name, statement, args in choices():
            try:
                await connection.fetch(f"EXPLAIN {statement}", *args)
            except asyncpg.PostgresError as exc:
                found[name] = str(exc)
    finally:
        await connection.close()
    return found


async def test_every_choice_is_understood_and_allowed(database: TemporaryDatabase) -> None:
    assert len(list(choices())) > 30
    assert await refused(database.gateway_dsn) == {}


@pytest.mark.skipif(not DEBIAN_15.exists(), reason="Debian's PostgreSQL 15 is not installed")
async def test_every_choice_is_understood_by_debians_15_where_installed(tmp_path: Path) -> None:
    async with debian_database(tmp_path) as old:
        assert await refused(old.gateway_dsn) == {}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("of", ["creators", "subreddits", "users"])
async def test_no_value_of_a_filter_is_our_fault(shared: Harness, of: str) -> None:
    path = "/api/instagram/creators" if of == "creators" else f"/api/reddit/{of}"
    # The database would take these for what they are not, or for too much.
    values: list[Any] = ["\x00", "", "%_\\", "9" * 40, 10**400, -1, 1e308, True, ["a", "\u202e"]]
    answers = {
        (name, str(value)[:20]): await shared.post(
            f"{path}/bulk",
            json={"filter": {name: value}, "set": {"notes": "x"}, "dry_run": True},
        )
        for name in ("q", *(one.name for one in LISTS[of].filters))
        for value in values
    }

    assert {key for key, answer in answers.items() if answer.status not in {200, 422}} == set()

"""How a file ends: whole, or cut, and never so that the one looks like the other."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any
from uuid import UUID

import aiohttp
import asyncpg
import msgspec
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pytest
import pytest_asyncio
from services.api.tests.integration.api_harness import Answer, eventually
from services.api.tests.integration.export_support import (
    EXPORTS,
    Stand,
    add_reels,
    csv_rows,
    parquet_rows,
    slow_reader,
    standing,
)
from services.api.tests.integration.list_questions import asked
from services.api.tests.integration.test_access import stored_key

from b9_api import server
from b9_api.adapters import snapshots
from b9_api.export import answer as answering
from b9_api.export.columns import questions_of
from b9_api.export.csv_text import CsvFile
from b9_api.resources.instagram_items import REELS
from b9_devstack.testing.databases import Databases

pytestmark = pytest.mark.asyncio(loop_scope="module")

# More than the sockets between us hold.
ROWS, LETTERS = 10_000, 1_990
OLDEST = f"WHERE media_pk::int > {ROWS - 100}"
FORMATS = ("csv", "parquet")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stand(postgres: Databases) -> AsyncIterator[Stand]:
    """A gateway with one connection for everything else, and 20 MB of reels."""
    async with postgres.fresh() as database, standing(database, pool_size=1) as made:
        await add_reels(made.owner, ROWS, letters=LETTERS)
        yield made


async def last_written_down(stand: Stand) -> Any:
    return (await stand.written_down())[-1]


async def test_a_whole_one_is_written_down_with_who_what_and_how_many(stand: Stand) -> None:
    asked = {"min_views": "99980", "fields": "id", "sort": "-play_count", "format": "parquet"}
    answer = await stand.get(f"{EXPORTS}/reels", **asked)
    rows = parquet_rows(answer.body)

    written = await last_written_down(stand)

    assert len(rows) == 2
    assert (written["actor"], written["org_id"]) == ("operator", "default")
    assert (written["action"], written["entity_id"]) == ("export.finished", "reels")
    assert written["request_id"] == UUID(answer.headers["X-Request-ID"])
    assert msgspec.json.decode(written["after"]) == {
        "filters": {"min_views": ["99980"]},
        "q": None,
        "sort": "-play_count",
        "fields": ["id"],
        "format": "parquet",
        "rows": 2,
        "whole": True,
    }


@pytest.mark.parametrize("sort", ["-play_count", "play_count", "-taken_at", "taken_at"])
async def test_a_whole_list_is_read_by_an_index_and_the_first_rows_come_at_once(
    stand: Stand, sort: str
) -> None:
    await stand.owner.execute("ANALYZE instagram_reels")
    for text, args in questions_of(asked(REELS, f"sort={sort}"), "csv"):
        async with stand.owner.transaction():
            told = f"EXPLAIN DECLARE c NO SCROLL CURSOR FOR {text}"
            plan = "\n".join(row[0] for row in await stand.owner.fetch(told, *args))
        assert "Sort" not in plan
        assert "Seq Scan on instagram_reels" not in plan


async def test_it_says_what_it_is_and_what_it_may_be_called(stand: Stand) -> None:
    answer = await stand.get(f"{EXPORTS}/models")
    other = await stand.get(f"{EXPORTS}/models", format="parquet")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert other.headers["Content-Type"] == "application/vnd.apache.parquet"
    name = answer.headers["Content-Disposition"]
    assert name.startswith('attachment; filename="b9-models-20')
    assert name.endswith('Z.csv"')
    assert "Content-Length" not in answer.headers


@pytest.mark.parametrize("wanted", FORMATS)
async def test_nothing_found_is_a_file_all_the_same(stand: Stand, wanted: str) -> None:
    body = await stand.exported("reels", creator_id="nobody", fields="id", format=wanted)

    assert (csv_rows(body) if wanted == "csv" else parquet_rows(body)) == []


@pytest.mark.parametrize("wanted", FORMATS)
async def test_one_whose_backend_is_killed_is_cut_and_does_not_look_whole(
    stand: Stand, wanted: str
) -> None:
    async with slow_reader(stand, "reels", f"format={wanted}&sort=-play_count") as reader:
        await reader.head()
        await kill_backend(stand)
        body = await reader.rest()

    assert body
    # What would say that this was all.
    assert not body.endswith(b"0\r\n\r\n")
    written = await last_written_down(stand)
    told = msgspec.json.decode(written["after"])
    assert (written["action"], told["whole"]) == ("export.broken", False)
    assert told["rows"] < ROWS


async def kill_backend(stand: Stand) -> None:
    found: list[Any] = []

    async def one_left() -> bool:
        # What has ended is shown for a moment longer.
        found[:] = await stand.backends()
        return len(found) == 1

    await eventually(one_left)
    assert await stand.owner.fetchval("SELECT pg_terminate_backend($1)", found[0]["pid"])


@pytest.mark.parametrize("wanted", FORMATS)
async def test_a_client_library_calls_a_cut_one_an_error(stand: Stand, wanted: str) -> None:
    got = bytearray()
    url = f"{stand.url}{EXPORTS}/reels?format={wanted}"
    async with stand.http.get(url) as response:
        assert response.status == 200
        got += await response.content.readany()
        await kill_backend(stand)
        with pytest.raises(aiohttp.ClientPayloadError):
            await read_on(response.content, got)

    if wanted == "parquet":
        with pytest.raises(pa.ArrowInvalid):
            parquet_rows(bytes(got))


async def read_on(content: aiohttp.StreamReader, got: bytearray) -> None:
    while piece := await content.readany():
        got += piece


async def test_whoever_reads_slowly_slows_the_reading_and_gets_everything(stand: Stand) -> None:
    async def still() -> bool:
        before = await stand.backends()
        await asyncio.sleep(0.3)
        after = await stand.backends()
        states = [one["state"] for one in before]
        return states == ["idle in transaction"] and before == after

    async with slow_reader(stand, "reels", "fields=id,caption_text") as reader:
        await reader.head()
        await eventually(still)
        body = await reader.rest()

    assert body.endswith(b"\r\n0\r\n\r\n")
    assert len(body) > ROWS * LETTERS
    assert (await last_written_down(stand))["action"] == "export.finished"


async def test_whoever_goes_away_is_written_down_as_broken(stand: Stand) -> None:
    async with slow_reader(stand, "reels") as reader:
        await reader.head()

        reader.leave()

        assert (await last_written_down(stand))["action"] == "export.broken"
        await eventually(lambda: nobody(stand))


async def nobody(stand: Stand) -> bool:
    """Whether no connection of exports is open: the server may end one a moment later."""
    return not await stand.backends()


async def test_whoever_goes_away_ends_the_statement_that_runs_for_them(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for a lock here, as patiently as it would sort."""
    patient = snapshots.BEGIN.replace("lock_timeout = '2s'", "lock_timeout = '60s'")
    monkeypatch.setattr(snapshots, "BEGIN", patient)

    async def waiting() -> bool:
        return [one["wait_event_type"] for one in await stand.backends()] == ["Lock"]

    locking = await asyncpg.connect(stand.owner_dsn)
    try:
        await locking.execute("BEGIN; LOCK TABLE models IN ACCESS EXCLUSIVE MODE")
        async with slow_reader(stand, "models") as reader:
            await eventually(waiting)
            reader.leave()
            await eventually(lambda: nobody(stand))
            await stand.written_down()
    finally:
        await locking.close()


async def test_more_than_two_at_once_are_told_to_come_back_and_lists_wait_for_none(
    stand: Stand,
) -> None:
    key, third = await another_key(stand), await another_key(stand)
    async with (
        slow_reader(stand, "reels") as one,
        slow_reader(stand, "reels", token=key) as other,
    ):
        for reader in (one, other):
            await reader.head()
        refused = await asked_as(stand, third)
        page = await stand.get("/api/instagram/reels", limit="1")
    await stand.written_down()

    assert (refused.status, refused.json()["code"]) == (503, "too_many_exports")
    assert int(refused.headers["Retry-After"]) > 0
    assert page.status == 200
    await eventually(lambda: _is_taken(stand))


async def test_each_caller_has_one_place_and_another_finds_the_next_free(stand: Stand) -> None:
    key = await another_key(stand)
    async with slow_reader(stand, "reels") as reader:
        await reader.head()

        own, another = await stand.get(f"{EXPORTS}/models"), await asked_as(stand, key)

    assert (own.status, own.json()["code"]) == (503, "too_many_exports")
    assert another.status == 200
    await stand.written_down()


async def another_key(stand: Stand) -> str:
    return await stored_key(stand, "read")  # type: ignore[arg-type]  # its owner is all it asks


async def asked_as(stand: Stand, key: str) -> Answer:
    url, headers = f"{stand.url}{EXPORTS}/models", {"Authorization": f"Bearer {key}"}
    async with stand.http.get(url, headers=headers) as response:
        return Answer(response.status, response.headers, await response.read())


async def test_whoever_takes_too_little_is_cut_though_they_take_something(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "TAKEN_WITHIN_S", 0.3)
    async with slow_reader(stand, "reels") as reader:
        await reader.head()
        for _ in range(20):
            await reader.reader.readexactly(100)
            await asyncio.sleep(0.02)

        assert (await last_written_down(stand))["action"] == "export.broken"
        assert not (await reader.rest()).endswith(b"0\r\n\r\n")


async def test_a_fault_of_ours_cuts_it_and_stands_in_the_log_and_the_audit(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def at_fault(*_: Any) -> bytes:
        raise AttributeError("of the tests")

    monkeypatch.setattr(CsvFile, "rows", at_fault)

    with pytest.raises(aiohttp.ClientPayloadError):
        await stand.get(f"{EXPORTS}/reels")

    assert (await last_written_down(stand))["action"] == "export.broken"
    told = [one for one in caplog.records if one.message == "an export broke by a fault"]
    assert [one.exc_info[0] for one in told if one.exc_info] == [AttributeError]


async def _is_taken(stand: Stand) -> bool:
    return (await stand.get(f"{EXPORTS}/models")).status == 200


async def test_a_file_is_of_one_moment_whatever_is_written_meanwhile(stand: Stand) -> None:
    async with slow_reader(stand, "reels", "fields=id,caption_text&sort=-taken_at") as reader:
        await reader.head()
        await stand.owner.execute(f"UPDATE instagram_reels SET caption_text = 'new' {OLDEST}")
        await stand.owner.execute(f"DELETE FROM instagram_reels {OLDEST} AND play_count IS NULL")
        body = unchunked(await reader.rest())
    await stand.owner.execute(f"DELETE FROM instagram_reels {OLDEST}")
    await add_reels(stand.owner, ROWS, letters=LETTERS, first=ROWS - 99)

    assert body.count(b"xxx\r\n") == ROWS
    assert b",new\r\n" not in body


def unchunked(sent: bytes) -> bytes:
    found = []
    while sent:
        size, _, rest = sent.partition(b"\r\n")
        found.append(rest[: int(size, 16)])
        sent = rest[int(size, 16) + 2 :]
    return b"".join(found)


async def test_one_that_takes_too_long_is_cut(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of it the first rows take their part, which is no small one on a busy machine.
    monkeypatch.setattr(stand.exports, "_within_s", 1.5)
    async with slow_reader(stand, "reels") as reader:
        await reader.head()

        assert (await last_written_down(stand))["action"] == "export.broken"
        assert not (await reader.rest()).endswith(b"0\r\n\r\n")


async def test_one_that_a_stop_cuts_off_is_written_down_all_the_same(
    postgres: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "DRAIN_S", 0.1)
    async with postgres.fresh() as database:
        async with standing(database) as stopped, AsyncExitStack() as later:
            await add_reels(stopped.owner, 5_000, letters=LETTERS)
            reader = await later.enter_async_context(slow_reader(stopped, "reels"))
            await reader.head()
            held = later.pop_all()
        await held.aclose()
        owner = await asyncpg.connect(database.owner_dsn)
        actions = await owner.fetch("SELECT action FROM audit_log")
        await owner.close()

    assert [row["action"] for row in actions] == ["export.broken"]


async def test_what_cannot_be_read_in_time_is_told_before_anything_is_sent(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = snapshots.BEGIN.replace("lock_timeout = '2s'", "lock_timeout = '50ms'")
    monkeypatch.setattr(snapshots, "BEGIN", hasty)
    before = len(await stand.written_down())
    locking = await asyncpg.connect(stand.owner_dsn)
    try:
        await locking.execute("BEGIN; LOCK TABLE models IN ACCESS EXCLUSIVE MODE")
        answer = await stand.get(f"{EXPORTS}/models")
    finally:
        await locking.close()

    assert (answer.status, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["Retry-After"]
    assert len(await stand.written_down()) == before


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("format=xlsx", "format"),
        ("format=csv&format=parquet", "format"),
        ("limit=5", "limit"),
        ("cursor=x", "cursor"),
        ("include=counts", "include"),
        ("unknown=1", "unknown"),
        ("sort=caption_text", "sort"),
        ("fields=id,password", "fields"),
        ("min_views=many", "min_views"),
        ("q=x", "q"),
        ("ids=", "ids"),
        ("ids=%C3%A9", "ids"),
        (f"ids={'1,' * 1_000}1", "ids"),
    ],
)
async def test_a_question_that_makes_no_sense_is_refused_with_its_field(
    stand: Stand, query: str, field: str
) -> None:
    answer = await stand.get(f"{EXPORTS}/reels?{query}")

    assert (answer.status, answer.json()["code"]) == (422, "invalid"), answer.body
    assert [one["field"] for one in answer.json()["errors"]] == [field]


async def test_what_belongs_to_somebody_is_exported_of_one_who_is_known(stand: Stand) -> None:
    path = f"{EXPORTS}/follower_history"

    assert (await stand.get(path)).json()["errors"][0]["field"] == "creator"
    unknown = await stand.get(path, creator="nobody")

    assert (unknown.status, unknown.json()["code"]) == (404, "unknown_creator")


async def test_where_a_cut_file_would_look_whole_none_is_sent(stand: Stand) -> None:
    async with slow_reader(stand, "models", version="1.0") as reader:
        assert " 426 " in (await reader.head()).splitlines()[0]


@pytest.mark.slow
async def test_the_library_of_parquet_is_not_loaded_before_it_is_needed() -> None:
    asks = "import sys, b9_api.app; sys.exit('pyarrow' in sys.modules)"
    asking = await asyncio.create_subprocess_exec(sys.executable, "-c", asks)
    assert await asking.wait() == 0

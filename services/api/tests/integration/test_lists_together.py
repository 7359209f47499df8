"""Many who look at the same page: the database is asked once, and nobody is told of what was."""

import asyncio
from typing import Any

import pytest
from services.api.tests.integration.api_harness import Answer, Harness, eventually

CREATORS = "/api/instagram/creators"
VIEWERS = 12
WRITES = 15
WAITING = """
SELECT count(*) FROM pg_stat_activity
 WHERE usename = 'b9_gateway' AND datname = current_database() AND wait_event_type = 'Lock'
"""
RENAME = "UPDATE instagram_creators SET full_name = $1 WHERE username = 'nasa'"


def name_in(answer: Answer) -> int:
    assert answer.status == 200, answer.body
    return int(answer.json()["items"][0]["full_name"])


@pytest.fixture
def far_away(api: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are on their way for a while, so that much is written meanwhile."""
    read = api.database.fetch

    async def slowly(statement: str, *args: Any) -> Any:
        rows = await read(statement, *args)
        await asyncio.sleep(0.03)
        return rows

    monkeypatch.setattr(api.database, "fetch", slowly)


@pytest.mark.usefixtures("far_away")
async def test_who_reads_after_writing_sees_it_however_many_look_at_the_same_page(
    api: Harness,
) -> None:
    await api.creator("1", "nasa")
    await api.owner.execute(RENAME, "0")
    written = 0
    seen_by_others = 0

    async def look(place: int, ended: asyncio.Event) -> None:
        nonlocal seen_by_others
        while not ended.is_set():
            committed = written
            assert name_in(await api.get(CREATORS)) >= committed
            seen_by_others += 1
            # Never all at the same moment.
            await asyncio.sleep(place / 500)

    ended = asyncio.Event()
    async with asyncio.TaskGroup() as viewers:
        for place in range(VIEWERS):
            viewers.create_task(look(place, ended))
        for number in range(1, WRITES + 1):
            # While others' reading is under way.
            await asyncio.sleep(0.015)
            await api.owner.execute(RENAME, str(number))
            written = number
            assert name_in(await api.get(CREATORS)) == number
        ended.set()

    assert seen_by_others > WRITES


async def test_those_who_wait_for_the_same_page_are_one_question_to_the_database(
    api: Harness,
) -> None:
    await api.creator("1", "nasa")
    async with api.owner.transaction():
        await api.owner.execute("LOCK instagram_creators IN ACCESS EXCLUSIVE MODE")
        asked = [asyncio.create_task(api.get(CREATORS)) for _ in range(VIEWERS)]
        asked.append(asyncio.create_task(api.get(f"{CREATORS}?limit=1")))
        await eventually(lambda: waiting(api, 2))
        # Those who come now share the reading after this one.
        asked += [asyncio.create_task(api.get(CREATORS)) for _ in range(VIEWERS)]
        await asyncio.sleep(0.2)
        assert await waiting(api, 2)
        await api.owner.execute(RENAME, "7")

    answers = await asyncio.gather(*asked)
    assert {name_in(one) for one in answers} == {7}
    assert len({one.headers["X-Request-ID"] for one in answers}) == len(answers)
    assert {one.headers["ETag"] for one in answers[:VIEWERS]} == {answers[0].headers["ETag"]}


async def waiting(api: Harness, count: int) -> bool:
    return bool(await api.owner.fetchval(WAITING) == count)


async def test_who_has_the_page_already_is_not_sent_it_though_others_are(api: Harness) -> None:
    await api.creator("1", "nasa")
    etag = (await api.get(CREATORS)).headers["ETag"]

    known, new = await asyncio.gather(
        api.get(CREATORS, headers={"If-None-Match": etag}), api.get(CREATORS)
    )

    assert (known.status, known.body, new.status) == (304, b"", 200)
    assert new.headers["ETag"] == known.headers["ETag"] == etag


async def test_what_is_wrong_with_a_question_is_told_to_all_who_ask_it(api: Harness) -> None:
    refused = await asyncio.gather(*(api.get(f"{CREATORS}?limit=0") for _ in range(5)))

    assert [one.status for one in refused] == [422] * 5
    assert len({one.json()["request_id"] for one in refused}) == 5

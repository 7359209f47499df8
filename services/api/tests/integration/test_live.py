"""The live feed as a viewer sees it, over real servers."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from services.api.tests.integration.api_harness import NOW, Harness, eventually
from services.api.tests.integration.live_client import happened, numbered, request_of, watching

from b9_common.events import Platform, RowsPersisted, encode
from b9_common.topology import rows_subject
from b9_devstack.servers import NatsServer
from b9_devstack.testing import Database as TemporaryDatabase

INSERT = "INSERT INTO request_events (request_id, type, service) VALUES ($1, 'x', 'persister')"


@pytest.fixture
async def request_id(api: Harness) -> UUID:
    """A request that things happen to."""
    return await request_of(api, "nasa")


async def test_a_viewer_is_told_of_what_happens_from_now_on(api: Harness, request_id: UUID) -> None:
    await happened(api, request_id, "before")
    await numbered(api)
    async with watching(api, "requests") as other:
        await other.until("hello")
        await happened(api, request_id, "between")
        await numbered(api)
        # Whoever is told of it shows that the process knows of it; it may learn of "before" first.
        while (await other.until("request")).data["message"] != "between":
            continue
        async with watching(api, "requests") as watch:
            hello = await watch.until("hello")
            await happened(api, request_id, "after")
            await numbered(api)
            told = await watch.until("request")

    assert hello.data == {"topics": ["requests"]}
    assert hello.id is not None
    assert told.id == hello.id + 1
    assert (told.data["message"], told.data["request_id"]) == ("after", str(request_id))
    assert watch.response.headers["Content-Type"].startswith("text/event-stream")
    assert "Content-Length" not in watch.response.headers


@pytest.mark.parametrize("seen", [0, 3, 7])
async def test_who_comes_back_is_told_of_what_it_missed_and_then_of_the_rest(
    api: Harness, request_id: UUID, seen: int
) -> None:
    await happened(api, request_id, *map(str, range(1, 8)))
    await numbered(api)
    async with watching(api, "requests", seen) as watch:
        await watch.until("hello")
        await happened(api, request_id, "8", "9")
        await numbered(api)
        told = await watch.some(9 - seen)

    assert [one.id for one in told] == list(range(seen + 1, 10))


async def test_transactions_that_commit_out_of_order_are_missed_by_nobody_who_resumes(
    api: Harness, database: TemporaryDatabase, request_id: UUID
) -> None:
    """The slow one began first; it is numbered last, however early its row was made."""
    slow = await asyncpg.connect(database.owner_dsn)
    began = slow.transaction()
    await began.start()
    await slow.execute(INSERT, request_id)
    await happened(api, request_id, "fast")
    await numbered(api)
    async with watching(api, "requests", 0) as watch:
        first = await watch.until("request")
    await began.commit()
    await slow.close()
    await numbered(api)

    async with watching(api, "requests", first.id) as watch:
        second = await watch.until("request")
    async with watching(api, "requests", 0) as watch:
        both = await watch.some(2)

    assert (first.data["message"], second.data["type"]) == ("fast", "x")
    assert [one.id for one in both] == [first.id, second.id]


async def test_readers_who_resume_at_any_id_amid_writers_lose_nothing_and_double_nothing(
    api: Harness, database: TemporaryDatabase, request_id: UUID
) -> None:
    async def write(dsn: str) -> None:
        connection = await asyncpg.connect(dsn)
        for turn in range(15):
            async with connection.transaction():
                await connection.execute(INSERT, request_id)
                await asyncio.sleep(0.001 * (turn % 4))
                await connection.execute(INSERT, request_id)
        await connection.close()

    async def number(done: asyncio.Event) -> None:
        while not done.is_set():
            await numbered(api)

    async def read() -> list[int]:
        """Comes back after every few events."""
        seen: list[int] = []
        while len(seen) < 180:
            async with watching(api, "requests", seen[-1] if seen else 0) as watch:
                seen += [one.id or 0 for one in await watch.some(min(7, 180 - len(seen)))]
        return seen

    await numbered(api)
    done = asyncio.Event()
    numbering = asyncio.create_task(number(done))
    writers = [write(database.owner_dsn) for _ in range(6)]
    *_, one, other = await asyncio.gather(*writers, read(), read())
    done.set()
    await numbering

    rows = await api.owner.fetch("SELECT id FROM request_events ORDER BY id")
    assert one == other == [row["id"] for row in rows]


async def test_who_asks_for_more_than_is_kept_is_told_to_begin_anew(
    api: Harness, request_id: UUID
) -> None:
    await happened(api, request_id, *map(str, range(5)))
    await numbered(api)
    await api.owner.execute("DELETE FROM request_events WHERE id <= 3")
    async with watching(api, "requests", 2) as watch:
        reset = await watch.until("reset")
    async with watching(api, "requests", 3) as watch:
        first = await watch.until("request")
    async with watching(api, "requests", 4_000) as watch:
        ahead = await watch.until("reset")

    assert (reset.id, reset.data) == (5, {"asked": "2", "oldest": "4"})
    assert first.id == 4
    assert ahead.id == 5


async def test_nobody_is_told_of_another_organisations_requests(api: Harness) -> None:
    own, foreign = await request_of(api, "nasa"), await request_of(api, "nasa", "others")
    await happened(api, foreign, "theirs")
    await happened(api, own, "ours")
    await numbered(api)
    for topics in ("requests", "logs:persister", "logs:instagram", f"request:{own}"):
        async with watching(api, topics, 0) as watch:
            told = await watch.until("request")
            await happened(api, foreign, "theirs")
            await happened(api, own, "more of ours")
            await numbered(api)
            more = await watch.until("request")
        assert (told.data["message"], more.data["message"]) == ("ours", "more of ours"), topics
        await api.owner.execute("DELETE FROM request_events WHERE message LIKE 'more%'")

    refused = await api.get("/api/events", params={"topics": f"request:{foreign}"})
    assert (refused.status, refused.json()["code"]) == (404, "unknown_request")


async def test_a_topic_tells_of_its_own_alone(api: Harness, request_id: UUID) -> None:
    other = await request_of(api, "spacex")
    await happened(api, other, "of another")
    await happened(api, other, "of the gateway", service="gateway")
    await happened(api, request_id, "of this")
    await numbered(api)
    async with watching(api, f"request:{request_id}", 0) as watch:
        own = await watch.until("request")
    async with watching(api, "logs:gateway", 0) as watch:
        log = await watch.until("request")
    async with watching(api, f"requests,logs:gateway,request:{request_id}", 0) as watch:
        told = await watch.some(3)

    assert own.data["message"] == "of this"
    assert log.data["message"] == "of the gateway"
    assert len({one.id for one in told}) == 3


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "topics", ["", "nothing", "request:1", "rows:audit", "logs:x", "counts:", ",".join("ab" * 20)]
)
async def test_a_topic_that_is_none_is_refused(shared: Harness, topics: str) -> None:
    answer = await shared.get("/api/events", params={"topics": topics})
    assert (answer.status, answer.json()["errors"][0]["field"]) == (422, "topics")


async def test_rows_that_workers_stored_and_people_edited_are_told_of(api: Harness) -> None:
    event = RowsPersisted(
        request_id=str(uuid4()),
        correlation_id="of-a-test",
        platform=Platform.INSTAGRAM,
        target_id="17",
        inserted={"instagram_reels": 12},
        updated={"instagram_creators": 1},
        committed_at=NOW,
    )
    async with watching(api, "rows:reels,rows:creators") as watch:
        await watch.until("hello")
        await api.broker.nc.publish(rows_subject("instagram"), encode(event))
        first, second = await watch.until("rows"), await watch.until("rows")
        await api.services.live.edited("creators", ["4"])
        edited = await watch.until("rows")

    told = {one.data["topic"]: one.data for one in (first, second)}
    assert told["rows:reels"]["inserted"] == 12
    assert (told["rows:creators"]["updated"], told["rows:creators"]["targets"]) == (1, ["17"])
    assert (edited.data["edited"], edited.data["ids"], edited.id) == (1, ["4"], None)


async def test_counts_and_scrapers_are_shown_at_once_and_whenever_they_change(
    api: Harness,
) -> None:
    async with watching(api, "counts:creators,counts:requests,scraper:instagram,jobs") as watch:
        shown: dict[str, Any] = {}
        while len(shown) < 4:
            event = await watch.next()
            assert event is not None
            if event.name != "hello":
                shown[event.data["topic"]] = event.data
        await api.post("/api/control/instagram/pause", json={"reason": "a pause"})
        scraper = await watch.until("scraper")
        await api.add("nasa")
        counts = await watch.until("counts")
    async with watching(api, "scraper:instagram") as later:
        again = await later.until("scraper")

    assert shown["counts:creators"]["counts"]["total"] == 0
    assert shown["scraper:instagram"]["desired"]["enabled"] is True
    assert shown["scraper:instagram"]["observed"] == []
    assert shown["jobs"]["code"] == "job_runner_missing"
    assert scraper.data["desired"]["reason"] == "a pause"
    assert counts.data["counts"]["queued"] == 1
    assert again.data["desired"] == scraper.data["desired"]


async def test_a_broker_that_went_away_and_came_back_costs_no_event(
    api: Harness, nats: NatsServer, request_id: UUID
) -> None:
    async with watching(api, "requests") as watch:
        await watch.until("hello")
        nats.kill()
        await happened(api, request_id, "without a broker")
        await numbered(api)
        told = await watch.until("request")
        await nats.restart()
        await happened(api, request_id, "with one again")
        await numbered(api)
        again = await watch.until("request")

    assert again.id == (told.id or 0) + 1


async def test_a_database_that_fell_back_makes_viewers_begin_anew(
    api: Harness, request_id: UUID
) -> None:
    await happened(api, request_id, *map(str, range(5)))
    await numbered(api)
    async with watching(api, "requests", 0) as watch:
        await watch.some(5)
        await api.owner.execute("DELETE FROM request_events WHERE id > 2")
        await api.owner.execute("SELECT setval('request_event_ids', 2)")
        await watch.until("reset")
        await happened(api, request_id, "again")
        await numbered(api)
        told = await watch.until("request")

    assert told.id == 3


async def test_the_count_of_viewers_is_what_it_was_once_they_have_gone(
    api: Harness, request_id: UUID
) -> None:
    async with watching(api, "requests"), watching(api, f"request:{request_id}"):
        await eventually(lambda: viewers(api, 2))
    await eventually(lambda: viewers(api, 0))


async def viewers(api: Harness, wanted: int) -> bool:
    return len(api.services.live.hub) == wanted


async def test_a_database_that_stood_still_for_a_while_costs_a_viewer_nothing(
    api: Harness, database: TemporaryDatabase, request_id: UUID
) -> None:
    async with watching(api, "requests,counts:creators") as watch:
        await watch.until("counts")
        database.server.pause()
        await asyncio.sleep(5)
        database.server.resume()
        await eventually(lambda: wrote(api, request_id))
        await numbered(api)
        told = await watch.until("request")

    assert told.data["message"] == "after all"


async def wrote(api: Harness, request_id: UUID) -> bool:
    await happened(api, request_id, "after all")
    return True

"""The gateway behind Debian's PgBouncer, which lends a connection for one transaction at a time."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from typing import Any, TypeVar

import asyncpg
import pytest
import pytest_asyncio
from services.api.tests.integration.api_harness import Answer, Harness, eventually, harness
from services.api.tests.integration.editing_support import patch
from services.api.tests.integration.live_client import numbered, watching

from b9_api.adapters.database import DatabaseUnavailableError
from b9_api.dispatcher.lease import NotLeaderError
from b9_common.messaging import connect
from b9_common.topology_apply import apply
from b9_devstack.testing import Databases, nats_server
from b9_devstack.testing.pooler import PGBOUNCER, Pooled, pooled

T = TypeVar("T")
AT_ONCE = 8

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not PGBOUNCER.exists(), reason="PgBouncer is not installed"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def behind(
    postgres: Databases, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Pooled]:
    """A database as the gateway's role reaches it: by four connections for all."""
    async with (
        postgres.fresh() as database,
        pooled(database, tmp_path_factory.mktemp("pooler")) as made,
    ):
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def api(behind: Pooled, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Harness]:
    """A gateway with more connections to the pooler than that has to the server."""
    async with (
        nats_server(tmp_path_factory.mktemp("nats")) as nats,
        connect(nats.url, "test") as broker,
    ):
        await apply(broker)
        async with harness(behind, nats.url, broker, pool_size=12) as made:
            await eventually(lambda: is_warm(made))
            yield made


async def is_warm(api: Harness) -> bool:
    """Connect as often as `at_once` will: a busy machine takes as long for it as callers wait."""
    try:
        await at_once(*(api.database.fetch("SELECT pg_sleep(0.05)") for _ in range(AT_ONCE)))
    except DatabaseUnavailableError:
        return False
    return True


async def at_once(*asking: Awaitable[T]) -> list[T]:
    """
    What comes of *asking*, some at a time: more than the pooler lends connections, and few enough
    that on a busy machine nobody gives up standing in line.
    """
    places = asyncio.Semaphore(AT_ONCE)

    async def one(asked: Awaitable[T]) -> T:
        async with places:
            return await asked

    return await asyncio.gather(*map(one, asking))


async def some_creators(api: Harness, name: str, count: int) -> list[int]:
    """*count* creators of one test; their ids, in order."""
    await api.persister.execute(
        "INSERT INTO instagram_creators (ig_user_id, username, observed_at)"
        " SELECT $1 || n, $1 || n, now() FROM generate_series(1, $2::int) AS n",
        name,
        count,
    )
    rows = await api.owner.fetch(
        "SELECT id FROM instagram_creators WHERE username LIKE $1 || '%' ORDER BY id", name
    )
    return [row["id"] for row in rows]


async def audits(api: Harness, ids: list[int]) -> int:
    """How many edits of those creators stand in the audit log."""
    found: int = await api.owner.fetchval(
        "SELECT count(*) FROM audit_log WHERE entity = 'instagram_creator' AND entity_id IN"
        " (SELECT ig_user_id FROM instagram_creators WHERE id = ANY ($1))",
        ids,
    )
    return found


async def versions(api: Harness, ids: list[int]) -> set[int]:
    """The versions that those creators have."""
    rows = await api.owner.fetch("SELECT version FROM instagram_creators WHERE id = ANY ($1)", ids)
    return {row["version"] for row in rows}


async def test_with_kept_statements_the_pooler_would_have_been_noticed(behind: Pooled) -> None:
    """Else the tests below would prove nothing."""
    connection = await asyncpg.connect(behind.gateway_dsn, statement_cache_size=100)
    other = await asyncpg.connect(behind.gateway_dsn, statement_cache_size=0)

    async def ask(times: int) -> None:
        for _ in range(times):
            await connection.fetchval("SELECT $1::int", 1)

    try:
        async with other.transaction():
            await other.execute("SELECT 1")
            await ask(1)
        with pytest.raises(asyncpg.InvalidSQLStatementNameError):
            await ask(5)
    finally:
        connection.terminate()
        other.terminate()


async def test_lists_counts_and_searches_answer_many_at_once(api: Harness) -> None:
    await some_creators(api, "orbit", 60)
    paths = [
        "/api/instagram/creators?limit=20&include=counts",
        "/api/instagram/creators?limit=20&sort=-followers_count",
        "/api/instagram/creators?q=orbit1&include=counts&counts_scope=query",
        "/api/instagram/niches",
        "/api/reddit/subreddits?include=counts",
        "/api/requests?include=counts",
        "/api/stats/overview",
    ]

    answers = await at_once(*(api.get(path) for path in paths for _ in range(12)))

    async def all_counted() -> bool:
        # What was counted for another test is kept for some seconds.
        return bool((await api.get(paths[0])).json()["counts"]["total"] >= 60)

    assert Counter(answer.status for answer in answers) == {200: len(answers)}
    assert len(answers[0].json()["items"]) == 20
    await eventually(all_counted)


async def test_a_file_of_a_list_is_of_one_moment_while_others_read(api: Harness) -> None:
    """Its cursor lives as long as its transaction, and so does the pooler's loan."""
    await some_creators(api, "filed", 300)
    path = "/api/exports/creators?format=csv&q=filed&fields=username"

    file, *lists = await at_once(
        api.get(path), *(api.get("/api/instagram/creators") for _ in range(20))
    )

    assert len(file.body.splitlines()) == 1 + 300
    assert {answer.status for answer in (file, *lists)} == {200}


async def test_of_all_who_edit_a_row_at_once_one_is_first_and_no_decision_is_lost(
    api: Harness,
) -> None:
    ids = await some_creators(api, "edited", 5)
    words = ("ok", "non_related", "ok", "non_related")

    async def decide(one: int, word: str) -> Answer:
        path = f"/api/instagram/creators/{one}"
        return await patch(api, path, review_status=word, version=1)

    answers = await at_once(*(decide(one, word) for one in ids for word in words))

    assert Counter(answer.status for answer in answers) == {200: 5, 409: 15}
    assert (await audits(api, ids), await versions(api, ids)) == (5, {2})


async def test_bulk_edits_of_the_same_rows_wait_for_each_other_and_are_undone(
    api: Harness,
) -> None:
    rows = await some_creators(api, "bulky", 40)
    ids = [str(one) for one in rows]

    async def bulk(niche: str, chosen: list[str]) -> Answer:
        body = {"ids": chosen, "set": {"niche": niche}}
        return await api.post("/api/instagram/creators/bulk", json=body)

    backwards = list(reversed(ids))
    answers = await asyncio.gather(
        *(bulk(f"niche {n}", ids if n % 2 else backwards) for n in range(6))
    )
    assert Counter(answer.status for answer in answers) == {200: 6}
    assert await versions(api, rows) == {7}

    last = (await bulk("the last", ids)).json()["undo_token"]
    undone = await api.post(f"/api/undo/{last}")

    assert undone.json()["counts"] == {"restored": 40}
    assert await audits(api, rows) == 8 * 40


async def test_requests_are_taken_once_relayed_once_and_told_of_as_they_happen(
    api: Harness,
) -> None:
    """The feed is woken by the broker and reads the table: it needs no session of the server."""
    await eventually(lambda: follows(api))
    async with watching(api, "requests") as watch:
        hello = await watch.until("hello")
        again = [api.add("nasa", headers={"Idempotency-Key": "of-this-test"}) for _ in range(8)]
        others = [api.add(f"orbit{n % 4}") for n in range(12)]
        answers = await at_once(*again, *others)
        leader, other = await (await led_by_nobody(api)).lease("leader"), await api.lease("other")
        relay = await api.relay(leader)
        await relay.turn()
        await relay.settled()
        await numbered(api)
        told = await watch.some(5)
    async with watching(api, "counts:requests") as watch:
        counts = await watch.until("counts")
    async with watching(api, "requests", hello.id) as watch:
        again_told = await watch.some(5)

    assert {answer.status for answer in answers} <= {200, 202}
    assert await api.count("requests") == 5
    assert (await api.messages("REQUESTS"), await api.count("outbox")) == (5, 0)
    assert (leader.leading.is_set(), other.leading.is_set()) == (True, False)
    assert told == again_told
    assert len({one.data["request_id"] for one in told}) == 5
    assert counts.data["counts"]["queued"] == 5


async def led_by_nobody(api: Harness) -> Harness:
    """Whoever led in another test leads no more."""
    api.leases.clear()
    await api.owner.execute("UPDATE leases SET expires_at = '-infinity'")
    return api


async def follows(api: Harness) -> bool:
    return api.services.live.hub.head is not None


async def test_a_leader_whose_lease_was_taken_commits_nothing(api: Harness) -> None:
    leader = await (await led_by_nobody(api)).lease("frozen")
    await api.owner.execute("UPDATE leases SET epoch = epoch + 1, expires_at = '-infinity'")

    with pytest.raises(NotLeaderError):
        async with leader.transaction() as connection:
            await connection.execute("DELETE FROM outbox")


async def test_keys_are_made_used_and_revoked(api: Harness) -> None:
    made = (await api.post("/api/keys", json={"name": "a script", "scope": "read"})).json()
    headers = {"Authorization": f"Bearer {made['key']}"}
    opened = await at_once(*(api.get("/api/control", headers=headers) for _ in range(20)))

    async def noted() -> bool:
        used = "SELECT last_used_at IS NOT NULL FROM api_keys WHERE id = $1"
        return bool(await api.owner.fetchval(used, made["id"]))

    await eventually(noted)
    await api.post(f"/api/keys/{made['id']}/revoke")

    assert {answer.status for answer in opened} == {200}
    assert (await api.get("/api/control", headers=headers)).status == 401


async def test_time_limits_hold_in_every_transaction_and_stay_in_none(api: Harness) -> None:
    async def limit(connection: Any) -> str:
        return str(await connection.fetchval("SHOW statement_timeout"))

    async def inside() -> str:
        async with api.database.transaction() as connection:
            await asyncio.sleep(0.02)
            return await limit(connection)

    async def outside() -> str:
        [[told]] = await api.database.fetch("SHOW statement_timeout")
        return str(told)

    told = await at_once(*(one() for _ in range(10) for one in (inside, outside)))

    # The latter is the role's, which the pooler's own connections have, too.
    assert Counter(told) == {"3s": 10, "10s": 10}


async def test_a_pooler_that_was_started_again_is_found_again(api: Harness, behind: Pooled) -> None:
    assert (await api.get("/api/instagram/creators")).status == 200
    behind.pooler.kill()
    away = await api.get("/api/instagram/creators?limit=1")
    await behind.pooler.restart()

    async def answers() -> bool:
        return (await api.get("/api/instagram/creators?limit=2")).status == 200

    await eventually(answers)
    assert (away.status, away.json()["code"]) == (503, "database_unavailable")

"""Nothing that collects ever undoes, delays for good, or overwrites what a person decided."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import pytest
from pydantic import SecretStr
from services.api.tests.integration.api_harness import Harness, harness

from b9_api.editing.entities import CREATORS, SUBREDDITS, USERS
from b9_common.events import Owner, Platform, RedditPage, Walk
from b9_common.messaging import connect
from b9_common.topology_apply import apply
from b9_devstack.servers import NatsServer
from b9_devstack.testing import Database as Stored
from b9_persister.adapters.postgres.content_store import PostgresContent
from b9_persister.adapters.postgres.database import Database
from b9_persister.content import persist
from b9_persister.settings import Settings
from b9_persister.testing import reddit
from b9_persister.testing.events import accept, at, item, page, profile, profile_page
from b9_persister.testing.hands import delivery

Take = Callable[..., Awaitable[list[Any]]]
MANY = 200


@pytest.fixture
async def api(database: Stored, nats: NatsServer) -> AsyncIterator[Harness]:
    """The gateway."""
    async with connect(nats.url, "test") as broker:
        await apply(broker)
        async with harness(database, nats.url, broker) as made:
            yield made


@pytest.fixture
async def take(database: Stored) -> AsyncIterator[Take]:
    """The persister under its own role; each call is one batch."""
    settings = Settings(database_url=SecretStr(database.persister_dsn))
    async with Database().connected(settings) as pool:
        store = PostgresContent(pool)

        async def taken(*events: Any) -> list[Any]:
            hands = [delivery(one, seq=n) for n, one in enumerate(events, start=1)]
            return list(await persist(hands, store=store))

        yield taken


def scrape(request_id: str, round_: int) -> list[Any]:
    """Every creator's profile and a reel of theirs, newer each *round_*, in shuffled order."""
    owners = [(str(1_000 + n), f"orbit{n}") for n in range(MANY)]
    owners = owners[round_ % MANY :] + owners[: round_ % MANY]
    pages: list[Any] = []
    for place, (owner, name) in enumerate(owners):
        of = profile(owner, name, followers_count=1_000 * round_ + place)
        pages.append(profile_page(request_id, of, run=round_, n=place, minutes=round_))
        reel = item(owner, owner, like_count=round_)
        pages.append(
            page(request_id, run=round_, n=place, owner=(owner, name), items=[reel], minutes=round_)
        )
    return pages


async def rescrapes(take: Take, request_id: str, rounds: range) -> None:
    """Batch after batch, as the persister reads them."""
    for round_ in rounds:
        pages = scrape(request_id, round_)
        for start in range(0, len(pages), 100):
            assert await take(*pages[start : start + 100]) == [None] * len(
                pages[start : start + 100]
            )


async def decisions(api: Harness) -> set[tuple[Any, ...]]:
    rows = await api.owner.fetch(
        "SELECT review_status, niche, tags, notes, reviewed_by IS NOT NULL FROM instagram_creators"
    )
    return {(row[0], row[1], tuple(row[2]), row[3], row[4]) for row in rows}


async def test_a_scrape_during_bulk_edits_loses_no_decision(
    api: Harness, take: Take, database: Stored
) -> None:
    request_id = await accept(database.owner_dsn)
    await rescrapes(take, request_id, range(1, 2))
    ids = [
        row["id"] for row in await api.owner.fetch("SELECT id FROM instagram_creators ORDER BY id")
    ]
    assert len(ids) == MANY

    async def people() -> list[int]:
        statuses = []
        for place in range(12):
            order = ids if place % 2 else ids[::-1]
            answer = await api.post(
                "/api/instagram/creators/bulk",
                json={"ids": order, "set": {"notes": f"n{place}"}, "tags_add": [f"t{place}"]},
            )
            statuses.append(answer.status)
            assert answer.json()["counts"]["updated"] == MANY
        answer = await api.post(
            "/api/instagram/creators/bulk",
            json={"ids": ids, "set": {"review_status": "ok", "niche": "space"}},
        )
        return [*statuses, answer.status]

    statuses, _ = await asyncio.gather(people(), rescrapes(take, request_id, range(2, 6)))

    assert statuses == [200] * 13
    tags = tuple(f"t{place}" for place in range(12))
    assert await decisions(api) == {("ok", "space", tags, "n11", True)}
    # And the scrape lost nothing either.
    figures = await api.owner.fetch(
        "SELECT min(followers_count), (SELECT min(like_count) FROM instagram_reels)"
        "  FROM instagram_creators"
    )
    assert [tuple(one) for one in figures] == [(5_000, 5)]


async def test_an_undo_after_a_scrape_restores_decisions_and_keeps_what_was_collected(
    api: Harness, take: Take, database: Stored
) -> None:
    request_id = await accept(database.owner_dsn)
    await rescrapes(take, request_id, range(1, 2))
    path = "/api/instagram/creators/bulk"
    before = await api.post(path, json={"filter": {}, "set": {"niche": "sea"}})
    edited = await api.post(path, json={"filter": {}, "set": {"niche": "space", "notes": "x"}})
    [one] = [found["id"] for found in edited.json()["results"][:1]]
    await rescrapes(take, request_id, range(2, 3))
    # Somebody decides after the edit, and before it is taken back.
    later = await api.ask(
        "PATCH", f"/api/instagram/creators/{one}", json={"niche": "moons", "version": 3}
    )

    undone, _ = await asyncio.gather(
        api.post(f"/api/undo/{edited.json()['undo_token']}"),
        rescrapes(take, request_id, range(3, 5)),
    )

    assert (before.status, later.status, undone.status) == (200, 200, 200)
    assert undone.json()["counts"] == {"partly": 1, "restored": MANY - 1}
    rows = await api.owner.fetch(
        "SELECT niche, notes, followers_count >= 4000 AS fresh, count(*) AS times"
        "  FROM instagram_creators GROUP BY 1, 2, 3"
    )
    assert {tuple(row) for row in rows} == {
        ("moons", None, True, 1),
        ("sea", None, True, MANY - 1),
    }


async def test_a_page_of_reddit_during_bulk_edits_loses_no_decision(
    api: Harness, take: Take, database: Stored
) -> None:
    request_id = await accept(
        database.owner_dsn,
        kind="subreddit_scan",
        platform="reddit",
        target_kind="subreddit",
        stages=reddit.STAGES,
    )

    def pages(round_: int) -> list[RedditPage]:
        return [
            RedditPage(
                request_id=request_id,
                correlation_id="c",
                drive=1,
                run=round_,
                leg=1,
                walk=Walk.ABOUT,
                n=n,
                platform=Platform.REDDIT,
                owner=Owner(id=f"c{n}", username=f"Orbit{n}"),
                subreddit=reddit.subreddit(f"c{n}", f"Orbit{n}", subscribers=1_000 * round_ + n),
                observed_at=at(round_),
            )
            for n in (range(MANY) if round_ % 2 else reversed(range(MANY)))
        ]

    async def scans(rounds: range) -> None:
        for round_ in rounds:
            assert await take(*pages(round_)) == [None] * MANY

    await scans(range(1, 2))
    ids = [
        row["id"] for row in await api.owner.fetch("SELECT id FROM reddit_subreddits ORDER BY id")
    ]

    async def people() -> None:
        for place in range(8):
            answer = await api.post(
                "/api/reddit/subreddits/bulk",
                json={
                    "ids": ids if place % 2 else ids[::-1],
                    "set": {"review": "Ok"},
                    "tags_add": [f"topic:t{place}"],
                },
            )
            assert (answer.status, answer.json()["counts"]["updated"]) == (200, MANY)

    await asyncio.gather(people(), scans(range(2, 6)))

    rows = await api.owner.fetch(
        "SELECT review, primary_category, jsonb_array_length(tags), subscribers >= 5000, count(*)"
        "  FROM reddit_subreddits GROUP BY 1, 2, 3, 4"
    )
    assert [tuple(row) for row in rows] == [("Ok", "topic", 8, True, MANY)]


# What is collected, and which of it people own: all that the gateway may write.
OWNED = """
SELECT column_name::text AS name, table_name::text AS of
  FROM information_schema.column_privileges
 WHERE grantee = 'b9_gateway' AND privilege_type = 'UPDATE' AND table_schema = 'public'
   AND (table_name LIKE 'instagram\\_%' OR table_name LIKE 'reddit\\_%')
   AND column_name <> 'updated_at'
 ORDER BY 2, 1
"""
# What people alone write, row by row.
TABLES = (
    "models",
    "edits",
    "audit_log",
    "instagram_niches",
    "system_control",
    "providers",
    "idempotency_keys",
    "organizations",
)


async def refused(connection: Any, statement: str) -> bool:
    try:
        await connection.execute(statement)
    except asyncpg.InsufficientPrivilegeError:
        return True
    return False


async def test_a_workers_role_is_refused_every_column_that_people_own(api: Harness) -> None:
    owned = [(row["of"], row["name"]) for row in await api.owner.fetch(OWNED)]
    assert {of for of, _ in owned} == {
        "instagram_creators",
        "instagram_niches",
        "reddit_subreddits",
        "reddit_users",
    }
    assert len(owned) > 25

    accepted = [
        statement
        for of, name in owned
        for statement in (
            f"UPDATE {of} SET {name} = {name}",
            f"UPDATE {of} SET {name} = DEFAULT",
            f"INSERT INTO {of} ({name}) VALUES (DEFAULT)",
        )
        if not await refused(api.persister, statement)
    ]

    assert accepted == []


async def test_every_column_that_an_edit_writes_is_one_that_people_own(api: Harness) -> None:
    """Otherwise the test above would miss it."""
    owned = {(row["of"], row["name"]) for row in await api.owner.fetch(OWNED)}
    for of, table in (
        (CREATORS, "instagram_creators"),
        (SUBREDDITS, "reddit_subreddits"),
        (USERS, "reddit_users"),
    ):
        for name in _columns_written(of.write):
            assert (table, name) in owned


@pytest.mark.parametrize("table", TABLES)
async def test_a_workers_role_is_refused_what_people_write_alone(api: Harness, table: str) -> None:
    columns = await api.owner.fetch(
        "SELECT column_name::text AS name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'"
        "   AND is_identity = 'NO'",
        table,
    )
    assert columns
    for row in columns:
        name = row["name"]
        assert await refused(api.persister, f"UPDATE {table} SET {name} = {name}")
        assert await refused(api.persister, f"INSERT INTO {table} ({name}) VALUES (DEFAULT)")
    assert await refused(api.persister, f"DELETE FROM {table}")


def _columns_written(statement: str) -> list[str]:
    between = statement.partition("SET ")[2].partition("FROM jsonb_to_recordset")[0]
    names = [part.partition("=")[0].strip() for part in between.split(",")]
    return [name for name in names if name.isidentifier() and name != "updated_at"]

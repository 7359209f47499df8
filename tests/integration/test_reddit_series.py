"""Two weeks of three communities, as they were recorded: any order leaves the same rows."""

import random
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import pytest
from pydantic import SecretStr

from b9_common.events import CallClass, Event, RedditPage, Walk
from b9_devstack.testing import Database as Stored
from b9_persister.adapters.postgres.content_store import PostgresContent
from b9_persister.adapters.postgres.database import Database
from b9_persister.content import persist
from b9_persister.settings import Settings
from b9_persister.testing.hands import deliveries
from b9_persister.testing.playing import left_behind, play
from b9_persister.testing.reddit import accept_scan, reddit_marker, reddit_page
from b9_reddit_ingest.reading import read_answer

Rows = Callable[..., Any]
SERIES = Path(__file__).parents[2] / "../shared/payloads/reddit/timeseries"
PROVENANCE = (
    "id created_at updated_at analytics_at committed_at inserted updated unchanged superseded"
)
TABLES = (
    "reddit_subreddits",
    "reddit_posts",
    "reddit_users",
    "reddit_target_states",
    "request_pages",
)

pytestmark = pytest.mark.skipif(not SERIES.is_dir(), reason="recorded payloads are absent")


@pytest.fixture
async def owner(database: Stored) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(database.owner_dsn)
    yield connection
    await connection.close()


@pytest.fixture
def rows(owner: Any) -> Rows:
    async def read(query: str, *args: Any) -> list[Any]:
        return [row[0] if len(row) == 1 else tuple(row) for row in await owner.fetch(query, *args)]

    return read


@pytest.fixture
async def take(database: Stored) -> AsyncIterator[Callable[..., Any]]:
    settings = Settings(database_url=SecretStr(database.persister_dsn))
    async with Database().connected(settings) as pool:
        store = PostgresContent(pool)

        async def taken(*events: Event) -> Any:
            return await persist(deliveries(events), store=store)

        yield taken


def request_of(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def recorded(folder: Path, request: str) -> list[RedditPage]:
    """A page for each day of one community, in the order of days."""
    pages = []
    for n, file in enumerate(sorted(folder.glob("*.json"))):
        seen_at = datetime.strptime(file.stem, "%Y-%m-%d").replace(tzinfo=UTC)
        reading = read_answer(Walk.TOP, 200, {}, file.read_bytes(), now=seen_at)
        assert reading.answer.call_class is CallClass.OK
        assert reading.page is not None
        posts, rejected = reading.page.posts, reading.page.rejected
        whose = (posts[0].subreddit_id, posts[0].subreddit)
        page = reddit_page(request, Walk.TOP, n=n, posts=(), owner=whose)
        pages.append(
            msgspec.structs.replace(page, posts=posts, rejected=rejected, observed_at=seen_at)
        )
    return pages


def log() -> list[Event]:
    events: list[Event] = []
    for number, folder in enumerate(sorted(SERIES.iterdir())):
        pages = recorded(folder, request_of(number))
        assert len(pages) == 14
        events += [*pages, reddit_marker(request_of(number), pages, target=folder.name)]
    return events


async def start_over(owner: Any, dsn: str) -> None:
    await owner.execute(
        "TRUNCATE requests, request_stages, request_events, outbox, dead_letters, "
        + ", ".join(TABLES)
    )
    for number, folder in enumerate(sorted(SERIES.iterdir())):
        await accept_scan(dsn, request_id=request_of(number), target=folder.name)


@pytest.mark.timeout(120)
async def test_the_series_in_any_order_leaves_the_same_rows_unless_recorded_payloads_are_absent(
    take: Callable[..., Any], rows: Rows, owner: Any, database: Stored
) -> None:
    events = log()
    newest = {
        post.id: post.score
        for page in sorted(
            (one for one in events if isinstance(one, RedditPage)), key=lambda one: one.observed_at
        )
        for post in page.posts
    }
    left = []
    for seed in (None, "backwards", 1, 2, 3):
        chance = random.Random(seed)
        shuffled = list(events)
        if seed == "backwards":
            shuffled.reverse()
        elif seed is not None:
            shuffled += chance.choices(events, k=len(events) // 3)
            chance.shuffle(shuffled)
        await start_over(owner, database.owner_dsn)
        await play(take, shuffled, chance)
        left.append(await left_behind(rows, TABLES, PROVENANCE.split()))
        assert await rows("SELECT DISTINCT status FROM requests") == ["completed"]

    assert dict(await rows("SELECT reddit_id, score FROM reddit_posts")) == newest
    assert await rows("SELECT count(*) FROM dead_letters") == [0]
    assert await rows("SELECT count(activity_score) FROM reddit_subreddits") == [3]
    for other in left[1:]:
        assert other == left[0]

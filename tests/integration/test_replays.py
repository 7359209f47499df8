"""A replay repairs what was lost, counts nothing twice and copies no file again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from aiobotocore.config import AioConfig
from aiobotocore.session import get_session
from pydantic import SecretStr
from services.api.tests.integration.api_harness import Harness, eventually, harness

from b9_common.events import (
    AssetKind,
    AssetRef,
    ContentEvent,
    ContentPage,
    FetchFinished,
    FetchOutcome,
    MediaItem,
    MediaUploaded,
    Options,
    Owner,
    Platform,
    RedditPage,
    RedditPost,
    Walk,
)
from b9_common.health import Health
from b9_common.messaging import Broker, connect
from b9_common.topology import (
    DURABLES,
    MEDIA_UPLOADER,
    PERSISTER_CONTENT,
    PERSISTER_MEDIA,
    content_subject,
)
from b9_common.topology_apply import apply
from b9_devstack.servers import NatsServer, S3Server
from b9_devstack.servers.s3 import BUCKET, REGION
from b9_devstack.testing import Database as Stored
from b9_media_uploader.settings import Settings as UploaderSettings
from b9_media_uploader.testing import samples
from b9_media_uploader.testing.cdn import Answer, Cdn, cdn
from b9_media_uploader.testing.running import running as uploading
from b9_persister.adapters.broker.positions import BrokerPositions
from b9_persister.adapters.postgres.content_store import PostgresContent
from b9_persister.adapters.postgres.database import Database
from b9_persister.adapters.postgres.floor_store import PostgresFloors
from b9_persister.adapters.postgres.media_store import PostgresMedia
from b9_persister.content import persist
from b9_persister.media import keep_outcomes
from b9_persister.reading import Reading, consumer_of, source_of
from b9_persister.settings import Settings

# The store is of all tests; this folder in it is of one.
OF_777001: Final = "instagram/777001/"
SEEN: Final = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
# All that a request is judged and billed by; a replay must leave it as it was.
ACCOUNTS: Final = {
    "pages": "SELECT * FROM request_pages ORDER BY page_key",
    "assets": "SELECT * FROM request_assets ORDER BY request_id, asset_key",
    "requests": "SELECT * FROM requests ORDER BY id",
    "stages": "SELECT * FROM request_stages ORDER BY request_id, stage",
    "events": "SELECT * FROM request_events ORDER BY dedupe_key",
    "calls": "SELECT * FROM api_calls",
    "letters": "SELECT * FROM dead_letters",
    "announcements": "SELECT * FROM outbox",
}


@pytest.fixture
async def api(database: Stored, nats: NatsServer) -> AsyncIterator[Harness]:
    async with connect(nats.url, "test") as broker:
        await apply(broker)
        async with harness(database, nats.url, broker) as made:
            yield made


@pytest.fixture
async def files() -> AsyncIterator[Cdn]:
    async with cdn() as served:
        yield served


@asynccontextmanager
async def persisting(broker: Broker, dsn: str) -> AsyncIterator[None]:
    """The persister's content and media halves, as its main wires them."""
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        settings = Settings(database_url=SecretStr(dsn))
        pool = await stack.enter_async_context(Database().connected(settings))
        content = partial(persist, store=PostgresContent(pool))
        media = partial(keep_outcomes, store=PostgresMedia(pool))
        readings = (
            Reading(PERSISTER_CONTENT, content, ContentEvent, 40, 2),
            Reading(PERSISTER_MEDIA, media, MediaUploaded, 400),
        )
        floors, positions = PostgresFloors(pool), BrokerPositions(broker)
        async with asyncio.TaskGroup() as group:
            for reading in readings:
                source = source_of(reading, broker)
                stack.push_async_callback(source.close)
                consumer = consumer_of(
                    reading, broker, source, Health(), floors=floors, positions=positions
                )
                group.create_task(consumer.run(stop))
            try:
                yield
            finally:
                stop.set()


def instagram_page(request_id: str, *assets: AssetRef, n: int = 0) -> ContentPage:
    return ContentPage(
        request_id=request_id, drive=1, run=1, leg=1, walk=Walk.REELS, n=n,
        platform=Platform.INSTAGRAM, owner=Owner(id="100", username="orbit"),
        items=tuple(
            MediaItem(media_pk=f"{n}{k}", owner_id="100", like_count=k) for k in range(3)
        ),
        assets=assets, options=Options(mirror_media=bool(assets)), observed_at=SEEN,
    )  # fmt: skip


def reddit_page(request_id: str, *, n: int = 0) -> RedditPage:
    return RedditPage(
        request_id=request_id, drive=1, run=1, leg=1, walk=Walk.HOT, n=n,
        platform=Platform.REDDIT, owner=Owner(id="100", username="space"),
        posts=tuple(
            RedditPost(
                id=f"{n}{k}", subreddit_id="100", subreddit="space", title=f"title {k}",
                created_at=SEEN, content_type="text", score=k,
            )
            for k in range(3)
        ),
        options=Options(mirror_media=False), observed_at=SEEN,
    )  # fmt: skip


def marker(*pages: ContentPage | RedditPage) -> FetchFinished:
    last = pages[-1]
    totals: dict[str, int] = {}
    for one in pages:
        totals[one.walk] = totals.get(one.walk, 0) + one.announced
    return FetchFinished(
        request_id=last.request_id, drive=1, run=1, leg=1, platform=last.platform,
        owner=last.owner, pages=tuple(one.key for one in pages), totals=totals,
        outcome=FetchOutcome.COMPLETE, finished_at=SEEN,
    )  # fmt: skip


async def publish(broker: Broker, *events: ContentPage | RedditPage | FetchFinished) -> None:
    for event in events:
        await broker.publish_event(content_subject(event.platform), event, msg_id=event.key)


async def request_of(api: Harness, platform: Platform) -> str:
    """A request nobody else will work on."""
    if platform is Platform.INSTAGRAM:
        answer = await api.add("orbit", mirror_media=False)
    else:
        answer = await api.post("/api/reddit/subreddits", json={"name": "space"})
    assert answer.status == 202, answer.body
    request_id: str = answer.json()["request_id"]
    await api.owner.execute("DELETE FROM outbox")
    return request_id


async def replayed(api: Harness, durable: str, **what: Any) -> int:
    """Send it, by way of the outbox and the broker; how many messages."""
    asked = {"durable": durable, **what}
    shown = (await api.post("/api/replays", json=asked)).json()
    sent = await api.post("/api/replays", json={**asked, "dry_run": False})
    assert (sent.status, sent.json()["paid_calls"]) == (202, 0)
    assert sent.json()["messages"] == shown["messages"]
    await relayed(api)
    messages: int = shown["messages"]
    return messages


async def relayed(api: Harness) -> None:
    """Send on what waits in the outbox."""
    lease = api.leases[0] if api.leases else await api.lease()
    await lease.tick()
    relay = await api.relay(lease)
    await relay.turn()
    await relay.settled()


async def quiet(api: Harness) -> bool:
    """Whether no durable has anything left to do."""
    for durable in DURABLES:
        info = await api.broker.api_request(f"CONSUMER.INFO.{durable.stream}.{durable.name}")
        mine = durable.name.endswith((PERSISTER_CONTENT.name, PERSISTER_MEDIA.name))
        if mine and (info["num_pending"] or info["num_ack_pending"]):
            return False
    return True


async def accounts(api: Harness) -> dict[str, list[tuple[Any, ...]]]:
    return {
        name: [tuple(row) for row in await api.owner.fetch(query)]
        for name, query in ACCOUNTS.items()
    }


async def content(api: Harness, table: str, key: str) -> list[tuple[Any, ...]]:
    """The rows of *table* but for what a second writing of the same may change."""
    rows = await api.owner.fetch(f"SELECT * FROM {table} ORDER BY {key}")
    given_anew = {"id", "created_at", "updated_at", "version", "first_seen_at", "recorded_at"}
    return [tuple((k, v) for k, v in row.items() if k not in given_anew) for row in rows]


async def soon(condition: Callable[[], Awaitable[bool]]) -> None:
    await eventually(condition, within_s=20)


@pytest.mark.parametrize(
    ("platform", "page_of", "table", "key"),
    [
        (Platform.INSTAGRAM, instagram_page, "instagram_reels", "media_pk"),
        (Platform.REDDIT, reddit_page, "reddit_posts", "reddit_id"),
    ],
)
async def test_rows_deleted_by_hand_are_repaired_and_no_account_changes(
    api: Harness, database: Stored, platform: Platform, page_of: Any, table: str, key: str
) -> None:
    request_id = await request_of(api, platform)
    pages = [page_of(request_id, n=n) for n in range(3)]
    async with persisting(api.broker, database.persister_dsn):
        await publish(api.broker, *pages, marker(*pages))
        await soon(partial(quiet, api))
        await relayed(api)
        rows, told = await content(api, table, key), await accounts(api)
        await api.owner.execute(f"DELETE FROM {table}")

        sent = await replayed(api, PERSISTER_CONTENT.name, request_id=request_id)
        await soon(partial(quiet, api))

        assert (sent, len(rows)) == (4, 9)
        assert await content(api, table, key) == rows
        assert await accounts(api) == told
        assert len(told["pages"]) == 3
        assert await api.messages("REPLAY") == await api.messages("DEAD") == 0


async def test_one_platform_alone_is_replayed_by_its_subject(
    api: Harness, database: Stored
) -> None:
    instagram = await request_of(api, Platform.INSTAGRAM)
    reddit = await request_of(api, Platform.REDDIT)
    async with persisting(api.broker, database.persister_dsn):
        await publish(api.broker, instagram_page(instagram), reddit_page(reddit))
        await soon(partial(quiet, api))
        await api.owner.execute("DELETE FROM instagram_reels; DELETE FROM reddit_posts")

        sent = await replayed(
            api, PERSISTER_CONTENT.name, since="2020-01-01T00:00:00Z",
            subject=content_subject(Platform.REDDIT),
        )  # fmt: skip
        await soon(partial(quiet, api))

    assert sent == 1
    assert await api.count("reddit_posts") == 3
    assert await api.count("instagram_reels") == 0


async def test_an_older_page_replayed_undoes_nothing_newer(api: Harness, database: Stored) -> None:
    """Its clock was wrong when it was fetched; the time it was stored at bounds it for ever."""
    request_id = await request_of(api, Platform.INSTAGRAM)
    first = instagram_page(request_id)
    ahead = ContentPage(
        **{f: getattr(first, f) for f in first.__struct_fields__ if f != "observed_at"},
        observed_at=datetime(2100, 1, 1, tzinfo=UTC),
    )
    async with persisting(api.broker, database.persister_dsn):
        await publish(api.broker, ahead)
        await soon(partial(quiet, api))
        newer = tuple(MediaItem(media_pk=f"0{k}", owner_id="100", like_count=99) for k in range(3))
        await publish(
            api.broker,
            ContentPage(
                **{f: getattr(first, f) for f in first.__struct_fields__
                   if f not in {"observed_at", "n", "items"}},
                n=1, items=newer, observed_at=datetime.now(UTC),
            ),
        )  # fmt: skip
        await soon(partial(quiet, api))

        await replayed(api, PERSISTER_CONTENT.name, request_id=request_id)
        await soon(partial(quiet, api))

    likes = await api.owner.fetch("SELECT DISTINCT like_count FROM instagram_reels")
    assert [row["like_count"] for row in likes] == [99]


async def test_a_file_is_neither_copied_nor_stored_again(
    api: Harness, database: Stored, nats: NatsServer, s3: S3Server, files: Cdn, tmp_path: Path
) -> None:
    request_id = await request_of(api, Platform.INSTAGRAM)
    url = files.serve("/a.jpg", Answer(body=samples.jpeg(30, 20, filler=50_000)))
    ref = AssetRef(media_id="777001", kind=AssetKind.COVER, owner_id="100", url=url)
    page = instagram_page(request_id, ref)
    settings = UploaderSettings(
        s3_endpoint=s3.endpoint,
        s3_bucket=BUCKET,
        s3_access_key=s3.access_key,
        s3_secret_key=SecretStr(s3.secret_key),
        s3_region=REGION,
        extra_origins=(files.origin,),
        spool_dir=tmp_path / "spool",
    )
    async with (
        persisting(api.broker, database.persister_dsn),
        uploading(settings, nats.url),
    ):
        await publish(api.broker, page, marker(page))
        await soon(partial(_outcomes, api, 1))
        await soon(partial(quiet, api))
        await relayed(api)
        stored, told = await objects(s3, OF_777001), await accounts(api)

        assert await replayed(api, MEDIA_UPLOADER.name, request_id=request_id) == 2
        await soon(partial(_replays_read, api))
        await soon(partial(quiet, api))

        assert files.asked["/a.jpg"] == 1
        assert await objects(s3, OF_777001) == stored
        assert [key for key, _, _ in stored] == ["instagram/777001/cover-0"]
        assert await accounts(api) == told
        assert len(told["assets"]) == 1


async def _outcomes(api: Harness, count: int) -> bool:
    return await api.messages("MEDIA") == count


async def _replays_read(api: Harness) -> bool:
    return await api.messages("REPLAY") == 0


async def objects(s3: S3Server, folder: str) -> list[tuple[str, str, datetime]]:
    """Every object with its hash and the time it was written."""
    async with get_session().create_client(
        "s3",
        endpoint_url=s3.endpoint,
        region_name=REGION,
        aws_access_key_id=s3.access_key,
        aws_secret_access_key=s3.secret_key,
        config=AioConfig(s3={"addressing_style": "path"}),
    ) as client:
        listed = await client.list_objects_v2(Bucket=BUCKET, Prefix=folder)
    found = listed.get("Contents", [])
    return [(one["Key"], one["ETag"], one["LastModified"]) for one in found]

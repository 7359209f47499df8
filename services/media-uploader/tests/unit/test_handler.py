"""One page: an outcome for every asset, and what the loop is told."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from nats.aio.msg import Msg

from b9_common.errors import OutageError, PoisonError, RetryableError
from b9_common.events import (
    AssetKind,
    AssetOutcome,
    AssetRef,
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
    encode,
)
from b9_common.messaging import Delivery
from b9_common.topology import MEDIA_UPLOADER
from b9_media_uploader.copying import Copier
from b9_media_uploader.handler import AssetPage, FetchEnd, Read, mirror_page
from b9_media_uploader.spool import SpoolFolder
from b9_media_uploader.testing import samples
from b9_media_uploader.testing.cdn import Answer
from b9_media_uploader.testing.fakes import FakeObjectStore, FakeSource

AT = datetime(2026, 1, 2, tzinfo=UTC)
LAST = MEDIA_UPLOADER.max_attempts
GOOD = Answer(body=samples.jpeg())


class Bench:
    """A handler with fakes around it, and what it said."""

    def __init__(self, folder: Path) -> None:
        self.source = FakeSource()
        self.store = FakeObjectStore()
        self.spool = SpoolFolder(folder, 100_000)
        self.copier = Copier(self.source, self.store, self.spool, in_flight=4, retry_pause_s=0)
        self.said: list[MediaUploaded] = []
        self.tracked: list[str | None] = []
        self.broker_down = False

    def asset(self, media_id: str, answer: Answer) -> AssetRef:
        url = self.source.serve(f"/{media_id}", answer)
        return AssetRef(media_id=media_id, kind=AssetKind.COVER, owner_id="7", url=url)

    async def announce(self, event: MediaUploaded) -> None:
        if self.broker_down:
            raise OutageError("no answer")
        self.said.append(event)

    async def track(self, page: AssetPage, trouble: str | None) -> None:
        assert page.request_id == "r1"
        self.tracked.append(trouble)

    async def handle(self, event: Read, attempt: int = 1) -> None:
        delivery = Delivery(
            durable=MEDIA_UPLOADER,
            event=event,
            msg=cast("Msg", None),
            headers={},
            stream="CONTENT",
            seq=1,
            attempt=attempt,
            stored_at=AT,
        )
        await mirror_page(delivery, copier=self.copier, announce=self.announce, track=self.track)

    def outcomes(self) -> dict[str, str]:
        return {event.asset.media_id: event.outcome.value for event in self.said}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.spool.close()


def page(*assets: AssetRef, **more: Any) -> AssetPage:
    return AssetPage(
        request_id="r1",
        correlation_id="c1",
        drive=3,
        run=2,
        platform=Platform.INSTAGRAM,
        assets=assets,
        observed_at=AT,
        **more,
    )


def test_a_page_on_the_wire_is_read_without_its_items() -> None:
    ref = AssetRef(media_id="5", kind=AssetKind.COVER, owner_id="7", url="https://i.redd.it/a")
    whole = ContentPage(
        request_id="r1",
        drive=3,
        run=2,
        leg=1,
        walk=Walk.REELS,
        n=0,
        platform=Platform.INSTAGRAM,
        owner=Owner(id="7", username="someone"),
        items=(MediaItem(media_pk="5", owner_id="7", raw=msgspec.Raw(b'{"a":1}')),),
        assets=(ref,),
        options=Options(mirror_media=False),
        observed_at=AT,
    )
    end = FetchFinished(
        request_id="r1",
        drive=3,
        run=2,
        leg=1,
        platform=Platform.INSTAGRAM,
        outcome=FetchOutcome.COMPLETE,
        finished_at=AT,
    )
    decoder = msgspec.json.Decoder(Read)
    read = decoder.decode(encode(whole))
    assert isinstance(read, AssetPage)
    assert (read.request_id, read.drive, read.run) == ("r1", 3, 2)
    assert (read.assets, read.options) == ((ref,), Options(mirror_media=False))
    assert isinstance(decoder.decode(encode(end)), FetchEnd)


async def test_files_of_a_page_of_reddit_are_mirrored_as_any_others(bench: Bench) -> None:
    ref = bench.asset("good", GOOD)
    whole = RedditPage(
        request_id="r1",
        drive=1,
        run=1,
        leg=1,
        walk=Walk.HOT,
        n=0,
        platform=Platform.REDDIT,
        owner=Owner(id="t5_1", username="space"),
        posts=(
            RedditPost(
                id="t3_1",
                subreddit_id="t5_1",
                subreddit="space",
                title="A title",
                created_at=AT,
                content_type="image",
            ),
        ),
        assets=(ref,),
        observed_at=AT,
    )

    read = msgspec.json.Decoder(Read).decode(encode(whole))
    await bench.handle(read)

    assert bench.outcomes() == {"good": "stored"}
    assert bench.said[0].platform is Platform.REDDIT


async def test_every_asset_of_a_page_gets_its_outcome(bench: Bench) -> None:
    await bench.handle(
        page(
            bench.asset("good", GOOD),
            bench.asset("missing", Answer(status=404)),
            bench.asset("old", Answer(status=403)),
            bench.asset("html", Answer(body=b"<html>")),
        )
    )
    assert bench.outcomes() == {
        "good": "stored",
        "missing": "gone",
        "old": "gone",
        "html": "rejected",
    }
    assert {event.asset.media_id: event.reason for event in bench.said}["old"] == "url_expired"


async def test_an_outcome_says_whose_it_is_and_what_is_stored(bench: Bench) -> None:
    await bench.handle(page(bench.asset("5", GOOD)))
    [said] = bench.said
    assert (said.request_id, said.correlation_id, said.drive, said.run) == ("r1", "c1", 3, 2)
    assert said.key == "r1:2:instagram/5/cover-0"
    assert said.object_key == "instagram/5/cover-0"
    assert (said.bytes, said.content_type) == (len(GOOD.body), "image/jpeg")
    assert said.observed_at == AT


async def test_a_file_named_twice_is_copied_and_announced_once(bench: Bench) -> None:
    ref = bench.asset("5", GOOD)
    await bench.handle(page(ref, ref))
    assert len(bench.said) == bench.store.puts.total() == 1


@pytest.mark.parametrize(
    "event",
    [
        FetchEnd(request_id="r1"),
        page(),
        page(
            AssetRef(media_id="5", kind=AssetKind.COVER, owner_id="7", url="https://x"),
            options=Options(mirror_media=False),
        ),
    ],
)
async def test_what_asks_for_no_media_is_done_at_once(bench: Bench, event: Read) -> None:
    await bench.handle(event)
    assert (bench.said, bench.tracked) == ([], [])


async def test_passing_trouble_of_one_asset_asks_for_another_attempt(bench: Bench) -> None:
    refs = bench.asset("good", GOOD), bench.asset("bad", Answer(status=500))
    with pytest.raises(RetryableError, match="http_500"):
        await bench.handle(page(*refs))
    assert bench.outcomes() == {"good": "stored"}
    assert bench.tracked[-1] == "http_500"

    bench.source.answers["/bad"] = GOOD
    await bench.handle(page(*refs), attempt=2)
    assert bench.outcomes() == {"good": "already_stored", "bad": "stored"}
    assert bench.source.asked["/good"] == 1


async def test_on_the_last_attempt_trouble_is_an_outcome(bench: Bench) -> None:
    await bench.handle(page(bench.asset("bad", Answer(status=500))), attempt=LAST)
    assert bench.outcomes() == {"bad": AssetOutcome.FAILED}


async def test_the_longest_wish_to_wait_is_passed_on(bench: Bench) -> None:
    waits = [Answer(status=429, headers={"Retry-After": text}) for text in ("5", "40", "9000")]
    refs = [bench.asset(f"a{number}", answer) for number, answer in enumerate(waits)]
    with pytest.raises(RetryableError) as met:
        await bench.handle(page(*refs[:2]))
    assert met.value.delay_s == 40
    with pytest.raises(RetryableError) as met:
        await bench.handle(page(*refs))
    assert met.value.delay_s == 300


async def test_a_store_that_is_down_is_an_outage_even_on_the_last_attempt(bench: Bench) -> None:
    bench.store.down = True
    with pytest.raises(OutageError):
        await bench.handle(page(bench.asset("5", GOOD)), attempt=LAST)
    assert bench.said == []


async def test_an_outage_outweighs_trouble_of_the_source(bench: Bench) -> None:
    bench.broker_down = True
    with pytest.raises(OutageError):
        await bench.handle(page(bench.asset("a", GOOD), bench.asset("b", Answer(status=500))))


async def test_an_id_that_is_none_poisons_the_page_but_not_its_siblings(bench: Bench) -> None:
    bad = AssetRef(media_id="../x", kind=AssetKind.COVER, owner_id="7", url="https://x")
    with pytest.raises(PoisonError):
        await bench.handle(page(bad, bench.asset("5", GOOD)))
    assert bench.outcomes() == {"5": "stored"}


async def test_a_cancelled_page_leaves_nothing_behind(bench: Bench) -> None:
    task = asyncio.create_task(bench.handle(page(bench.asset("5", GOOD))))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert bench.spool.used == 0
    assert not bench.copier._writers

"""Pages in, objects and outcomes out: the whole service over real servers."""

from base64 import b64decode
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from b9_common.events import (
    AssetKind,
    AssetOutcome,
    FetchFinished,
    FetchOutcome,
    Platform,
    StageTracked,
)
from b9_common.messaging import Broker
from b9_common.telemetry import shutdown_telemetry, use_provider
from b9_common.topology import DEAD, content_subject
from b9_devstack.servers import NatsServer
from b9_media_uploader.settings import Settings
from b9_media_uploader.sniff import IMAGE_CAP
from b9_media_uploader.testing import samples
from b9_media_uploader.testing.cdn import Answer, Cdn
from b9_media_uploader.testing.running import (
    asset,
    outcomes,
    page,
    publish,
    running,
    settled,
    told,
)

JPEG = samples.jpeg(30, 20, filler=300_000)


async def test_a_new_file_is_stored_and_its_outcome_announced(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings
) -> None:
    body = JPEG
    wanted = asset(files.serve("/a.jpg", Answer(body=body)))
    await publish(broker, page(wanted))

    async with running(settings, nats.url):
        [outcome] = await outcomes(broker, 1)

    assert outcome.outcome is AssetOutcome.STORED
    assert outcome.sha256 == sha256(body).hexdigest()
    assert (outcome.bytes, outcome.width, outcome.height) == (len(body), 30, 20)
    assert outcome.content_type == "image/jpeg"
    assert outcome.object_key == f"instagram/{wanted.media_id}/cover-0"


async def test_every_kind_of_end_is_told(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings
) -> None:
    film = samples.mp4(640, 360, filler=700_000)
    huge = samples.jpeg(filler=IMAGE_CAP)
    forbidden = {"Location": "http://169.254.169.254/latest/meta-data/"}
    wanted = {
        "film": asset(files.serve("/film", Answer(body=film)), AssetKind.VIDEO),
        "chunked": asset(files.serve("/chunked", Answer(body=film, chunked=True)), AssetKind.VIDEO),
        "expired": asset(files.serve("/expired", Answer(status=403))),
        "gone": asset(files.serve("/gone", Answer(status=410))),
        "html": asset(files.serve("/html", Answer(body=b"<html>" * 999))),
        "film as picture": asset(files.serve("/wrong", Answer(body=film))),
        "huge": asset(files.serve("/huge", Answer(body=huge))),
        "huge, unsaid": asset(files.serve("/unsaid", Answer(body=huge, chunked=True))),
        "escaping": asset(files.serve("/away", Answer(status=302, headers=forbidden))),
        "inside": asset("https://127.0.0.1/a"),
        "broken off once": asset(
            files.serve("/cut", Answer(body=JPEG, cut_at=70_000, times=1, after=Answer(body=JPEG)))
        ),
    }
    await publish(broker, page(*wanted.values()))

    async with running(settings, nats.url):
        said = {one.asset.url: one for one in await outcomes(broker, len(wanted))}
        await settled(broker)

    ends = {name: said[ref.url] for name, ref in wanted.items()}
    assert {name: (end.outcome.value, end.reason) for name, end in ends.items()} == {
        "film": ("stored", None),
        "chunked": ("stored", None),
        "expired": ("gone", "url_expired"),
        "gone": ("gone", "gone"),
        "html": ("rejected", "wrong_type"),
        "film as picture": ("rejected", "wrong_kind"),
        "huge": ("too_large", "too_large"),
        "huge, unsaid": ("too_large", "too_large"),
        "escaping": ("rejected", "redirect_url_scheme"),
        "inside": ("rejected", "url_host"),
        "broken off once": ("stored", None),
    }
    assert (ends["film"].width, ends["film"].height) == (640, 360)
    assert ends["chunked"].sha256 == sha256(film).hexdigest()


async def test_a_refresh_finds_what_is_stored_and_fetches_what_was_not(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings
) -> None:
    stored = asset(files.serve("/stored", Answer(body=JPEG)))
    old = asset(files.serve("/old", Answer(status=403)))
    async with running(settings, nats.url):
        await publish(broker, page(stored, old, request_id="first"))
        first = {one.asset.media_id: one.outcome for one in await outcomes(broker, 2)}
        old_now = asset(files.serve("/new", Answer(body=JPEG)), media_id=old.media_id)
        await publish(broker, page(stored, old_now, request_id="second"))
        second = {one.asset.media_id: one.outcome for one in await outcomes(broker, 2)}

    assert first == {stored.media_id: "stored", old.media_id: "gone"}
    assert second == {stored.media_id: "already_stored", old.media_id: "stored"}
    assert files.asked["/stored"] == 1


async def test_a_good_end_is_not_swallowed_by_a_bad_one_of_the_same_run(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings
) -> None:
    bad = asset(files.serve("/old", Answer(status=403)))
    good = asset(files.serve("/new", Answer(body=JPEG)), media_id=bad.media_id)
    async with running(settings, nats.url):
        await publish(broker, page(bad, n=0))
        [first] = await outcomes(broker, 1)
        await publish(broker, page(good, n=1))
        [second] = await outcomes(broker, 1)
    assert (first.outcome, second.outcome) == (AssetOutcome.GONE, AssetOutcome.STORED)


async def test_work_on_a_request_is_told_once_in_a_while(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings
) -> None:
    refs = [asset(files.serve(f"/{number}", Answer(body=JPEG))) for number in range(5)]
    async with running(settings, nats.url):
        await publish(broker, page(*refs))
        await outcomes(broker, len(refs))
        await settled(broker)
    stored = await broker.api_request("STREAM.MSG.GET.TRACK", {"last_by_subj": "track.stage"})
    state = (await broker.api_request("STREAM.INFO.TRACK"))["state"]
    told_of = msgspec.json.decode(b64decode(stored["message"]["data"]), type=StageTracked)
    assert (told_of.request_id, told_of.stage, told_of.state) == ("r1", "media", "started")
    assert state["messages"] == 1


async def test_what_names_no_media_is_acked(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings
) -> None:
    unwanted = page(asset(files.serve("/a", Answer(body=JPEG))), mirror=False)
    end = FetchFinished(
        request_id="r1",
        drive=1,
        run=1,
        leg=1,
        platform=Platform.INSTAGRAM,
        outcome=FetchOutcome.COMPLETE,
        finished_at=datetime.now(UTC),
    )
    await publish(broker, unwanted)
    await broker.publish_event(content_subject("instagram"), end, msg_id=end.key)
    async with running(settings, nats.url):
        await settled(broker)
    assert not files.asked


async def test_an_unreadable_message_becomes_a_dead_letter_and_others_flow(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings
) -> None:
    await broker.nc.publish(content_subject("instagram"), b"not json")
    await publish(broker, page(asset(files.serve("/a", Answer(body=JPEG)))))
    async with running(settings, nats.url):
        [end] = await outcomes(broker, 1)
        await settled(broker)
    dead = await broker.api_request(f"STREAM.INFO.{DEAD.name}")
    assert end.outcome is AssetOutcome.STORED
    assert dead["state"]["messages"] == 1


async def test_nothing_is_left_in_the_spool(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings, tmp_path: Path
) -> None:
    await publish(broker, page(asset(files.serve("/a", Answer(body=JPEG)))))
    async with running(settings, nats.url):
        await outcomes(broker, 1)
    assert list((tmp_path / "spool").iterdir()) == []


@pytest.fixture
def spans() -> InMemorySpanExporter:
    exporter = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    use_provider(provider)
    return exporter


async def test_an_outcome_carries_the_trace_of_its_page(
    broker: Broker,
    nats: NatsServer,
    files: Cdn,
    settings: Settings,
    spans: InMemorySpanExporter,
) -> None:
    trace_id = "0af7651916cd43dd8448eb211c80319c"
    parent = {"traceparent": f"00-{trace_id}-b7ad6b7169203331-01"}
    event = page(asset(files.serve("/a", Answer(body=JPEG))))
    await broker.publish_event(
        content_subject("instagram"), event, msg_id=event.key, headers=parent
    )
    async with running(settings, nats.url):
        [delivery] = await told(broker, 1)
    shutdown_telemetry()
    [one] = [span for span in spans.get_finished_spans() if span.name == "media.asset"]
    assert delivery.headers["traceparent"].split("-")[1] == trace_id
    assert one.context is not None
    assert f"{one.context.trace_id:032x}" == trace_id
    assert "SIGNATURE" not in str(one.attributes)

"""One trace: the caller's span, the gateway's, the relay's, and on with the message."""

from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from services.api.tests.integration.api_harness import Harness

from b9_common.telemetry import shutdown_telemetry, use_provider
from b9_common.topology import INSTAGRAM_NOW

TRACE = "0af7651916cd43dd8448eb211c80319c"
CALLER = f"00-{TRACE}-b7ad6b7169203331-01"


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    use_provider(provider)
    yield exporter
    shutdown_telemetry()


async def test_a_trace_goes_on_through_the_outbox_into_the_stream(
    api: Harness, spans: InMemorySpanExporter
) -> None:
    told = (await api.add("nasa", headers={"traceparent": CALLER})).json()
    relay = await api.relay()
    await relay.turn()
    await relay.settled()
    stored = await api.broker.nc.request(
        f"$JS.API.DIRECT.GET.REQUESTS.{INSTAGRAM_NOW.subject}", b"", timeout=10
    )

    by_name = {span.name: span for span in spans.get_finished_spans()}
    server = by_name["POST /api/instagram/creator/add"]
    relayed = by_name["relay creator.requested.instagram.now"]
    assert server.parent is not None
    assert relayed.parent is not None
    assert server.context is not None
    assert relayed.context is not None
    assert f"{server.parent.span_id:016x}" == "b7ad6b7169203331"
    assert relayed.parent.span_id == server.context.span_id
    carried = (stored.headers or {})["traceparent"]
    assert carried == f"00-{TRACE}-{relayed.context.span_id:016x}-01"
    assert told["trace_id"] == TRACE


async def test_without_a_receiver_the_callers_trace_still_goes_through(api: Harness) -> None:
    told = (await api.add("nasa", headers={"traceparent": CALLER})).json()

    assert told["trace_id"] == TRACE
    assert await api.owner.fetchval("SELECT traceparent FROM requests") == CALLER

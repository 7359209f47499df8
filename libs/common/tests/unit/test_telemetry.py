import logging
from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from b9_common.log_records import context_fields, log_context
from b9_common.telemetry import (
    current_trace_id,
    inject,
    record_span,
    span,
    traceparent,
    use_provider,
)

INCOMING = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}
TRACE_ID = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    use_provider(provider)
    yield exporter
    provider.shutdown()


def by_name(exporter: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    return {finished.name: finished for finished in exporter.get_finished_spans()}


def test_one_trace_runs_from_the_outbox_through_every_service(spans: InMemorySpanExporter) -> None:
    stored: dict[str, str] = {}
    relayed: dict[str, str] = {}
    published: dict[str, str] = {}
    with span("api.add"):
        inject(stored)
    with span("dispatcher.relay", parent=stored):
        inject(relayed)
    with span("ingest.request", parent=relayed), span("ingest.page"):
        inject(published)
    for service in ("persister", "uploader"):
        with span(service, parent=published):
            assert current_trace_id() is not None

    found = by_name(spans)

    parents = {
        name: finished.parent and finished.parent.span_id for name, finished in found.items()
    }
    ids = {name: finished.context.span_id for name, finished in found.items() if finished.context}
    assert len({f.context.trace_id for f in found.values() if f.context}) == 1
    assert parents == {
        "api.add": None,
        "dispatcher.relay": ids["api.add"],
        "ingest.request": ids["dispatcher.relay"],
        "ingest.page": ids["ingest.request"],
        "persister": ids["ingest.page"],
        "uploader": ids["ingest.page"],
    }


def test_headers_without_a_trace_start_a_new_one_whatever_surrounds(
    spans: InMemorySpanExporter,
) -> None:
    with span("loop"), span("message", parent={"traceparent": "nonsense"}):
        pass

    assert by_name(spans)["message"].parent is None


def test_a_share_of_a_batch_is_recorded_afterwards_under_its_own_message(
    spans: InMemorySpanExporter,
) -> None:
    record_span("persist", parent=INCOMING, start_ns=1_000, end_ns=5_000, rows=3)

    share = by_name(spans)["persist"]

    assert share.parent is not None
    assert f"{share.parent.trace_id:032x}" == TRACE_ID
    assert (share.start_time, share.end_time) == (1_000, 5_000)
    assert dict(share.attributes or {}) == {"rows": 3}


def test_a_failing_block_marks_its_span_without_its_secrets(spans: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match="refused"), span("call", api_key="k-123456", none=None):
        raise ValueError("Bearer tok-123456 refused")

    failed = by_name(spans)["call"]

    assert failed.status.status_code is StatusCode.ERROR
    assert failed.status.description == "ValueError: Bearer * refused"
    assert (failed.attributes or {})["api_key"] == "*"
    assert "none" not in (failed.attributes or {})


def test_logs_inside_a_span_carry_its_trace_and_spans_carry_the_request(
    spans: InMemorySpanExporter, caplog: pytest.LogCaptureFixture
) -> None:
    with log_context(request_id="r1"), span("work", parent=INCOMING):
        logging.getLogger("b9_common.test").warning("inside")
        assert context_fields()["trace_id"] == TRACE_ID

    assert "trace_id" not in context_fields()
    assert dict(by_name(spans)["work"].attributes or {}) == {"request_id": "r1"}


def test_without_a_receiver_an_incoming_trace_still_goes_out() -> None:
    outgoing: dict[str, str] = {}

    with span("silent", parent=INCOMING):
        inject(outgoing)

    assert outgoing == INCOMING
    assert traceparent() is None

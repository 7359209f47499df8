"""What a process exports can be read back by trace and by attribute."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from b9_devstack.otlp.reader import TelemetryReader
from b9_devstack.otlp.receiver import build_app
from b9_devstack.ports import LOOPBACK, free_port

TRACE = bytes.fromhex("0af7651916cd43dd8448eb211c80319c")
SPAN, PARENT = bytes.fromhex("b7ad6b7169203331"), bytes.fromhex("00f067aa0ba902b7")
PROTOBUF = {"Content-Type": "application/x-protobuf"}


@pytest.fixture
async def url(tmp_path: Path) -> AsyncIterator[str]:
    runner = web.AppRunner(build_app(tmp_path), access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, LOOPBACK, port).start()
    yield f"http://{LOOPBACK}:{port}"
    await runner.cleanup()


def traces() -> bytes:
    request = ExportTraceServiceRequest()
    of_resource = request.resource_spans.add()
    of_resource.resource.attributes.add(key="service.name").value.string_value = "persister"
    span = of_resource.scope_spans.add().spans.add(
        trace_id=TRACE, span_id=SPAN, parent_span_id=PARENT, name="commit"
    )
    span.start_time_unix_nano, span.end_time_unix_nano = 1_000_000_000, 2_500_000_000
    span.attributes.add(key="b9.request_id").value.string_value = 'r"1'
    span.attributes.add(key="rows").value.int_value = 12
    span.links.add(trace_id=TRACE, span_id=PARENT)
    return bytes(request.SerializeToString())


def logs() -> bytes:
    request = ExportLogsServiceRequest()
    of_resource = request.resource_logs.add()
    of_resource.resource.attributes.add(key="service.name").value.string_value = "api"
    record = of_resource.scope_logs.add().log_records.add(
        trace_id=TRACE, severity_text="INFO", time_unix_nano=3_000_000_000
    )
    record.body.string_value = "accepted"
    record.attributes.add(key="b9.request_id").value.string_value = "r2"
    return bytes(request.SerializeToString())


async def post(url: str, body: bytes) -> int:
    async with aiohttp.ClientSession() as http, http.post(url, data=body, headers=PROTOBUF) as got:
        return got.status


async def test_a_span_is_read_back_with_its_parent_links_and_attributes(
    url: str, tmp_path: Path
) -> None:
    assert await post(f"{url}/v1/traces", traces()) == 200
    assert await post(f"{url}/v1/traces", traces()) == 200

    (span,) = TelemetryReader(tmp_path).spans_of(TRACE.hex())

    assert (span.name, span.service, span.parent_id) == ("commit", "persister", PARENT.hex())
    assert (span.start, span.end, span.attributes["rows"]) == (1.0, 2.5, 12)
    assert span.links[0].span_id == PARENT.hex()
    assert TelemetryReader(tmp_path).spans_with("b9.request_id", 'r"1')[0] == span


async def test_a_log_is_found_by_attribute_and_by_trace(url: str, tmp_path: Path) -> None:
    assert await post(f"{url}/v1/logs", logs()) == 200

    reader = TelemetryReader(tmp_path)

    assert [log.body for log in reader.logs_of("b9.request_id", "r2")] == ["accepted"]
    assert len(reader.logs_of("trace_id", TRACE.hex())) == 1
    assert reader.logs_of("b9.request_id", "r") == []


async def test_what_is_not_protobuf_is_refused_and_the_next_is_kept(
    url: str, tmp_path: Path
) -> None:
    assert await post(f"{url}/v1/traces", b"\xff\xff\xff") == 400
    assert await post(f"{url}/v1/traces", traces()) == 200
    assert len(TelemetryReader(tmp_path).spans_of(TRACE.hex())) == 1

"""What leaves by OTLP, read by a receiver that decodes the real protobuf."""

import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from b9_common.log_records import log_context
from b9_common.logs import configure_logging, reset_logging
from b9_common.telemetry import SHUTDOWN_S, configure_telemetry, shutdown_telemetry, span


class Receiver(ThreadingHTTPServer):
    """Keeps every body by path; when told to hang it answers nothing until released."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Keeping)
        self.bodies: dict[str, list[bytes]] = {"/v1/traces": [], "/v1/logs": []}
        self.answering = threading.Event()
        self.answering.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def first(self, path: str) -> bytes:
        """The first body, which may come after a shutdown that could wait no longer."""
        end = time.monotonic() + 10
        while not self.bodies[path]:
            assert time.monotonic() < end, f"nothing came to {path}"
            time.sleep(0.02)
        return self.bodies[path][0]


class Keeping(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.answering.wait(timeout=20)
        self.server.bodies[self.path].append(body)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as the base names it
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    reset_logging()
    shutdown_telemetry()
    server.answering.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_span_and_its_log_line_arrive_with_origin_trace_and_request(receiver: Receiver) -> None:
    configure_telemetry("persister", "7", receiver.url)
    configure_logging("persister", "7", "INFO", receiver.url)
    with log_context(request_id="r1"), span("batch", rows=3):
        logging.getLogger("b9_common.test").warning("Bearer tok-123456 half \ud83d", extra={"n": 1})

    shutdown_telemetry()
    reset_logging()

    traces = receiver.first("/v1/traces")
    receiver.first("/v1/logs")
    resource_spans = ExportTraceServiceRequest.FromString(traces).resource_spans[0]
    exported = resource_spans.scope_spans[0].spans[0]
    origin = {a.key: a.value.string_value for a in resource_spans.resource.attributes}
    assert (origin["service.name"], origin["service.instance.id"]) == ("persister", "7")
    assert exported.name == "batch"
    assert {a.key for a in exported.attributes} == {"rows", "request_id"}

    records = [
        record
        for body in receiver.bodies["/v1/logs"]
        for scope in ExportLogsServiceRequest.FromString(body).resource_logs[0].scope_logs
        for record in scope.log_records
    ]
    # Once more where its answer came too late.
    line, *_ = [record for record in records if "half" in record.body.string_value]
    assert line.body.string_value == "Bearer * half \\ud83d"
    assert line.trace_id == exported.trace_id
    assert {a.key for a in line.attributes} >= {"request_id", "trace_id", "n"}


def test_a_receiver_that_hangs_delays_shutdown_by_two_seconds_at_most(receiver: Receiver) -> None:
    receiver.answering.clear()
    configure_telemetry("persister", "7", receiver.url)
    with span("lost"):
        pass

    started = time.monotonic()
    shutdown_telemetry()

    assert SHUTDOWN_S == 2
    # And what a busy machine may stand still.
    assert time.monotonic() - started < SHUTDOWN_S + 3


def test_a_receiver_that_is_away_costs_nothing_and_is_complained_of_once(
    receiver: Receiver, capfd: pytest.CaptureFixture[str]
) -> None:
    receiver.server_close()
    configure_telemetry("persister", "7", receiver.url)
    writer = configure_logging("persister", "7", "INFO", receiver.url)
    for _ in range(3):
        with span("lost"):
            logging.getLogger("b9_common.test").info("lost too")

    started = time.monotonic()
    shutdown_telemetry()
    assert writer.flush()
    reset_logging()

    assert time.monotonic() - started < 8
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [line["msg"] for line in lines].count("lost too") == 3
    complaints = [line["logger"] for line in lines if line["logger"].startswith("opentelemetry")]
    assert len(complaints) == len(set(complaints))


def test_without_a_receiver_the_sdk_is_never_imported() -> None:
    code = (
        "import sys; from b9_common import logs, telemetry;"
        "logs.configure_logging('s', '0'); telemetry.configure_telemetry('s', '0', None);"
        "sys.exit(any(m.startswith(('opentelemetry.sdk', 'opentelemetry.exporter', 'requests'))"
        " for m in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

import json
import logging
import os
import time
from collections.abc import Iterator
from typing import Any

import pytest

from b9_common.log_records import log_context
from b9_common.logs import LineWriter, Throttle, configure_logging

log = logging.getLogger("b9_common.test")


class Pipe:
    """A pipe whose writing end stands for stdout."""

    def __init__(self) -> None:
        self.read_end, self.write_end = os.pipe()

    def lines(self) -> list[dict[str, Any]]:
        os.set_blocking(self.read_end, False)
        return [json.loads(line) for line in os.read(self.read_end, 1 << 20).splitlines()]

    def close(self) -> None:
        for fd in (self.read_end, self.write_end):
            try:
                os.close(fd)
            except OSError:
                continue


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    made = Pipe()
    yield made
    made.close()


def test_a_record_is_one_line_of_json_with_its_origin_and_context(pipe: Pipe) -> None:
    writer = configure_logging("persister", "2", fd=pipe.write_end)
    with log_context(request_id="r1"), log_context(trace_id="t1"):
        log.info("stored %d\nrows\r\n", 3, extra={"table": "reels"})
    log.info("outside")
    assert writer.flush()

    first, second = pipe.lines()

    assert first["msg"] == "stored 3\nrows\r\n"
    assert (first["service"], first["instance"], first["level"]) == ("persister", "2", "INFO")
    assert (first["request_id"], first["trace_id"], first["table"]) == ("r1", "t1", "reels")
    assert "request_id" not in second


def test_secrets_are_masked_in_messages_fields_and_tracebacks(pipe: Pipe) -> None:
    writer = configure_logging("api", "0", fd=pipe.write_end)
    error = ValueError("postgresql://u:pa55-word@h/db refused")
    log.error(
        "Bearer tok-123456 sent",
        exc_info=error,
        extra={"api_key": "k-123456", "url": "https://c/x?sig=s1"},
    )
    assert writer.flush()

    told = json.dumps(pipe.lines())

    assert "ValueError" in told
    for secret in ("pa55-word", "tok-123456", "k-123456", "sig=s1"):
        assert secret not in told


class Unprintable:
    def __str__(self) -> str:
        raise RuntimeError("no words")


@pytest.mark.parametrize(
    ("message", "arguments", "extra"),
    [
        ("%d items", ("many",), {}),
        ("%s", (Unprintable(),), {}),
        ("fine", (), {"thing": Unprintable()}),
        ("half \ud83d character", (), {"also": "\udc00"}),
        ("fine", (), {"odd": {1: object(), "é": b"\xff"}}),
    ],
)
def test_a_record_that_cannot_be_written_never_raises_and_leaves_a_line(
    pipe: Pipe, message: str, arguments: tuple[object, ...], extra: dict[str, Any]
) -> None:
    writer = configure_logging("api", "0", fd=pipe.write_end)

    log.info(message, *arguments, extra=extra)
    assert writer.flush()

    assert len(pipe.lines()) == 1


def test_a_stdout_that_nobody_reads_delays_nothing_and_what_is_lost_is_counted(pipe: Pipe) -> None:
    writer = LineWriter(pipe.write_end, capacity=100)
    line = "x" * 10_000

    started = time.monotonic()
    for _ in range(1_000):
        writer.put(line)
    took = time.monotonic() - started

    assert took < 0.5
    assert writer.dropped > 500
    assert not writer.flush(timeout_s=0.01)
    writer.close(timeout_s=0)
    assert writer.dropped >= 900
    os.close(pipe.read_end)
    writer._thread.join(timeout=5)
    assert not writer._thread.is_alive()


def test_a_closed_stdout_hurts_nobody_and_what_is_lost_is_counted(pipe: Pipe) -> None:
    writer = configure_logging("api", "0", fd=pipe.write_end)
    os.close(pipe.read_end)

    log.info("into the void")
    assert writer.flush()
    log.info("again")
    assert writer.flush()

    assert writer.dropped == 2


def test_a_non_blocking_stdout_loses_nothing(pipe: Pipe) -> None:
    os.set_blocking(pipe.write_end, False)
    writer = LineWriter(pipe.write_end)
    for number in range(300):
        writer.put(f"{number:01000}")

    read = b""
    while read.count(b"\n") < 300:
        read += os.read(pipe.read_end, 65_536)

    assert read.splitlines()[-1] == f"{299:01000}".encode()
    assert writer.dropped == 0


def test_the_complaints_of_an_exporter_are_throttled_and_nobody_elses() -> None:
    throttle = Throttle(("opentelemetry",), every_s=30)

    def passes(name: str, at: float) -> bool:
        record = logging.makeLogRecord({"name": name})
        record.created = at
        return throttle.filter(record)

    assert [passes("opentelemetry.sdk", at) for at in (0, 1, 29, 31)] == [True, False, False, True]
    assert all(passes("b9_common.kv", at) for at in (0, 1))


def test_warnings_become_records(pipe: Pipe) -> None:
    writer = configure_logging("api", "0", fd=pipe.write_end)

    logging.getLogger("py.warnings").warning("careful")
    assert writer.flush()

    assert pipe.lines()[0]["msg"] == "careful"

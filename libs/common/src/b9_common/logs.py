"""JSON lines on stdout that never raise, never block, and hold no secret.

A record is formatted where it is made and written by a thread of its own. When nobody reads
stdout the queue fills and records are dropped and counted: work is never delayed by its log.
"""

import atexit
import json
import logging
import os
import select
import sys
import threading
import time
from collections import deque
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from b9_common.log_records import EXPORTERS, record_error, record_fields, record_text
from b9_common.redaction import redact

QUEUE_LINES: Final = 5_000
FLUSH_AT_EXIT_S: Final = 1.0
# A full pipe of a non-blocking stdout is looked at again after this long.
WRITABLE_WAIT_S: Final = 1.0
# Libraries that tell every request at INFO; their warnings stay.
NOISY: Final = ("aiohttp.access", "asyncio", "botocore", "opentelemetry", "urllib3", "httpx")
THROTTLE_S: Final = 30.0


class JsonFormatter(logging.Formatter):
    """One line of JSON per record; a line break in a message stays inside its string."""

    def __init__(self, service: str, instance: str) -> None:
        super().__init__()
        self._origin = {"service": service, "instance": instance}

    def format(self, record: logging.LogRecord) -> str:
        """See `JsonFormatter`."""
        line = {
            "ts": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "msg": record_text(record),
            **self._origin,
        }
        error = record_error(record)
        if error is not None:
            line["error"] = error
        line |= {key: value for key, value in record_fields(record).items() if key not in line}
        try:
            return msgspec.json.encode(line, enc_hook=_as_text).decode()
        except (TypeError, UnicodeEncodeError):
            # Odd keys and half characters: the standard library writes them, slower.
            return json.dumps(line, default=_as_text, skipkeys=True)


class LineWriter:
    """
    Write lines to a file descriptor from a thread of its own; bounded, lossy, never raising.

    *dropped* counts lines nobody will see: the queue was full, or the descriptor is closed.
    """

    def __init__(self, fd: int, *, capacity: int = QUEUE_LINES) -> None:
        self.dropped = 0
        self._fd = fd
        self._capacity = capacity
        self._lines: deque[bytes] = deque()
        self._ready = threading.Condition()
        self._idle = True
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="log-writer", daemon=True)
        self._thread.start()

    def put(self, line: str) -> None:
        """Take *line* for writing, or drop it; returns at once."""
        data = line.encode("utf-8", "backslashreplace") + b"\n"
        with self._ready:
            if self._closed or len(self._lines) >= self._capacity:
                self.dropped += 1
                return
            self._lines.append(data)
            self._ready.notify()

    def flush(self, timeout_s: float = FLUSH_AT_EXIT_S) -> bool:
        """Wait until all was written, at most *timeout_s*; whether it was."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            with self._ready:
                if self._idle and not self._lines:
                    return True
            time.sleep(0.005)
        return False

    def close(self, timeout_s: float = FLUSH_AT_EXIT_S) -> None:
        """Flush, drop what is left and take no more. A write that never returns is left behind."""
        self.flush(timeout_s)
        with self._ready:
            self._closed = True
            self.dropped += len(self._lines)
            self._lines.clear()
            self._ready.notify()

    def _run(self) -> None:
        while True:
            with self._ready:
                self._idle = True
                self._ready.wait_for(lambda: self._lines or self._closed)
                if not self._lines:
                    return
                chunk = b"".join(self._lines)
                count = len(self._lines)
                self._lines.clear()
                self._idle = False
            if not self._write(chunk):
                self.dropped += count

    def _write(self, data: bytes) -> bool:
        try:
            while data:
                try:
                    data = data[os.write(self._fd, data) :]
                except BlockingIOError:
                    select.select([], [self._fd], [], WRITABLE_WAIT_S)
        except (OSError, ValueError):
            return False
        return True


class LineHandler(logging.Handler):
    """Hands each formatted record to a `LineWriter`."""

    def __init__(self, writer: LineWriter) -> None:
        super().__init__()
        self.writer = writer

    def emit(self, record: logging.LogRecord) -> None:
        """See `LineHandler`. A record that cannot be formatted is told by name, not raised."""
        try:
            line = self.format(record)
        except Exception as exc:  # noqa: BLE001  any object may be in a record; a log never raises
            line = _unloggable(record, exc)
        self.writer.put(line)


class Throttle(logging.Filter):
    """Lets one record in *every_s* through from loggers that complain at each try."""

    def __init__(self, prefixes: tuple[str, ...], every_s: float = THROTTLE_S) -> None:
        super().__init__()
        self._prefixes = prefixes
        self._every_s = every_s
        self._next: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """See `Throttle`."""
        if record.name.split(".", 1)[0] not in self._prefixes:
            return True
        if record.created < self._next.get(record.name, 0.0):
            return False
        self._next[record.name] = record.created + self._every_s
        return True


_installed: list[logging.Handler] = []


def configure_logging(
    service: str, instance: str, level: str = "INFO", otlp_url: str | None = None, *, fd: int = 1
) -> LineWriter:
    """
    Send every log record of this process to *fd* as JSON lines, and by OTLP when a URL is given.

    Replaces earlier handlers, so it may be called again. Warnings become records too.
    """
    root = logging.getLogger()
    reset_logging()
    writer = LineWriter(fd)
    handler = LineHandler(writer)
    handler.setFormatter(JsonFormatter(service, instance))
    handler.addFilter(Throttle(EXPORTERS))
    _installed.append(handler)
    if otlp_url:
        # Imported here: it costs a quarter of a second, and only those who export pay it.
        from b9_common.otlp_logs import OtlpHandler  # noqa: PLC0415

        _installed.append(OtlpHandler(otlp_url, service, instance))
    root.handlers[:] = _installed
    root.setLevel(level)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    logging.raiseExceptions = False
    atexit.register(writer.flush)
    return writer


def reset_logging() -> None:
    """Take down what `configure_logging` set up, flushing for at most two seconds in all."""
    root = logging.getLogger()
    for handler in _installed:
        root.removeHandler(handler)
        handler.close()
        if isinstance(handler, LineHandler):
            handler.writer.close()
            atexit.unregister(handler.writer.flush)
    _installed.clear()
    logging.captureWarnings(False)


def log_uncaught() -> None:
    """Give exceptions that end the process a log line instead of a bare traceback."""

    def hook(kind: type[BaseException], value: BaseException, trace: Any) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, value, trace)
            return
        logging.getLogger("b9_common").critical("uncaught", exc_info=(kind, value, trace))

    sys.excepthook = hook


def _unloggable(record: logging.LogRecord, exc: Exception) -> str:
    told = {
        "level": record.levelname,
        "logger": record.name,
        "msg": f"unloggable record of {record.pathname}:{record.lineno}: {type(exc).__name__}",
    }
    return json.dumps(told)


def _as_text(value: Any) -> str:
    return redact(str(value))

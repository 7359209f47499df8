"""What one log record says: its text, its error, what was bound around it. All of it redacted."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from b9_common.redaction import redact, redact_fields

MAX_TEXT: Final = 16 * 1024
# What carries spans and logs away complains at each try while the receiver is away.
EXPORTERS: Final = ("opentelemetry", "urllib3", "requests")

_STANDARD: Final = frozenset(logging.makeLogRecord({}).__dict__) | {
    "message",
    "asctime",
    "taskName",
}
_plain: Final = logging.Formatter()
_context: ContextVar[dict[str, str] | None] = ContextVar("b9_log_context", default=None)


@contextmanager
def log_context(**fields: str) -> Iterator[None]:
    """Every record made inside the block carries *fields*, such as ``request_id``."""
    token = _context.set({**(_context.get() or {}), **fields})
    try:
        yield
    finally:
        _context.reset(token)


def context_fields() -> dict[str, str]:
    """The fields bound around the caller."""
    return _context.get() or {}


def record_fields(record: logging.LogRecord) -> dict[str, Any]:
    """What *record* says beyond its message: bound context, then ``extra``; secrets masked."""
    extra = {key: value for key, value in record.__dict__.items() if key not in _STANDARD}
    return redact_fields({**context_fields(), **extra})


def record_text(record: logging.LogRecord) -> str:
    """The message, redacted and cut."""
    return redact(record.getMessage())[:MAX_TEXT]


def record_error(record: logging.LogRecord) -> str | None:
    """The traceback, redacted and cut in front: its end says what happened."""
    if not record.exc_info or record.exc_info[0] is None:
        return None
    return redact(_plain.formatException(record.exc_info))[-MAX_TEXT:]

"""Send log records by OTLP, as their JSON lines say: redacted, with trace and request."""

import logging
from typing import Any, Final

from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor

from b9_common.log_records import EXPORTERS, record_error, record_fields, record_text
from b9_common.otlp import (
    EXPORT_EVERY_MS,
    EXPORT_TIMEOUT_S,
    MAX_BATCH,
    MAX_QUEUE,
    endpoint,
    resource,
    run_bounded,
)

_SEVERITY: Final = {
    logging.DEBUG: SeverityNumber.DEBUG,
    logging.INFO: SeverityNumber.INFO,
    logging.WARNING: SeverityNumber.WARN,
    logging.ERROR: SeverityNumber.ERROR,
    logging.CRITICAL: SeverityNumber.FATAL,
}


class OtlpHandler(logging.Handler):
    """Queues records for export by a thread; when the receiver is away they are lost, not kept."""

    def __init__(self, base_url: str, service: str, instance: str) -> None:
        super().__init__()
        self._provider = LoggerProvider(
            resource=resource(service, instance), shutdown_on_exit=False
        )
        self._processor = BatchLogRecordProcessor(
            OTLPLogExporter(endpoint=endpoint(base_url, "logs"), timeout=EXPORT_TIMEOUT_S),
            schedule_delay_millis=EXPORT_EVERY_MS,
            max_queue_size=MAX_QUEUE,
            max_export_batch_size=MAX_BATCH,
        )
        self._provider.add_log_record_processor(self._processor)

    def emit(self, record: logging.LogRecord) -> None:
        """Queue *record*; returns at once and never raises."""
        # Sending the exporters' own complaints would make more of them.
        if record.name.split(".", 1)[0] in EXPORTERS:
            return
        try:
            self._provider.get_logger(record.name).emit(_translated(record))
        except Exception:  # noqa: BLE001  as in `LineHandler`: a log never raises
            self.handleError(record)

    def close(self) -> None:
        """Send what is queued and stop; a receiver that hangs costs two seconds."""
        run_bounded(self._processor.shutdown)
        super().close()


def _translated(record: logging.LogRecord) -> LogRecord:
    attributes: dict[str, Any] = {
        key: value if isinstance(value, (str, bool, int, float)) else str(value)
        for key, value in record_fields(record).items()
        if value is not None
    }
    error = record_error(record)
    if error is not None:
        attributes["exception.stacktrace"] = error
    return LogRecord(
        timestamp=int(record.created * 1e9),
        severity_text=record.levelname,
        severity_number=_SEVERITY.get(record.levelno, SeverityNumber.INFO),
        body=record_text(record),
        attributes=attributes,
    )

"""Read back what processes exported: the spans of a trace, the logs of a request."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from b9_devstack.otlp.journal import LOGS, SPANS, lines_of
from b9_devstack.otlp.records import Log, Span

Record = TypeVar("Record", Span, Log)


class TelemetryReader:
    """Reads the receiver's *folder* (``otlp_folder`` of the stack's state)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def spans_of(self, trace_id: str) -> list[Span]:
        """The spans of one trace by start time; a span exported twice appears once."""
        found = self._records(SPANS, Span, trace_id)
        spans = {span.span_id: span for span in found if span.trace_id == trace_id}
        return sorted(spans.values(), key=lambda span: span.start)

    def spans_with(self, attribute: str, value: str) -> list[Span]:
        """The spans whose *attribute* has *value*, whatever their trace."""
        found = self._records(SPANS, Span, value)
        return [span for span in found if span.attributes.get(attribute) == value]

    def logs_of(self, attribute: str, value: str) -> list[Log]:
        """The log records whose *attribute* (or ``trace_id``) has *value*, oldest first."""
        found = self._records(LOGS, Log, value)
        chosen = [
            log
            for log in found
            if log.attributes.get(attribute) == value
            or (attribute == "trace_id" and log.trace_id == value)
        ]
        return sorted(chosen, key=lambda log: log.time)

    def _records(self, name: str, kind: type[Record], holding: str) -> Iterator[Record]:
        # Decoding is the costly part: only lines that can be meant are decoded.
        sought = msgspec.json.encode(holding)[1:-1]
        for line in lines_of(self._folder / name):
            if sought in line:
                yield msgspec.json.decode(line, type=kind)

"""Spans and log records as they are kept: one JSON object a line."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, field
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord as WireLog
from opentelemetry.proto.trace.v1.trace_pb2 import Span as WireSpan
from opentelemetry.proto.trace.v1.trace_pb2 import Status

NANOSECONDS = 1e9
STATUSES = {Status.STATUS_CODE_OK: "ok", Status.STATUS_CODE_ERROR: "error"}
Attributes = dict[str, Any]


class Link(Struct, frozen=True, kw_only=True):
    """Another span that led to this one."""

    trace_id: str
    span_id: str


class Span(Struct, frozen=True, kw_only=True):
    """One finished piece of work. Times are seconds since 1970; *parent_id* is empty at a root."""

    trace_id: str
    span_id: str
    parent_id: str
    name: str
    service: str
    start: float
    end: float
    status: str
    attributes: Attributes = field(default_factory=dict)
    links: tuple[Link, ...] = ()


class Log(Struct, frozen=True, kw_only=True):
    """One log record."""

    time: float
    service: str
    severity: str
    body: str
    trace_id: str
    attributes: Attributes = field(default_factory=dict)


def spans_in(body: bytes) -> Iterator[Span]:
    """The spans of an OTLP request; raises `google.protobuf.message.DecodeError`."""
    for of_resource in ExportTraceServiceRequest.FromString(body).resource_spans:
        service = _service(of_resource.resource.attributes)
        for of_scope in of_resource.scope_spans:
            for span in of_scope.spans:
                yield _span(span, service)


def logs_in(body: bytes) -> Iterator[Log]:
    """The log records of an OTLP request; raises `google.protobuf.message.DecodeError`."""
    for of_resource in ExportLogsServiceRequest.FromString(body).resource_logs:
        service = _service(of_resource.resource.attributes)
        for of_scope in of_resource.scope_logs:
            for record in of_scope.log_records:
                yield _log(record, service)


def _span(span: WireSpan, service: str) -> Span:
    return Span(
        trace_id=span.trace_id.hex(),
        span_id=span.span_id.hex(),
        parent_id=span.parent_span_id.hex(),
        name=span.name,
        service=service,
        start=span.start_time_unix_nano / NANOSECONDS,
        end=span.end_time_unix_nano / NANOSECONDS,
        status=STATUSES.get(span.status.code, "unset"),
        attributes=_attributes(span.attributes),
        links=tuple(
            Link(trace_id=link.trace_id.hex(), span_id=link.span_id.hex()) for link in span.links
        ),
    )


def _log(record: WireLog, service: str) -> Log:
    body = _value(record.body)
    return Log(
        time=(record.time_unix_nano or record.observed_time_unix_nano) / NANOSECONDS,
        service=service,
        severity=record.severity_text or str(record.severity_number),
        body=body if isinstance(body, str) else str(body),
        trace_id=record.trace_id.hex(),
        attributes=_attributes(record.attributes),
    )


def _service(attributes: Iterable[KeyValue]) -> str:
    return str(_attributes(attributes).get("service.name", "unknown"))


def _attributes(pairs: Iterable[KeyValue]) -> Attributes:
    return {pair.key: _value(pair.value) for pair in pairs}


def _value(value: AnyValue) -> Any:
    kind = value.WhichOneof("value")
    if kind is None:
        return None
    if kind == "array_value":
        return [_value(each) for each in value.array_value.values]
    if kind == "kvlist_value":
        return _attributes(value.kvlist_value.values)
    if kind == "bytes_value":
        return value.bytes_value.hex()
    return getattr(value, kind)

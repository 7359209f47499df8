"""Spans that follow one request across processes, by W3C ``traceparent``.

Where no receiver is configured nothing is recorded and the SDK is never imported, but a trace that
came in still goes out, so a process without telemetry does not tear it.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from b9_common.log_records import context_fields, log_context
from b9_common.redaction import is_secret_key, redact

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

TRACEPARENT: Final = "traceparent"
SHUTDOWN_S: Final = 2.0
MAX_ATTRIBUTE: Final = 2_048
# Bound for logs; a span has them by itself.
OWN_FIELDS: Final = ("trace_id", "span_id")

AttributeValue = str | bool | int | float | None

_propagator: Final = TraceContextTextMapPropagator()
_silent: Final[Tracer] = trace.NoOpTracer()


class _Process:
    """What this process records with: there is one, as there is one process."""

    tracer: Tracer = _silent
    provider: "TracerProvider | None" = None


def configure_telemetry(service: str, instance: str, otlp_url: str | None) -> None:
    """Record spans from now on and send them to *otlp_url*; without one, stay silent and light."""
    shutdown_telemetry()
    if not otlp_url:
        return
    # Imported here: they cost a third of a second, and only those who export pay it.
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415
        OTLPSpanExporter,
    )
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    from b9_common import otlp  # noqa: PLC0415

    exporter = OTLPSpanExporter(
        endpoint=otlp.endpoint(otlp_url, "traces"), timeout=otlp.EXPORT_TIMEOUT_S
    )
    provider = TracerProvider(resource=otlp.resource(service, instance), shutdown_on_exit=False)
    provider.add_span_processor(
        BatchSpanProcessor(
            exporter,
            max_queue_size=otlp.MAX_QUEUE,
            schedule_delay_millis=otlp.EXPORT_EVERY_MS,
            max_export_batch_size=otlp.MAX_BATCH,
        )
    )
    use_provider(provider)


def use_provider(provider: "TracerProvider") -> None:
    """Record with *provider*; tests pass one that exports into memory."""
    _Process.provider = provider
    _Process.tracer = provider.get_tracer("b9")


def shutdown_telemetry(timeout_s: float = SHUTDOWN_S) -> None:
    """Send what is queued and stop recording; returns within *timeout_s* whatever happens."""
    provider, _Process.provider, _Process.tracer = _Process.provider, None, _silent
    if provider is None:
        return
    from b9_common import otlp  # noqa: PLC0415  whoever has a provider has paid for it

    otlp.run_bounded(provider.shutdown, timeout_s)


@contextmanager
def span(
    name: str,
    *,
    parent: Mapping[str, str] | None = None,
    kind: SpanKind = SpanKind.INTERNAL,
    **attributes: AttributeValue,
) -> Iterator[Span]:
    """
    Record the block as *name*, a child of the surrounding span.

    With *parent*, headers of a message (or a stored carrier), it is a child of their span instead;
    headers that carry none start a new trace. An exception marks the span failed and goes on.
    What `log_context` has bound (``request_id``) becomes attributes too.
    """
    recorded = _Process.tracer.start_span(
        name,
        context=None if parent is None else extract(parent),
        kind=kind,
        attributes=_attributes(attributes),
    )
    with (
        trace.use_span(
            recorded, end_on_exit=True, record_exception=False, set_status_on_exception=False
        ),
        log_context(**_ids(recorded)),
    ):
        try:
            yield recorded
        except BaseException as exc:
            fail(recorded, exc)
            raise


def fail(current: Span, exc: BaseException) -> None:
    """Mark *current* failed by *exc*, with its message redacted."""
    message = redact(str(exc))[:MAX_ATTRIBUTE]
    current.set_status(Status(StatusCode.ERROR, f"{type(exc).__name__}: {message}"))
    current.set_attribute("error.type", type(exc).__name__)


def record_span(
    name: str,
    *,
    parent: Mapping[str, str],
    start_ns: int,
    end_ns: int,
    kind: SpanKind = SpanKind.CONSUMER,
    **attributes: AttributeValue,
) -> None:
    """Record what has already happened: one message's share of a batch, say. Times are Unix."""
    recorded = _Process.tracer.start_span(
        name,
        context=extract(parent),
        kind=kind,
        start_time=start_ns,
        attributes=_attributes(attributes),
    )
    recorded.end(end_time=end_ns)


def inject(headers: MutableMapping[str, str]) -> None:
    """Write the current span into *headers* (of a message, or a carrier stored with a row)."""
    _propagator.inject(headers)


def traceparent() -> str | None:
    """The current span as one text, or None outside of any."""
    headers: dict[str, str] = {}
    inject(headers)
    return headers.get(TRACEPARENT)


def extract(headers: Mapping[str, str]) -> Context:
    """The context *headers* carry; an empty one if they carry none or it is malformed."""
    carrier = {key.lower(): value for key, value in headers.items()}
    return _propagator.extract(carrier, context=Context())


def current_trace_id() -> str | None:
    """The trace the caller is part of, as 32 hex digits."""
    told = trace.get_current_span().get_span_context()
    return trace.format_trace_id(told.trace_id) if told.is_valid else None


def _ids(current: Span) -> dict[str, str]:
    told = current.get_span_context()
    if not told.is_valid:
        return {}
    return {
        "trace_id": trace.format_trace_id(told.trace_id),
        "span_id": trace.format_span_id(told.span_id),
    }


def _attributes(values: Mapping[str, AttributeValue]) -> dict[str, str | bool | int | float]:
    shown: dict[str, str | bool | int | float] = {}
    bound = {key: value for key, value in context_fields().items() if key not in OWN_FIELDS}
    for key, value in {**bound, **values}.items():
        if value is None:
            continue
        name = key.replace("__", ".")
        if is_secret_key(key):
            shown[name] = "*"
        else:
            shown[name] = redact(value)[:MAX_ATTRIBUTE] if isinstance(value, str) else value
    return shown

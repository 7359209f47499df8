"""Layer ``trace``: one trace through all services, read only from what they exported."""

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from b9_cli.smoke.report import Layer
from b9_devstack.otlp.reader import TelemetryReader
from b9_devstack.otlp.records import Log, Span

ROOT: Final = "gateway"


def parents_of(ingest: str) -> dict[str, str]:
    """Which service each hears from, and must have a span below one of, where *ingest* fetches."""
    return {
        "dispatcher": ROOT,
        ingest: "dispatcher",
        "persister": ingest,
        "media-uploader": ingest,
    }


PARENTS: Final = parents_of("instagram-ingest")
REDDIT_PARENTS: Final = parents_of("reddit-ingest")
REQUEST_FIELDS: Final = ("request_id", "b9.request_id")
BAD: Final = frozenset({"ERROR", "CRITICAL", "FATAL"})
# Processes export about every second.
EXPORTED_WITHIN_S: Final = 10.0
LOOK_EVERY_S: Final = 0.5


async def check_trace(
    telemetry: TelemetryReader,
    request_id: str,
    trace_id: str | None,
    parents: Mapping[str, str] = PARENTS,
) -> Layer:
    """The layer, once the exporters had time to send."""
    layer = Layer("trace")
    if not layer.expect("the request has a trace", ok=trace_id, detail="none"):
        return layer
    deadline = time.monotonic() + EXPORTED_WITHIN_S
    while True:
        spans = await asyncio.to_thread(telemetry.spans_of, trace_id or "")
        seen = {span.service for span in spans}
        if (seen >= {ROOT, *parents} and not _orphans(spans)) or time.monotonic() > deadline:
            break
        await asyncio.sleep(LOOK_EVERY_S)
    elsewhere = await asyncio.to_thread(_other_traces, telemetry, request_id, trace_id or "")
    logs = await asyncio.to_thread(_logs, telemetry, request_id, trace_id or "")
    judge_spans(layer, spans, elsewhere, parents)
    judge_logs(layer, logs)
    return layer


def judge_spans(
    layer: Layer,
    spans: Sequence[Span],
    elsewhere: Iterable[str],
    parents: Mapping[str, str] = PARENTS,
) -> None:
    """One trace, whole, in order, without an error."""
    missing = sorted({ROOT, *parents} - {span.service for span in spans})
    layer.expect("every service is in the trace", ok=not missing, detail=f"no {missing}")
    others = sorted(set(elsewhere))
    layer.expect("one trace", ok=not others, detail=f"the request is in {others[:3]} too")
    by_id = {span.span_id: span for span in spans}
    orphans = [f"{span.service} {span.name}" for span in _orphans(spans)]
    layer.expect("parents were exported", ok=not orphans, detail=orphans[:3])
    roots = [span.service for span in spans if not span.parent_id]
    layer.equal("roots", roots, [ROOT])
    for service, parent in parents.items():
        below = any(parent in ancestors(span, by_id) for span in spans if span.service == service)
        layer.expect(f"{service} is below {parent}", ok=below, detail="no such span")
    failed = [f"{span.service} {span.name}" for span in spans if span.status == "error"]
    layer.expect("no span failed", ok=not failed, detail=failed[:5])


def judge_logs(layer: Layer, logs: Sequence[Log]) -> None:
    """Nothing of the request was logged as an error."""
    bad = [
        f"{log.service}: {log.body}"
        for log in logs
        if log.severity in BAD or "exception.stacktrace" in log.attributes
    ]
    layer.expect("no error was logged", ok=not bad, detail=bad[:3])


def ancestors(span: Span, by_id: Mapping[str, Span]) -> set[str]:
    """The services above *span*; a loop of parents ends."""
    services: set[str] = set()
    seen = {span.span_id}
    parent = by_id.get(span.parent_id)
    while parent is not None and parent.span_id not in seen:
        seen.add(parent.span_id)
        services.add(parent.service)
        parent = by_id.get(parent.parent_id)
    return services


def _orphans(spans: Sequence[Span]) -> list[Span]:
    known = {span.span_id for span in spans}
    return [span for span in spans if span.parent_id and span.parent_id not in known]


def _other_traces(telemetry: TelemetryReader, request_id: str, trace_id: str) -> set[str]:
    """The traces of spans of the request that are not in its trace; reads over HTTP are none."""
    found = (span for name in REQUEST_FIELDS for span in telemetry.spans_with(name, request_id))
    return {span.trace_id for span in found if span.service != ROOT} - {trace_id}


def _logs(telemetry: TelemetryReader, request_id: str, trace_id: str) -> list[Log]:
    found = telemetry.logs_of("trace_id", trace_id)
    for name in REQUEST_FIELDS:
        found += telemetry.logs_of(name, request_id)
    return found

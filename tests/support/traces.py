"""The spans of one trace, as the services exported them."""

import contextlib
from collections.abc import Set as AbstractSet

from tests.support.world import World, until

from b9_devstack.otlp.reader import TelemetryReader
from b9_devstack.otlp.records import Span


async def broken_in(world: World, trace_id: str, services: AbstractSet[str]) -> list[str]:
    """
    What is wrong with a trace that should go through all *services*: who told no span, and which
    spans hang on none. Empty where it is whole, once all is exported.
    """
    reader = TelemetryReader(world.stack.folder.telemetry)

    def wrong() -> list[str]:
        spans = reader.spans_of(trace_id)
        silent = services - {span.service for span in spans}
        return [f"no span of {service}" for service in sorted(silent)] + _orphans(spans)

    async def whole() -> bool:
        return not wrong()

    with contextlib.suppress(TimeoutError):
        await until(whole, 20)
    return wrong()


def _orphans(spans: list[Span]) -> list[str]:
    """Spans that do not hang on another; the gateway's first is the root."""
    known = {span.span_id for span in spans}
    return [
        f"{span.service} {span.name} hangs on nothing"
        for span in spans
        if span.parent_id not in known and (span.parent_id or span.service != "gateway")
    ]

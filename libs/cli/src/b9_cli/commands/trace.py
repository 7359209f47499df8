"""Show the spans of a request as a tree, as the processes exported them."""

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from b9_cli.client import Gateway
from b9_cli.running import EXIT_FAILED, EXIT_OK, CommandError, run_to_end, this_stack
from b9_cli.screen import Screen
from b9_cli.table import columns, duration
from b9_devstack.otlp.reader import TelemetryReader
from b9_devstack.otlp.records import Span

TRACE_ID: Final = re.compile(r"[0-9a-f]{32}")
# A tree of thousands says less than its first hundreds.
MAX_SHOWN: Final = 400


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="ID", help="of a request, or of a trace")
    parser.add_argument("--limit", type=int, default=MAX_SHOWN, help="spans to show")


def run(args: argparse.Namespace) -> int:
    """Print the tree; 1 when nothing was exported."""
    return run_to_end(_run(args))


async def _run(args: argparse.Namespace) -> int:
    screen, stack = Screen(), this_stack()
    trace_id = args.id
    if not TRACE_ID.fullmatch(trace_id):
        async with Gateway.of(stack) as gateway:
            trace_id = (await gateway.request(args.id))["trace_id"]
    if not trace_id:
        raise CommandError("that request was accepted without a trace")
    spans = TelemetryReader(Path(stack.state.otlp_folder)).spans_of(trace_id)
    screen.say(f"trace {trace_id}: {len(spans)} spans of {services_of(spans)}")
    for line in columns(list(rows(spans))[: args.limit], indent=0):
        screen.say(line)
    if len(spans) > args.limit:
        screen.say(f"… and {len(spans) - args.limit} more (--limit)")
    return EXIT_OK if spans else EXIT_FAILED


def services_of(spans: Sequence[Span]) -> str:
    """The services that took part, in order of their first span."""
    return ", ".join(dict.fromkeys(span.service for span in spans)) or "nobody"


def rows(spans: Sequence[Span]) -> Iterator[tuple[str, str, str, str, str]]:
    """Each span under its parent, children by start: name, service, offset, length, mark."""
    known = {span.span_id for span in spans}
    children: dict[str, list[Span]] = {}
    for span in sorted(spans, key=lambda one: one.start):
        # A parent nobody exported leaves its child at the top, marked.
        children.setdefault(span.parent_id if span.parent_id in known else "", []).append(span)
    began = min((span.start for span in spans), default=0.0)
    stack = [(span, 0) for span in reversed(children.get("", []))]
    while stack:
        span, depth = stack.pop()
        yield (
            "  " * depth + span.name,
            span.service,
            f"+{duration(span.start - began)}",
            duration(span.end - span.start),
            _mark(span, known),
        )
        stack += [(child, depth + 1) for child in reversed(children.get(span.span_id, []))]


def _mark(span: Span, known: set[str]) -> str:
    if span.status == "error":
        return f"ERROR {span.attributes.get('error.type', '')}".rstrip()
    orphaned = span.parent_id and span.parent_id not in known
    return f"parent {span.parent_id} was not exported" if orphaned else ""

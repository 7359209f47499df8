"""Show one request: its stages, counts, calls and events."""

import argparse
from collections.abc import Iterator

from b9_cli.client import Gateway, Json
from b9_cli.progress import items
from b9_cli.running import EXIT_OK, run_to_end, this_stack
from b9_cli.screen import Screen
from b9_cli.table import ago, columns, duration, parsed, size


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="ID", help="of a request, or a correlation id")


def run(args: argparse.Namespace) -> int:
    """Print what is known of it."""
    return run_to_end(_run(args))


async def _run(args: argparse.Namespace) -> int:
    screen = Screen()
    async with Gateway.of(this_stack()) as gateway:
        request = await gateway.request(args.id)
        events = await gateway.events(request["request_id"])
    for line in (*described(request), *_stages(request), *_counts(request), *_events(events)):
        screen.say(line)
    return EXIT_OK


def described(request: Json) -> Iterator[str]:
    """The request itself, one fact a line."""
    facts = {
        "request": request["request_id"],
        "what": f"{request['kind']} {request['target']} ({request['platform']})",
        "status": f"{request['status']}, {request['progress']} %",
        "why": _why(request),
        "accepted": f"{request['created_at']} ({ago(request['created_at'])} ago)",
        "took": _took(request),
        "drive": request["attempts"]["drive"],
        "depth": ", ".join(f"{n} {what}" for what, n in request["depth"].items() if n),
        "correlation": request["correlation_id"],
        "trace": request["trace_id"],
    }
    yield from columns([key, value] for key, value in facts.items() if value)


def _why(request: Json) -> str:
    error, waiting = request.get("error"), request.get("waiting")
    if error:
        return f"{error['code']}: {error['message']}"
    return f"waiting for {waiting['reason']} until {waiting['until']}" if waiting else ""


def _took(request: Json) -> str:
    if not request["finished_at"]:
        return ""
    took = parsed(request["finished_at"]) - parsed(request["created_at"])
    return duration(took.total_seconds())


def _stages(request: Json) -> Iterator[str]:
    yield ""
    rows = [["STAGE", "STATE", "ITEMS", "FAILED", "TOOK", "WHY"]]
    for stage in request["stages"]:
        took = stage["duration_ms"]
        why = stage["error_code"] or stage["reason"] or ""
        failed = str(stage["failed_items"] or "")
        spent = "" if took is None else duration(took / 1_000)
        rows.append([stage["stage"], stage["state"], items(stage), failed, spent, why])
    yield from columns(rows)


def _counts(request: Json) -> Iterator[str]:
    counts = request["counts"]
    yield ""
    for walk, count in counts["walks"].items():
        told = (f"{value} {key}" for key, value in count.items() if value)
        yield f"  {walk}: {', '.join(told)}"
    media = ", ".join(f"{value} {key}" for key, value in counts["media"].items())
    yield f"  media: {media or 'none yet'}, {size(counts['media_bytes'])}"
    calls = counts["calls"]
    yield f"  calls: {calls['calls']}, {calls['failed']} of them failed, ${calls['cost_usd']:.4f}"


def _events(events: list[Json]) -> Iterator[str]:
    yield ""
    rows = ([e["at"], e["severity"], e["type"], e["stage"] or "", e["message"]] for e in events)
    yield from columns(rows)

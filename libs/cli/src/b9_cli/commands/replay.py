"""Send what a stream still holds to one durable again: counted first, and it costs no paid call."""

import argparse
import asyncio
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from b9_cli.client import Gateway, GatewayError, Json, RefusedError
from b9_cli.running import EXIT_OK, EXIT_TIMEOUT, CommandError, run_to_end, this_stack
from b9_cli.screen import Screen
from b9_cli.table import columns, size

PATH: Final = "/api/replays"
UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
TRIES: Final = 3
PAUSE_S: Final = 1.0
# What was replayed before is read in the readers' own time; then a person looks why not.
FULL_WAIT_S: Final = 300.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("durable", metavar="DURABLE", help="who reads it again: persister-content…")
    parser.add_argument("--request", metavar="ID", dest="request_id", help="of this request alone")
    parser.add_argument("--since", type=moment, metavar="T", help="2026-01-31T12:00Z, 30m, 2h, 7d")
    parser.add_argument("--until", type=moment, metavar="T", help="the same; now if not given")
    parser.add_argument("--subject", metavar="S", help="content.fetched.reddit and the like")
    parser.add_argument("--yes", action="store_true", help="send it, without being asked")


def run(args: argparse.Namespace) -> int:
    """Count, ask, send."""
    return run_to_end(_replay(args))


def moment(text: str, now: datetime | None = None) -> str:
    """A moment as the gateway reads it; ``2h`` is two hours ago, and no zone means UTC."""
    if found := re.fullmatch(r"(\d{1,6})([smhd])", text):
        ago = timedelta(**{UNITS[found[2]]: int(found[1])})
        return ((now or datetime.now(UTC)) - ago).isoformat()
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no moment: 2026-01-31T12:00, 2h") from None
    return given.replace(tzinfo=given.tzinfo or UTC).isoformat()


async def _replay(args: argparse.Namespace) -> int:
    screen = Screen()
    wanted = {
        "durable": args.durable,
        "request_id": args.request_id,
        "since": args.since,
        # Fixed once, so that what is sent is what was counted.
        "until": args.until or datetime.now(UTC).isoformat(),
        "subject": args.subject,
    }
    async with Gateway.of(this_stack()) as gateway:
        counted = await every_piece(gateway, wanted, dry_run=True)
        for line in lines_of(counted):
            screen.say(line)
        if not counted["messages"] or not await _agreed(screen, args):
            return EXIT_OK
        try:
            sent = await every_piece(gateway, wanted, dry_run=False)
        except TimeoutError:
            screen.say(f"the replays sent before are not read yet; gave up after {FULL_WAIT_S} s")
            return EXIT_TIMEOUT
    screen.say(f"sent {sent['messages']} messages to {sent['writes']['subject']}; paid calls: 0")
    return EXIT_OK


async def _agreed(screen: Screen, args: argparse.Namespace) -> bool:
    if args.request_id is None and args.since is None:
        screen.say("nothing was sent: say --request or --since")
        return False
    if args.yes:
        return True
    if not sys.stdin.isatty():
        screen.say("nothing was sent: --yes sends it")
        return False
    answer = await asyncio.to_thread(input, "send it? [y/N] ")
    return answer.strip().lower() in {"y", "yes"}


async def every_piece(
    gateway: Gateway, wanted: Json, *, dry_run: bool, pause_s: float = PAUSE_S
) -> Json:
    """What all calls of one replay told, together. Raises `TimeoutError` while it is full."""
    run, cursor = uuid4().hex, None
    pieces: list[Json] = []
    while True:
        body = {**wanted, "dry_run": dry_run, "cursor": cursor}
        key = {"Idempotency-Key": f"replay-{run}-{len(pieces)}"}
        said = {name: value for name, value in body.items() if value is not None}
        told = await _piece(gateway, said, key, pause_s)
        pieces.append(told)
        cursor = told["next_cursor"]
        if cursor is None:
            return together(pieces)


async def _piece(gateway: Gateway, body: Json, headers: Mapping[str, str], pause_s: float) -> Json:
    """One call, repeated under its key where its answer was lost or the readers lag."""
    tries, end = 0, time.monotonic() + FULL_WAIT_S
    while True:
        try:
            return await _asked(gateway, body, headers)
        except RefusedError as exc:
            if exc.code not in {"replay_full", "replay_busy"}:
                raise
            if time.monotonic() > end:
                raise TimeoutError(str(exc)) from exc
        except GatewayError:
            tries += 1
            if tries == TRIES:
                raise
        await asyncio.sleep(pause_s)


async def _asked(gateway: Gateway, body: Json, headers: Mapping[str, str]) -> Json:
    answer = await gateway.ask("POST", PATH, body=body, headers=headers)
    told = answer.body if isinstance(answer.body, dict) else {}
    if answer.status >= 400:  # noqa: PLR2004  where HTTP's refusals begin
        code, detail = str(told.get("code", "unknown")), str(told.get("detail", answer.body))
        raise RefusedError(answer.status, code, detail)
    if told.get("paid_calls") != 0:
        raise CommandError(f"the gateway says that this is not free: {told}")
    return told


def together(pieces: list[Json]) -> Json:
    """The sum of what *pieces* told."""
    sums = {key: sum(one[key] for one in pieces) for key in ("messages", "bytes", "too_large")}
    counts: dict[str, Any] = {}
    for key in ("subjects", "events"):
        counts[key] = sum((Counter(one[key]) for one in pieces), Counter())
    times = [one[key] for one in pieces for key in ("first_at", "last_at") if one[key]]
    return {
        **pieces[0],
        **sums,
        **counts,
        "first_at": min(times, default=None),
        "last_at": max(times, default=None),
    }


def lines_of(told: Json) -> list[str]:
    """What would be sent, for a person."""
    rows = [
        ["to", told["writes"]["subject"]],
        ["messages", f"{told['messages']} of {told['stream']}, {size(told['bytes'])}"],
        ["stored", f"{told['first_at'] or '-'} … {told['last_at'] or '-'}"],
    ]
    for name, key in (("subject", "subjects"), ("event", "events")):
        rows += [[name, f"{what}: {count}"] for what, count in sorted(told[key].items())]
    if told["too_large"]:
        rows.append(["too large", f"{told['too_large']}, not sent"])
    rows.append(["paid calls", str(told["paid_calls"])])
    return columns(rows, indent=0)

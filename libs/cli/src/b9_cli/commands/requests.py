"""List the newest requests."""

import argparse

from b9_cli.client import Gateway
from b9_cli.running import EXIT_OK, run_to_end, this_stack
from b9_cli.screen import Screen
from b9_cli.table import ago, columns


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--status", help="such as failed, or active, or several with commas")
    parser.add_argument("--platform", choices=("instagram", "reddit"))
    parser.add_argument("--target", metavar="NAME")
    parser.add_argument("--limit", type=int, default=20)


def run(args: argparse.Namespace) -> int:
    """Print them, newest first."""
    return run_to_end(_run(args))


async def _run(args: argparse.Namespace) -> int:
    screen = Screen()
    async with Gateway.of(this_stack()) as gateway:
        found = await gateway.requests(
            limit=args.limit, status=args.status, platform=args.platform, target=args.target
        )
    rows = [["REQUEST", "TARGET", "KIND", "STATUS", "%", "STAGE", "AGE", "WHY"]]
    for one in found:
        error, waiting = one.get("error") or {}, one.get("waiting") or {}
        rows.append(
            [
                one["request_id"],
                one["target"],
                one["kind"],
                one["status"],
                str(one["progress"]),
                one.get("current_stage") or "",
                ago(one["created_at"]),
                error.get("code") or waiting.get("reason") or "",
            ]
        )
    for line in columns(rows, indent=0) if found else ["No requests."]:
        screen.say(line)
    return EXIT_OK

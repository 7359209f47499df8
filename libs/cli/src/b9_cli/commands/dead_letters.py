"""List, show or replay what nobody could handle."""

import argparse
from typing import Any, Final

from b9_cli.client import Gateway, RefusedError
from b9_cli.running import EXIT_FAILED, EXIT_OK, run_to_end, this_stack
from b9_cli.screen import Screen
from b9_cli.table import ago, columns

PATH: Final = "/api/dead-letters"
MAX_ERROR: Final = 80


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("list", help="the newest ones")
    listing.add_argument("--request", metavar="ID", dest="request_id")
    listing.add_argument("--durable")
    listing.add_argument("--code")
    listing.add_argument("--all", action="store_true", help="those already replayed too")
    listing.add_argument("--limit", type=int, default=50)
    verbs.add_parser("show", help="one of them, whole").add_argument("id", type=int)
    replay = verbs.add_parser("replay", help="send them once more")
    replay.add_argument("ids", type=int, nargs="+", metavar="ID")
    replay.add_argument("--dry-run", action="store_true", help="only say what would be sent")


def run(args: argparse.Namespace) -> int:
    """Do what the verb says."""
    return run_to_end({"list": _list, "show": _show, "replay": _replay}[args.verb](args))


async def _list(args: argparse.Namespace) -> int:
    screen = Screen()
    query = {key: getattr(args, key) for key in ("request_id", "durable", "code")}
    query = {key: value for key, value in query.items() if value}
    query |= {"limit": str(args.limit)} | ({} if args.all else {"replayed": "false"})
    async with Gateway.of(this_stack()) as gateway:
        letters = (await gateway.told("GET", PATH, query=query))["items"]
    rows = [["ID", "DURABLE", "KIND", "CODE", "AGE", "REPLAYED", "REQUEST", "ERROR"]]
    rows += [_row(letter) for letter in letters]
    for line in columns(rows, indent=0) if letters else ["No dead letters."]:
        screen.say(line)
    return EXIT_OK


def _row(letter: dict[str, Any]) -> list[str]:
    return [
        str(letter["id"]),
        letter["durable"],
        letter["kind"],
        letter["code"],
        ago(letter["at"]),
        str(letter["replay_count"] or ""),
        str(letter["request_id"] or ""),
        letter["error"].partition("\n")[0][:MAX_ERROR],
    ]


async def _show(args: argparse.Namespace) -> int:
    screen = Screen()
    async with Gateway.of(this_stack()) as gateway:
        letter = await gateway.told("GET", f"{PATH}/{args.id}")
    payload = letter.pop("payload", "")
    for line in columns([key, value] for key, value in letter.items() if value or value == 0):
        screen.say(line)
    screen.say(f"\n{payload}")
    return EXIT_OK


async def _replay(args: argparse.Namespace) -> int:
    screen, refused = Screen(), 0
    async with Gateway.of(this_stack()) as gateway:
        for letter_id in args.ids:
            try:
                screen.say(await _replayed(gateway, letter_id, dry=args.dry_run))
            except RefusedError as exc:
                refused += 1
                screen.say(f"{letter_id}: refused, {exc}")
    return EXIT_FAILED if refused else EXIT_OK


async def _replayed(gateway: Gateway, letter_id: int, *, dry: bool) -> str:
    if dry:
        letter = await gateway.told("GET", f"{PATH}/{letter_id}")
        what = f"{letter['kind']} {letter['code']}, {len(letter['payload'])} characters"
        return f"{letter_id}: would go to {letter['durable']} again: {what}"
    told = await gateway.told("POST", f"{PATH}/{letter_id}/replay")
    sent = told.get("subject") or f"request {told.get('request_id')}"
    return f"{letter_id}: sent again to {sent}"

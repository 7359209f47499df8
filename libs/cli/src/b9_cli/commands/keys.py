"""Make, list or revoke the keys that open the gateway."""

import argparse
from typing import Any, Final

from b9_cli.client import Gateway
from b9_cli.running import EXIT_OK, run_to_end, this_stack
from b9_cli.screen import Screen
from b9_cli.table import ago, columns

PATH: Final = "/api/keys"
SCOPES: Final = ("read", "review", "operate", "admin")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser("create", help="a new one, shown once")
    create.add_argument("name", metavar="NAME", help="who or what will hold it")
    create.add_argument("--scope", choices=SCOPES, required=True, help="each includes those before")
    create.add_argument("--days", type=int, metavar="N", help="it ends by itself after so many")
    create.add_argument("--org", metavar="ID", help="of another organisation than the default")
    listed = verbs.add_parser("list", help="all there are, without their secrets")
    listed.add_argument("--org", metavar="ID", help="those of another organisation")
    revoke = verbs.add_parser("revoke", help="within five seconds it opens nothing any more")
    revoke.add_argument("id", metavar="ID", help="as listed")


def run(args: argparse.Namespace) -> int:
    """Do what the verb says."""
    return run_to_end({"create": _create, "list": _list, "revoke": _revoke}[args.verb](args))


async def _create(args: argparse.Namespace) -> int:
    body = {"name": args.name, "scope": args.scope}
    body |= {} if args.days is None else {"days": args.days}
    body |= {} if args.org is None else {"org_id": args.org}
    async with Gateway.of(this_stack()) as gateway:
        made = await gateway.told("POST", PATH, body=body)
    screen = Screen()
    end = f", until {made['expires_at']}" if made["expires_at"] else ""
    screen.say(
        f"Key {made['id']} for {made['name']!r} of {made['org_id']} may {made['scope']}{end}."
    )
    screen.say(f"It is shown this once:\n\n  {made['key']}\n")
    return EXIT_OK


async def _list(args: argparse.Namespace) -> int:
    query = None if args.org is None else {"org_id": args.org}
    async with Gateway.of(this_stack()) as gateway:
        keys = (await gateway.told("GET", PATH, query=query))["items"]
    rows = [["ID", "NAME", "SCOPE", "STATE", "AGE", "LAST USED", "BY"], *map(row_of, keys)]
    for line in columns(rows, indent=0):
        Screen().say(line)
    return EXIT_OK


def row_of(key: dict[str, Any]) -> list[str]:
    """One key as a line shows it."""
    state = "valid" if key["expires_at"] is None else f"until {key['expires_at'][:10]}"
    return [
        key["id"],
        key["name"],
        key["scope"],
        "revoked" if key["revoked_at"] else state,
        ago(key["created_at"]),
        ago(key["last_used_at"]),
        key["created_by"],
    ]


async def _revoke(args: argparse.Namespace) -> int:
    async with Gateway.of(this_stack()) as gateway:
        gone = await gateway.told("POST", f"{PATH}/{args.id}/revoke")
    Screen().say(f"Key {gone['id']} ({gone['name']!r}) opens nothing any more.")
    return EXIT_OK

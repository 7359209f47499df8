"""Make or list the organisations, whose requests, keys and audit are apart."""

import argparse
from typing import Final

from b9_cli.client import Gateway
from b9_cli.running import EXIT_OK, run_to_end, this_stack
from b9_cli.screen import Screen
from b9_cli.table import ago, columns

PATH: Final = "/api/orgs"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser("create", help="a new one; then `keys create NAME --org ID`")
    create.add_argument("id", metavar="ID", help="a-z, 0-9 and -; for ever")
    create.add_argument("name", metavar="NAME", help="as people call it")
    verbs.add_parser("list", help="all there are")


def run(args: argparse.Namespace) -> int:
    """Do what the verb says."""
    return run_to_end(_create(args) if args.verb == "create" else _list())


async def _create(args: argparse.Namespace) -> int:
    async with Gateway.of(this_stack()) as gateway:
        made = await gateway.told("POST", PATH, body={"id": args.id, "name": args.name})
    Screen().say(f"Organisation {made['id']} ({made['name']!r}) is there.")
    return EXIT_OK


async def _list() -> int:
    rows = [["ID", "NAME", "AGE"]]
    query = {"limit": "200"}
    async with Gateway.of(this_stack()) as gateway:
        while True:
            page = await gateway.told("GET", PATH, query=query)
            rows += [[one["id"], one["name"], ago(one["created_at"])] for one in page["items"]]
            if page["next_cursor"] is None:
                break
            query["cursor"] = page["next_cursor"]
    for line in columns(rows, indent=0):
        Screen().say(line)
    return EXIT_OK

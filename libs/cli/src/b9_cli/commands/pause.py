"""Pause a platform: nothing more is fetched from it until it is resumed."""

import argparse

from b9_cli.running import run_to_end
from b9_cli.switches import set_switch


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("platform", choices=("instagram", "reddit"))
    parser.add_argument("--reason", default="paused by the operator", help="shown while it lasts")


def run(args: argparse.Namespace) -> int:
    """Pause it, and wait until workers see it."""
    return run_to_end(set_switch(f"{args.platform}/pause", {"reason": args.reason}))

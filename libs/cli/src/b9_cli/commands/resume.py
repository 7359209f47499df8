"""Resume a paused platform."""

import argparse

from b9_cli.running import run_to_end
from b9_cli.switches import set_switch


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("platform", choices=("instagram", "reddit"))


def run(args: argparse.Namespace) -> int:
    """Resume it, and wait until workers see it."""
    return run_to_end(set_switch(f"{args.platform}/resume", {}))

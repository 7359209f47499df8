"""The kill switch for every call that costs money: on (also lifts a provider's stop) or off."""

import argparse

from b9_cli.running import run_to_end
from b9_cli.switches import set_switch


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "state", choices=("on", "off"), help="on also lifts a stop over a provider's quota or rate"
    )
    parser.add_argument("--reason", default="", help="shown while they are off")


def run(args: argparse.Namespace) -> int:
    """Set it, and wait until workers see it."""
    body = {"enabled": args.state == "on", "reason": args.reason}
    return run_to_end(set_switch("paid-calls", body))

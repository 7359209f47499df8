"""Stop the stack of this clone, whoever started it."""

import argparse

from b9_cli.screen import Screen
from b9_devstack.supervisor.attach import end
from b9_devstack.supervisor.files import stack_folder
from b9_devstack.workspace import ROOT


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare no arguments."""
    del parser


def run(args: argparse.Namespace) -> int:
    """Stop it and wait until nothing of it runs."""
    del args
    screen = Screen()
    left = end(stack_folder(ROOT))
    if left is None:
        screen.say("Nothing was running.")
        return 0
    if left:
        screen.say(f"Still running: {', '.join(left)}")
        return 1
    screen.say("Stopped.")
    return 0

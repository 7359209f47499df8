"""Show what runs, what waits, and what is not ready."""

import argparse
import asyncio

from b9_cli.database import connected
from b9_cli.running import EXIT_FAILED, EXIT_OK, CommandError, run_to_end, this_stack
from b9_cli.screen import Screen
from b9_cli.status import Part, broker_parts, gateway_part, stack_part, work_part
from b9_devstack.supervisor.files import FoundStack


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare no arguments."""
    del parser


def run(args: argparse.Namespace) -> int:
    """Print it; 1 if something is not ready."""
    del args
    return run_to_end(_run())


async def _run() -> int:
    screen, stack = Screen(), this_stack()
    parts = [stack_part(stack.state)]
    if stack.state.supervised:
        gateway, broker, work = await asyncio.gather(
            gateway_part(stack), broker_parts(stack), _work(stack)
        )
        parts += [gateway, *broker, work]
    for part in parts:
        screen.say(part.title)
        for line in part.lines:
            screen.say(line)
    problems = [problem for part in parts for problem in part.problems]
    for problem in problems:
        screen.say(f"NOT READY  {problem}")
    return EXIT_FAILED if problems else EXIT_OK


async def _work(stack: FoundStack) -> Part:
    try:
        async with connected(stack) as database:
            return await work_part(database)
    except CommandError as exc:
        return Part("Work", problems=[str(exc)])

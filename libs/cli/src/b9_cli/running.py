"""How a command runs: its coroutine to the end, and what went wrong in one line."""

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any, Final

import aiohttp

from b9_cli.client import GatewayError
from b9_common.errors import B9Error
from b9_devstack.supervisor.files import FoundStack, StackNotFoundError, find_stack
from b9_devstack.workspace import ROOT

EXIT_OK: Final = 0
EXIT_FAILED: Final = 1
EXIT_ENVIRONMENT: Final = 2
EXIT_TIMEOUT: Final = 3
EXIT_INTERRUPTED: Final = 130


class CommandError(Exception):
    """The command cannot do what it was asked; the message is for a person."""


def run_to_end(work: Coroutine[Any, Any, int]) -> int:
    """The exit code of *work*; what stands in its way is told on stderr, with exit code 2."""
    try:
        return asyncio.run(_named(work))
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except CommandError as exc:
        sys.stderr.write(f"b9: {exc}\n")
        return EXIT_ENVIRONMENT


async def _named(work: Coroutine[Any, Any, int]) -> int:
    try:
        return await work
    except (StackNotFoundError, GatewayError, B9Error, aiohttp.ClientError, OSError) as exc:
        raise CommandError(str(exc) or type(exc).__name__) from exc


def this_stack() -> FoundStack:
    """The stack above the working directory, or of this clone. Raises `StackNotFoundError`."""
    try:
        return find_stack()
    except StackNotFoundError:
        return find_stack(ROOT)

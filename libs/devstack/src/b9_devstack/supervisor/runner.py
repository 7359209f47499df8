"""Run a stack in the foreground until a signal says stop."""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable
from pathlib import Path

from b9_devstack.supervisor.options import StackOptions
from b9_devstack.supervisor.stack import Report, Stack, silent

STDIN = 0
LOOK_EVERY_S = 0.5
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run_stack(
    folder: Path,
    options: StackOptions,
    report: Report = silent,
    on_ready: Callable[[], None] = lambda: None,
) -> None:
    """
    Start the stack, call *on_ready*, and return once a signal has ended it. A second signal
    kills what has not stopped yet. Raises `ProcessError` when it cannot be started.
    """
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.raiseExceptions = False  # a stderr that nobody reads any more must not matter
    with contextlib.suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(_run(folder, options, report, on_ready))


async def _run(
    folder: Path, options: StackOptions, report: Report, on_ready: Callable[[], None]
) -> None:
    main = asyncio.current_task()
    if main is None:
        raise RuntimeError("asyncio.run gives every coroutine a task")
    for signum in STOP_SIGNALS:
        asyncio.get_running_loop().add_signal_handler(signum, main.cancel)
    async with Stack.start(folder, options, report):
        on_ready()
        await _terminal_gone()


async def _terminal_gone() -> None:
    """
    Wait until the terminal we were started from hangs up; for ever when there is none. A `make`
    that leads its session gets the SIGHUP alone and keeps it to itself.
    """
    if not os.isatty(STDIN):
        await asyncio.Event().wait()
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        try:
            os.get_terminal_size(STDIN)  # any question would do: it answers EIO once gone
        except OSError:
            return

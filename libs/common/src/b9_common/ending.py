"""Ending a task that runs for ever."""

import asyncio
from contextlib import suppress
from typing import Any, Final

# Longer than an orderly end takes, so that none is cut off; short of how long a stop may take.
AGAIN_S: Final = 5.0
TRIES: Final = 6


async def end(task: "asyncio.Task[Any]", *, again_s: float = AGAIN_S) -> None:
    """
    Cancel *task*, and wait until it has ended. Raises what it ended by, other than that, and
    `TimeoutError` where it goes on after six times.

    A cancellation may be lost: before Python 3.12, `asyncio.wait_for` passes over one that comes
    together with its answer. So it is sent again.
    """
    for _ in range(TRIES):
        if task.done():
            break
        task.cancel()
        await asyncio.wait({task}, timeout=again_s)
    if not task.done():
        raise TimeoutError(f"{task.get_name()} does not end")
    with suppress(asyncio.CancelledError):
        task.result()

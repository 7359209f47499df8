"""Ending a task that runs for ever."""

import asyncio
from contextlib import suppress
from typing import Any, Final

# Longer than an orderly end takes, so that none is cut off; short of how long a stop may take.
AGAIN_S: Final = 5.0


async def end(task: "asyncio.Task[Any]", *, again_s: float = AGAIN_S) -> None:
    """
    Cancel *task*, and wait until it has ended. Raises what it ended by, other than that.

    A cancellation may be lost: before Python 3.12, `asyncio.wait_for` passes over one that comes
    together with its answer. So it is sent again.
    """
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=again_s)
    with suppress(asyncio.CancelledError):
        task.result()

"""Ending a task that runs for ever, and work that can be ended."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any, Final, TypeVar

# Longer than an orderly end takes, so that none is cut off; short of how long a stop may take.
AGAIN_S: Final = 5.0
TRIES: Final = 6

T = TypeVar("T")


async def heedful(waiting: Awaitable[T]) -> T:
    """
    What *waiting* gives or raises, unless this task is cancelled, be it in the moment in which that
    comes.

    Before Python 3.12, `asyncio.wait_for` passes over a cancellation that comes together with the
    answer; nats-py asks by it, and a loop that asks for ever would then never end.
    """
    task = asyncio.current_task()
    before = task.cancelling() if task else 0
    try:
        return await waiting
    finally:
        if task and task.cancelling() > before:
            raise asyncio.CancelledError


async def end(task: "asyncio.Task[Any]", *, again_s: float = AGAIN_S) -> None:
    """
    Cancel *task*, and wait until it has ended. Raises what it ended by, other than that, and
    `TimeoutError` where it goes on after six times.

    A library may lose a cancellation (see `heedful`), so it is sent again.
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

"""A task ends, though a cancellation may be lost."""

import asyncio
import contextlib

import pytest

from b9_common.ending import end


async def test_a_task_that_lost_a_cancellation_ends_by_the_next() -> None:
    lost = 0

    async def work() -> None:
        nonlocal lost
        while True:
            try:
                await asyncio.sleep(3_600)
            except asyncio.CancelledError:
                if lost:
                    raise
                lost += 1

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    await end(task, again_s=0.01)

    assert (task.cancelled(), lost) == (True, 1)


async def test_an_orderly_end_is_waited_for() -> None:
    ended = False

    async def work() -> None:
        nonlocal ended
        try:
            await asyncio.sleep(3_600)
        finally:
            await asyncio.sleep(0.01)
            ended = True

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    await end(task)

    assert ended


async def test_what_a_task_failed_by_is_raised() -> None:
    async def work() -> None:
        raise LookupError

    task = asyncio.create_task(work())
    await asyncio.sleep(0)

    with pytest.raises(LookupError):
        await end(task)


async def test_what_never_ends_is_given_up_loudly() -> None:
    over = asyncio.Event()

    async def deaf() -> None:
        while not over.is_set():
            with contextlib.suppress(asyncio.CancelledError):
                await over.wait()

    task = asyncio.create_task(deaf(), name="the deaf one")
    await asyncio.sleep(0)
    with pytest.raises(TimeoutError, match="the deaf one"):
        await end(task, again_s=0.001)
    over.set()
    await task

"""A task ends, though a cancellation may be lost."""

import asyncio
import contextlib

import pytest

from b9_common.ending import end, heedful


@pytest.mark.parametrize("answered_first", [True, False])
async def test_a_cancellation_that_comes_together_with_the_answer_is_heeded(
    *, answered_first: bool
) -> None:
    answer = asyncio.get_running_loop().create_future()
    asking = asyncio.create_task(heedful(asyncio.wait_for(answer, 60)))
    await asyncio.sleep(0)

    if answered_first:
        answer.set_result("too late")
    asking.cancel()

    with pytest.raises(asyncio.CancelledError):
        await asking


async def test_a_cancellation_that_comes_together_with_a_refusal_is_heeded() -> None:
    answer = asyncio.get_running_loop().create_future()

    async def refused() -> None:
        await asyncio.wait_for(answer, 60)
        raise LookupError

    asking = asyncio.create_task(heedful(refused()))
    await asyncio.sleep(0)

    answer.set_result("nobody is there")
    asking.cancel()

    with pytest.raises(asyncio.CancelledError):
        await asking


async def test_an_answer_that_comes_before_any_cancellation_is_given() -> None:
    answer = asyncio.get_running_loop().create_future()
    asking = asyncio.create_task(heedful(asyncio.wait_for(answer, 60)))
    await asyncio.sleep(0)

    answer.set_result("in time")

    assert await asking == "in time"


async def test_a_task_that_was_cancelled_before_may_still_ask_while_it_ends() -> None:
    told = []

    async def work() -> None:
        try:
            await asyncio.sleep(3_600)
        finally:
            told.append(await heedful(asyncio.sleep(0, "the last word")))

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    await end(task)

    assert told == ["the last word"]


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

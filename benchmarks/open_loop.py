"""
Requests that arrive on time whatever the answers do: an open loop, on connections kept alive.

Each is timed from when it was due. A server that stalls therefore shows in every request that was
due meanwhile, not only in the one that it kept waiting.
"""

import asyncio
import time
from collections.abc import Sequence
from typing import Final

import aiohttp
from msgspec import Struct

# A server this far behind has lost; what would pile up then is refused here.
MAX_OPEN: Final = 400


class Answer(Struct, frozen=True):
    """What was asked, when it was due (from the start), how long it took, and how it ended."""

    path: str
    due_s: float
    took_s: float
    status: int


async def arrive(
    http: aiohttp.ClientSession, paths: Sequence[str], *, rate_per_s: float, seconds: float
) -> list[Answer]:
    """
    Ask for *paths* in turns, evenly, at *rate_per_s*; every answer.

    Raises `RuntimeError` when more than `MAX_OPEN` stand open.
    """
    started = time.perf_counter()
    open_now: set[asyncio.Task[Answer]] = set()
    answers: list[Answer] = []

    def ended(task: asyncio.Task[Answer]) -> None:
        open_now.discard(task)
        if not task.cancelled() and task.exception() is None:
            answers.append(task.result())

    async with asyncio.TaskGroup() as asking:
        for number in range(int(rate_per_s * seconds)):
            due = number / rate_per_s
            await asyncio.sleep(max(0.0, started + due - time.perf_counter()))
            if len(open_now) >= MAX_OPEN:
                raise RuntimeError(f"{MAX_OPEN} answers stand out after {due:.1f} s")
            task = asking.create_task(_ask(http, paths[number % len(paths)], started, due))
            open_now.add(task)
            task.add_done_callback(ended)
    return answers


async def _ask(http: aiohttp.ClientSession, path: str, started: float, due: float) -> Answer:
    async with http.get(path) as response:
        await response.read()
    return Answer(path, due, time.perf_counter() - started - due, response.status)

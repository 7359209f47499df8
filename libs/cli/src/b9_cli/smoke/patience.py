"""What follows an end by a moment is waited for, but not long."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

T = TypeVar("T")

FOLLOWS_WITHIN_S: Final = 10.0
LOOK_EVERY_S: Final = 0.25


async def eventually(read: Callable[[], Awaitable[T]], enough: Callable[[T], bool]) -> T:
    """What *read* gives, once it is *enough* or time is up."""
    deadline = time.monotonic() + FOLLOWS_WITHIN_S
    while True:
        seen = await read()
        if enough(seen) or time.monotonic() > deadline:
            return seen
        await asyncio.sleep(LOOK_EVERY_S)

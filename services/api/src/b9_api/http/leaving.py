"""Long answers end when whoever asked has gone."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from starlette.types import Receive


async def while_there(receive: Receive, answering: Coroutine[Any, Any, None], name: str) -> None:
    """Run *answering* to its end, or cancel it when the client has gone."""
    writing = asyncio.create_task(answering, name=name)
    gone = asyncio.create_task(_until_gone(receive))
    both = (writing, gone)
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in both:
            task.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        with suppress(asyncio.CancelledError):
            await writing


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass

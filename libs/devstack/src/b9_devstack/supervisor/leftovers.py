"""Processes of an earlier run that outlived it, recognised by pid and start time."""

import asyncio
import contextlib
import logging
import os
import signal
from typing import Final

from b9_devstack.process import ProcessError
from b9_devstack.supervisor.files import Child, StackFolder

TIMEOUT_S: Final = 10.0

_log = logging.getLogger(__name__)


async def end_leftovers(folder: StackFolder) -> list[str]:
    """Kill what the last state names and still runs; tells the names."""
    state = folder.read_state()
    left = [child for child in state.children if child.alive] if state else []
    for child in left:
        _log.warning("ending %s, left over from an earlier run", child.name)
        _kill(child)
    try:
        async with asyncio.timeout(TIMEOUT_S):
            await asyncio.gather(*map(_gone, left))
    except TimeoutError:
        raise ProcessError("processes of an earlier run cannot be ended") from None
    return [child.name for child in left]


async def _gone(child: Child) -> None:
    while child.alive:  # noqa: ASYNC110  # not our child any more: the kernel tells us nothing
        await asyncio.sleep(0.05)


def _kill(child: Child) -> None:
    if child.pid is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGKILL)

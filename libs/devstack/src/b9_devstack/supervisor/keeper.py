"""Bring back what ended without being asked to: soon at first, then ever more slowly."""

import asyncio
import logging
import time
from typing import Final

from b9_devstack.process import ProcessError
from b9_devstack.servers.server import Server

LOOK_EVERY_S: Final = 0.1
FIRST_DELAY_S: Final = 0.2
MAX_DELAY_S: Final = 10.0
# Having run this long, a crash counts as the first again.
STEADY_AFTER_S: Final = 30.0
MAX_CRASHES: Final = 12

_log = logging.getLogger(__name__)


async def keep(server: Server) -> None:
    """Watch *server* until cancelled; after `MAX_CRASHES` quick crashes it stays down."""
    crashes = 0
    started = time.monotonic()
    while crashes < MAX_CRASHES:
        await asyncio.sleep(LOOK_EVERY_S)
        if server.running or not (server.wanted and server.auto_restart):
            continue
        if time.monotonic() - started > STEADY_AFTER_S:
            crashes = 0
        _log.warning("%s ended: %s", server.name, server.last_exit)
        await asyncio.sleep(backoff_s(crashes))
        crashes += 1
        started = time.monotonic()
        try:
            await server.start_again()
        except (ProcessError, OSError) as error:
            _log.warning("%s", error)
    server.wanted = False
    _log.error("%s crashed %d times in a row and is left alone", server.name, crashes)


def backoff_s(crashes: int) -> float:
    """How long to wait after that many crashes in a row."""
    return float(min(FIRST_DELAY_S * 2**crashes, MAX_DELAY_S))

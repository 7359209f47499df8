"""Ends the streams of those whose credentials were taken from them meanwhile."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from b9_api.live.frames import frame
from b9_api.live.hub import Hub
from b9_common.errors import OutageError

log = logging.getLogger(__name__)

LOOK_EVERY_S: Final = 5.0

# Whether a caller, by its id, may still ask.
Admitted = Callable[[str], Awaitable[bool]]


class Expelling:
    """Asks about every viewer now and then; while nobody can tell, they stay."""

    def __init__(self, hub: Hub, admitted: Admitted) -> None:
        self._hub = hub
        self._admitted = admitted

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.turn()
            except OutageError as exc:
                log.debug("live feed: %s", exc)

    async def turn(self) -> None:
        """Look once."""
        for caller in self._hub.callers():
            if not await self._admitted(caller):
                self._hub.expel(caller, frame("bye", {"reason": "credentials_ended"}))

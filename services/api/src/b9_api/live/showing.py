"""How things stand, told again whenever it has changed: only while somebody watches."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from b9_api.live.frames import frame
from b9_api.live.hub import Hub
from b9_common.errors import OutageError

log = logging.getLogger(__name__)

LOOK_EVERY_S: Final = 1.0

# Of one organisation and the name behind the colon: what is to be shown.
Look = Callable[[str, str], Awaitable[Mapping[str, Any]]]


class Showing:
    """Looks once a second for all viewers together, and shows what is another than before."""

    def __init__(self, hub: Hub, looks: Mapping[str, Look]) -> None:
        self._hub = hub
        self._looks = looks

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self.turn()
            except OutageError as exc:
                # Viewers keep what they were shown; the health says what is away.
                log.debug("live feed: %s", exc)
            await asyncio.sleep(LOOK_EVERY_S)

    async def turn(self) -> None:
        """Look once at all that is watched."""
        for prefix, look in self._looks.items():
            for org_id, topic in self._hub.watched(prefix):
                name = topic.removeprefix(prefix)
                shown = {"topic": topic, **await look(org_id, name)}
                self._hub.show((org_id, topic), frame(prefix.rstrip(":"), shown))

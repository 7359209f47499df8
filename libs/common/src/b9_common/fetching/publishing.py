"""Publishes pages and markers; what is in hand had its price, so the broker is waited for."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from b9_common.errors import OutageError
from b9_common.events import AnyPage, FetchFinished
from b9_common.messaging.connection import Broker
from b9_common.topology import content_subject

log = logging.getLogger(__name__)

# Each try lasts up to the broker's own publish deadline of 12 s: five minutes or so in all.
TRIES: Final = 25
PAUSE_S: Final = 0.5


class ContentPublisher:
    """See `ports.Publish`. A repeat is harmless: the key is the message's id."""

    def __init__(
        self, broker: Broker, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._broker = broker
        self._sleep = sleep

    async def __call__(self, event: AnyPage | FetchFinished) -> None:
        """Return when the broker confirmed *event*."""
        subject = content_subject(event.platform)
        for attempt in range(1, TRIES + 1):
            try:
                await self._broker.publish_event(subject, event, msg_id=event.key)
            except OutageError as exc:
                if attempt == TRIES or self._broker.closed.is_set():
                    raise
                log.warning("%s not confirmed yet: %s", event.key, exc)
                await self._sleep(PAUSE_S)
            else:
                return

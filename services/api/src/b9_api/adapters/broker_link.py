"""The gateway's link to the broker, which may be away: nothing accepted depends on it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Final

from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from b9_common.ending import end
from b9_common.errors import FatalError, OutageError
from b9_common.messaging import Broker, connect

log = logging.getLogger(__name__)

RETRY_S: Final = 1.0
ASK_TIMEOUT_S: Final = 1.0

Session = Callable[[Broker], AbstractAsyncContextManager[None]]


class BrokerLink:
    """
    A connection sought in the background and renewed when the client gives up.

    Every new connection is used in a session of its own: subscriptions, heartbeats.
    """

    def __init__(self, url: str, name: str) -> None:
        self._url = url
        self._name = name
        self._broker: Broker | None = None

    def get(self) -> Broker:
        """The connection. Raises `OutageError` while there is none."""
        if self._broker is None or not self._broker.connected:
            raise OutageError("the broker is not connected")
        return self._broker

    async def ping(self) -> None:
        """Raise unless JetStream answers."""
        answer = await self.get().api_request("INFO", timeout_s=ASK_TIMEOUT_S)
        if "error" in answer:
            raise OutageError(str(answer["error"].get("description")))

    async def wake(self, subject: str, told: bytes = b"") -> None:
        """Tell whoever listens that there is work; lost when nobody does, and nobody minds."""
        with suppress(OutageError):
            await wake(self.get(), subject, told)

    @asynccontextmanager
    async def running(self, session: Session) -> AsyncIterator[None]:
        """Keep the link while the block runs."""
        task = asyncio.create_task(self._keep(session), name="broker-link")
        try:
            yield
        finally:
            await end(task)

    async def _keep(self, session: Session) -> None:
        while True:
            try:
                async with connect(self._url, self._name) as broker, session(broker):
                    self._broker = broker
                    await broker.closed.wait()
            except (FatalError, NatsError, OSError) as exc:
                log.warning("broker: %s", exc)
            finally:
                self._broker = None
            await asyncio.sleep(RETRY_S)


async def wake(broker: Broker, subject: str, told: bytes = b"") -> None:
    """A core message, kept by nobody."""
    with suppress(NatsError, OSError):
        await broker.nc.publish(subject, told)


def request_id_of(msg: Msg) -> str | None:
    """Whose request a message speaks of."""
    return (msg.headers or {}).get("B9-Request-Id")

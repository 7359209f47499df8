"""How full the stream of commands is: the lane that can wait leaves room for the urgent one."""

import time
from collections.abc import Callable
from typing import Final, Protocol

from b9_common.errors import OutageError
from b9_common.messaging import Broker
from b9_common.topology import REQUESTS

# The broker is asked at most this often.
READ_AGE_S: Final = 1.0
FULL_SHARE: Final = 0.5


class Fullness(Protocol):
    """Tells whether the lane that can wait has to."""

    async def half_full(self) -> bool:
        """As of a moment ago; never raises."""
        ...


class Fill:
    """What is known of the stream's bytes; shared by all who put commands into it."""

    def __init__(self, broker: Broker, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._broker = broker
        self._clock = clock
        self._read_at = float("-inf")
        self._half_full = False

    async def half_full(self) -> bool:
        """Whether the lane that can wait has to; unknown counts as it was."""
        now = self._clock()
        if now - self._read_at < READ_AGE_S:
            return self._half_full
        self._read_at = now
        try:
            info = await self._broker.api_request(f"STREAM.INFO.{REQUESTS.name}", timeout_s=1.0)
        except OutageError:
            return self._half_full
        held: int = info.get("state", {}).get("bytes", 0)
        self._half_full = held >= FULL_SHARE * REQUESTS.max_bytes
        return self._half_full

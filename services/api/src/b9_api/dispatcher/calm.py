"""Whether the broker has been there long enough for silence to mean anything."""

import time
from collections.abc import Callable
from typing import Final

from b9_common.messaging import Broker

# Workers come back, and say what they had to keep to themselves, well within it.
CALM_S: Final = 15.0


class Calm:
    """
    Time since the broker was last known to be away, or since the process began.

    After an outage every request has been silent for as long as it lasted.
    """

    def __init__(
        self,
        broker: Broker,
        *,
        seconds: float = CALM_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._broker = broker
        self._seconds = seconds
        self._clock = clock
        self._since = clock()
        self._reconnects = 0

    def lasts(self) -> bool:
        """Whether the broker has been connected without a break for long enough."""
        reconnects = self._broker.nc.stats["reconnects"]
        # The count tells of a break that came and went between two looks.
        if reconnects != self._reconnects or not self._broker.connected:
            self._reconnects = reconnects
            self.broken()
        return self._clock() - self._since >= self._seconds

    def broken(self) -> None:
        """The broker did not answer, connected or not."""
        self._since = self._clock()

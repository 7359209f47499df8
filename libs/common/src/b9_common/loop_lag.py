"""How late the event loop runs: the one number that shows a callback hogging it."""

import asyncio
from collections import deque
from typing import Final

from b9_common.metrics import Gauge, gauge_from

INTERVAL_S: Final = 0.05
# 30 s of samples.
WINDOW: Final = 600
QUANTILES: Final = (0.5, 0.99, 1.0)


class LoopLag:
    """Sleeps in short turns and keeps by how much each was overslept."""

    def __init__(self) -> None:
        self._late_s: deque[float] = deque(maxlen=WINDOW)

    async def run(self) -> None:
        """Sample until cancelled, showing the quantiles as metrics."""
        for q in QUANTILES:
            gauge_from(Gauge.LOOP_LAG, lambda q=q: self.quantile(q), quantile=str(q))  # type: ignore[misc]
        clock = asyncio.get_running_loop().time
        while True:
            due = clock() + INTERVAL_S
            await asyncio.sleep(INTERVAL_S)
            self.add(clock() - due)

    def add(self, late_s: float) -> None:
        """Keep one sample."""
        self._late_s.append(max(late_s, 0.0))

    def quantile(self, q: float) -> float:
        """The lateness that a share *q* of the samples did not exceed; 0 without samples."""
        if not self._late_s:
            return 0.0
        ordered = sorted(self._late_s)
        return ordered[min(int(q * len(ordered)), len(ordered) - 1)]

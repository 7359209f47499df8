"""Time without waiting."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any

MAX_STEP_S = 60.0


class _Leap(selectors.DefaultSelector):
    """Instead of waiting, time leaps to when something is due."""

    loop: "LeapingLoop"

    def select(self, timeout: float | None = None) -> list[Any]:
        self.loop.at += min(timeout or 0.0, MAX_STEP_S)
        return super().select(0)


class LeapingLoop(asyncio.SelectorEventLoop):
    """A loop whose hours take no time, so that many callers may wait at once."""

    def __init__(self, at: float) -> None:
        self.at = at
        selector = _Leap()
        selector.loop = self
        super().__init__(selector)
        # A double that counts seconds since 1970 tells no finer moments apart.
        self._clock_resolution = 1e-6

    def time(self) -> float:
        return self.at


def in_no_time(scenario: Coroutine[Any, Any, None], at: float) -> None:
    """Run *scenario*, which begins *at*, without waiting for anything."""
    loop = LeapingLoop(at)
    try:
        loop.run_until_complete(scenario)
    finally:
        loop.close()

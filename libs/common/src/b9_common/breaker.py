"""One upstream host's circuit breaker: it stops pulling instead of burning attempts."""

import time
from collections import deque
from collections.abc import Callable
from enum import StrEnum
from typing import Final

WINDOW_S: Final = 30.0
MIN_CALLS: Final = 20
FAILED_SHARE: Final = 0.5
TIMEOUTS_IN_A_ROW: Final = 5
FIRST_OPEN_S: Final = 30.0
MAX_OPEN_S: Final = 600.0
# A probe that nobody reports on (its task was cancelled) must not hold the breaker for ever.
PROBE_LIMIT_S: Final = 60.0


class CallResult(StrEnum):
    """What one call says about the host, not about its target."""

    ANSWERED = "answered"
    FAILED = "failed"
    TIMED_OUT = "timed_out"
    REFUSED_US = "refused_us"


class Breaker:
    """
    Opens at half of at least 20 calls failed within 30 s, at 5 timeouts in a row, or at once when
    the host refuses us. After 30 s one probe is let through; each failed probe doubles the wait,
    up to 10 minutes. Every `enter` that returned true is followed by one `record`.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._calls: deque[tuple[float, bool]] = deque()
        self._timeouts = 0
        self._open_s = FIRST_OPEN_S
        self._opened_at: float | None = None
        self._probe_since: float | None = None
        self.reason = ""
        self.answered = 0

    @property
    def is_open(self) -> bool:
        """Whether calls are held back, all or all but one."""
        return self._opened_at is not None

    @property
    def refused(self) -> bool:
        """Whether it is open because the host refuses us: a person must look."""
        return self.is_open and self.reason.startswith(CallResult.REFUSED_US)

    def retry_in_s(self) -> float:
        """How long until the next call may be tried; 0 if one may be tried now."""
        if self._opened_at is None:
            return 0.0
        now = self._clock()
        if self._probe_since is not None and now - self._probe_since < PROBE_LIMIT_S:
            return max(self._probe_since + PROBE_LIMIT_S - now, 1.0)
        return max(self._opened_at + self._open_s - now, 0.0)

    def enter(self) -> bool:
        """Whether a call may be made now; while half-open, only the one that probes."""
        if self._opened_at is None:
            return True
        if self.retry_in_s() > 0:
            return False
        self._probe_since = self._clock()
        return True

    def record(self, result: CallResult, about: str = "") -> None:
        """How a call that was let in went; *about* names the failure for people."""
        self.answered += result is CallResult.ANSWERED
        if self._opened_at is not None:
            self._judge_probe(result, about)
            return
        now = self._clock()
        self._calls.append((now, result is not CallResult.ANSWERED))
        while self._calls and now - self._calls[0][0] > WINDOW_S:
            self._calls.popleft()
        self._timeouts = self._timeouts + 1 if result is CallResult.TIMED_OUT else 0
        if why := self._why_to_open(result):
            self._open(f"{why}: {about}" if about else why)

    def leave(self) -> None:
        """The call that was let in was not made after all."""
        self._probe_since = None

    def _why_to_open(self, result: CallResult) -> str | None:
        if result is CallResult.REFUSED_US:
            return CallResult.REFUSED_US
        if self._timeouts >= TIMEOUTS_IN_A_ROW:
            return f"{self._timeouts} timeouts in a row"
        failed = sum(bad for _, bad in self._calls)
        if len(self._calls) >= MIN_CALLS and failed >= FAILED_SHARE * len(self._calls):
            return f"{failed} of {len(self._calls)} calls failed"
        return None

    def _open(self, reason: str) -> None:
        self._opened_at = self._clock()
        self._probe_since = None
        self.reason = reason
        self._calls.clear()
        self._timeouts = 0

    def _judge_probe(self, result: CallResult, about: str) -> None:
        """A late answer of a call from before counts as the probe's: it is as true."""
        probing = self._probe_since is not None
        if result is CallResult.ANSWERED:
            self._opened_at = self._probe_since = None
            self._open_s = FIRST_OPEN_S
            self.reason = ""
        elif probing:
            self._open_s = min(self._open_s * 2, MAX_OPEN_S)
            self._open(f"{result}: {about}" if about else str(result))

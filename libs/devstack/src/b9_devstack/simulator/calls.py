"""The simulator's own account of who called what, when, and how it was answered."""

from collections import Counter, OrderedDict, deque
from typing import Any, Final

import msgspec

WINDOW_S: Final = 1.0
MAX_CALLS: Final = 200_000
MAX_KEYS: Final = 500_000


class Call(msgspec.Struct):
    """
    One call of the provider; *t* is when it reached us, by the wall clock. *status* is null until
    it was answered, and stays null where it never was. *fault* names what was done to it.
    """

    t: float
    endpoint: str
    who: str
    username: str | None = None
    cursor: str | None = None
    status: int | None = None
    fault: str | None = None

    @property
    def page(self) -> tuple[str, str, str | None]:
        """What was asked for; the same again is the same page paid twice."""
        return self.endpoint, self.who, self.cursor


class CallLog:
    """Counts calls. Bounded: the oldest calls are forgotten, the totals are not."""

    def __init__(self) -> None:
        self.calls: deque[Call] = deque(maxlen=MAX_CALLS)
        self.total = 0
        self.max_window_1s = 0
        self.by_endpoint: Counter[str] = Counter()
        self.by_status: Counter[str] = Counter()
        self._window: deque[float] = deque()
        self._accepted: deque[float] = deque()
        self.charged = 0

    def arrive(self, call: Call, at: float) -> None:
        """Count *call*, which came *at* on the monotonic clock."""
        self.calls.append(call)
        self.total += 1
        self.by_endpoint[call.endpoint] += 1
        _trim(self._window, at)
        self._window.append(at)
        self.max_window_1s = max(self.max_window_1s, len(self._window))

    def settle(self, call: Call, status: int) -> None:
        """Note how *call* was answered."""
        call.status = status
        self.by_status[str(status)] += 1

    def admit(self, at: float, rate: float | None, quota: int | None) -> str | None:
        """Charge a call that came *at*, or return the fault it deserves."""
        if quota is not None and self.charged >= quota:
            return "monthly_quota"
        _trim(self._accepted, at)
        if rate is not None and len(self._accepted) >= rate:
            return "retry_after_seconds"
        self._accepted.append(at)
        self.charged += 1
        return None

    def paid_twice(self) -> list[dict[str, Any]]:
        """Return the pages that were answered in full more than once, with how often."""
        pages = Counter(call.page for call in self.calls if call.status == 200 and not call.fault)  # noqa: PLR2004 - HTTP's own number
        return [
            {"endpoint": endpoint, "who": who, "cursor": cursor, "times": times}
            for (endpoint, who, cursor), times in pages.items()
            if times > 1
        ]

    def summary(self) -> dict[str, Any]:
        """Return the counters."""
        return {
            "total": self.total,
            "max_window_1s": self.max_window_1s,
            "by_endpoint": self.by_endpoint,
            "by_status": self.by_status,
            "unanswered": sum(call.status is None for call in self.calls),
            "charged": self.charged,
        }


class Tally:
    """Counts per key of what may have very many keys; the oldest are forgotten."""

    def __init__(self, limit: int = MAX_KEYS) -> None:
        self._limit = limit
        self.counts: OrderedDict[str, int] = OrderedDict()

    def add(self, key: str) -> int:
        """Count one more of *key* and return how many that makes."""
        self.counts[key] = self.counts.get(key, 0) + 1
        if len(self.counts) > self._limit:
            self.counts.popitem(last=False)
        return self.counts[key]


def _trim(window: deque[float], at: float) -> None:
    while window and window[0] <= at - WINDOW_S:
        window.popleft()

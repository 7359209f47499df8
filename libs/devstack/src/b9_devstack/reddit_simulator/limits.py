"""The rate limit as Reddit counts it: so many calls of one client in each fixed window."""

from collections import OrderedDict, deque
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

MAX_CLIENTS: Final = 1_000
MAX_WINDOWS: Final = 10_000


@dataclass(slots=True)
class Window:
    """One window of one client; times are of whatever clock the caller reads."""

    client: str
    began: float
    ends: float
    limit: int
    used: int = 0
    refused: int = 0

    def headers(self, now: float, *, floats: bool) -> dict[str, str]:
        """Return the three headers as they stand after the last call."""
        used, left, reset = self.used, self.limit - self.used, self.reset_s(now)
        return {
            "x-ratelimit-used": f"{used}.0" if floats else str(used),
            "x-ratelimit-remaining": f"{left}.0",
            "x-ratelimit-reset": f"{reset}.0" if floats else str(reset),
        }

    def reset_s(self, now: float) -> int:
        """Return the whole seconds until it ends, at least one."""
        return max(1, ceil(self.ends - now))

    def report(self) -> dict[str, Any]:
        """Return what came of it."""
        return {
            "client": self.client,
            "began": self.began,
            "ends": self.ends,
            "limit": self.limit,
            "used": self.used,
            "refused": self.refused,
        }


class Windows:
    """The open window of every client and the closed ones before. Bounded: the oldest go."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, Window] = OrderedDict()
        self._closed: deque[Window] = deque(maxlen=MAX_WINDOWS)
        self.refused = 0
        self.max_used = 0

    def charge(
        self, client: str, now: float, *, limit: int, length_s: float, aligned: bool
    ) -> tuple[Window, bool]:
        """Return the window that a call made *now* falls in, and whether there is room for it."""
        window = self._window(client, now, limit, length_s, aligned=aligned)
        if window.used >= window.limit:
            window.refused += 1
            self.refused += 1
            return window, False
        window.used += 1
        self.max_used = max(self.max_used, window.used)
        return window, True

    def report(self) -> dict[str, Any]:
        """Return every window there was, the oldest first, and the fullest."""
        windows = [*self._closed, *self._open.values()]
        return {
            "max_used": self.max_used,
            "refused": self.refused,
            "windows": [window.report() for window in windows],
        }

    def _window(
        self, client: str, now: float, limit: int, length_s: float, *, aligned: bool
    ) -> Window:
        window = self._open.get(client)
        if window is not None and now < window.ends and window.limit == limit:
            return window
        if window is not None:
            self._closed.append(window)
        began = now // length_s * length_s if aligned else now
        window = self._open[client] = Window(client, began, began + length_s, limit)
        self._open.move_to_end(client)
        if len(self._open) > MAX_CLIENTS:
            self._closed.append(self._open.popitem(last=False)[1])
        return window

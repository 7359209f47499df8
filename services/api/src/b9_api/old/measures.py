"""What this machine and this process do, as ``/metrics`` tells it in JSON."""

import shutil
import time
from pathlib import Path
from typing import Any, Final

from b9_common.metrics import Counter, sum_of

PROC: Final = Path("/proc")
# Of all time, this much was spent idle or waiting for a disk: columns four and five.
IDLE: Final = slice(3, 5)
FIELDS: Final = 8


class Measures:
    """Reads `/proc`; percentages of processors are since the last look, the first since boot."""

    def __init__(self, proc: Path = PROC) -> None:
        self._proc = proc
        self._busy = self._all = 0
        self._started = time.monotonic()

    def told(self) -> dict[str, Any]:
        """Everything there is to tell, now."""
        disk = shutil.disk_usage("/")
        return {
            "system": {
                "cpu_percent": self._cpu(),
                "memory_percent": self._memory(),
                "disk_percent": round(100 * disk.used / disk.total, 1),
                "network_io": self._network(),
            },
            "application": {
                "requests": int(sum_of(Counter.HTTP)),
                "errors": int(sum_of(Counter.HTTP, lambda labels: labels["status"] >= "500")),
                "uptime": round(time.monotonic() - self._started, 1),
            },
        }

    def _cpu(self) -> float:
        first = (self._proc / "stat").read_text().splitlines()[0].split()
        ticks = [int(word) for word in first[1 : 1 + FIELDS]]
        everything, busy = sum(ticks), sum(ticks) - sum(ticks[IDLE])
        spent, worked = everything - self._all, busy - self._busy
        self._all, self._busy = everything, busy
        return round(100 * worked / spent, 1) if spent > 0 else 0.0

    def _memory(self) -> float:
        lines = (self._proc / "meminfo").read_text().splitlines()
        kib = {line.split(":")[0]: int(line.split()[1]) for line in lines}
        return round(100 * (1 - kib["MemAvailable"] / kib["MemTotal"]), 1)

    def _network(self) -> dict[str, int]:
        lines = (self._proc / "net" / "dev").read_text().splitlines()[2:]
        counts = [line.partition(":")[2].split() for line in lines]
        return {
            "bytes_sent": sum(int(words[8]) for words in counts),
            "bytes_recv": sum(int(words[0]) for words in counts),
        }

"""What a process and all its children hold of the machine's memory."""

from contextlib import suppress
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
KIB: Final = 1_024


def pss_mb(pid: int) -> float:
    """
    The proportional set size of *pid* and of everything it started, in millions of bytes.

    Pages that others map too count by this tree's share of them.
    """
    return sum(map(_pss_kib, tree(pid))) * KIB / 1e6


def tree(pid: int) -> list[int]:
    """*pid* and its children, theirs included."""
    found = [pid]
    for one in found:
        with suppress(FileNotFoundError, ProcessLookupError):
            for task in (PROC / str(one) / "task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def _pss_kib(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        # It ended meanwhile.
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))

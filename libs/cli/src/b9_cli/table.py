"""Columns of text for a terminal, and moments and sizes as people say them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

MINUTE_S = 60
HOUR_S = 3_600
DAY_S = 86_400


def columns(rows: Iterable[Sequence[object]], *, indent: int = 2) -> list[str]:
    """*rows* with each column as wide as its widest cell; None is shown as a dash."""
    cells = [["-" if cell is None else str(cell) for cell in row] for row in rows]
    if not cells:
        return []
    widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    lines = ("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in cells)
    return [" " * indent + line.rstrip() for line in lines]


def parsed(moment: str) -> datetime:
    """A time as the gateway writes it."""
    return datetime.fromisoformat(moment)


def ago(moment: str | datetime | None, now: datetime | None = None) -> str:
    """How long ago *moment* was."""
    if moment is None:
        return "-"
    then = parsed(moment) if isinstance(moment, str) else moment
    return duration(((now or datetime.now(UTC)) - then).total_seconds())


def duration(seconds: float) -> str:
    """``0.42 s``, ``12 s``, ``3 min``, ``5 h``, ``2 d``."""
    if seconds < 10:  # noqa: PLR2004  below that, hundredths say something
        return f"{seconds:.2f} s"
    if seconds < 2 * MINUTE_S:
        return f"{seconds:.0f} s"
    if seconds < 2 * HOUR_S:
        return f"{seconds / MINUTE_S:.0f} min"
    if seconds < 2 * DAY_S:
        return f"{seconds / HOUR_S:.0f} h"
    return f"{seconds / DAY_S:.0f} d"


def size(count: int) -> str:
    """*count* bytes, in the unit that reads best."""
    amount = float(count)
    for unit in ("B", "KiB", "MiB"):
        if amount < 1_024:  # noqa: PLR2004  bytes in a KiB
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1_024
    return f"{amount:.1f} GiB"

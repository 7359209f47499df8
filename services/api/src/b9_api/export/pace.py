"""How many rows are read at once: by what the last ones weighed."""

from collections.abc import Sequence
from typing import Any, Final

from b9_api.export.columns import Row

FIRST: Final = 50
MOST: Final = 500
WANTED_BYTES: Final = 512 * 1024
# Of a number, a flag, a time, and of a text beyond its letters.
CELL_BYTES: Final = 16


class Pace:
    """Half a MiB or 500 rows, whichever is less; twice the last time at most."""

    def __init__(self) -> None:
        self.rows = FIRST

    def learn(self, rows: Sequence[Row]) -> None:
        """Reckon with more like *rows*."""
        each = max(1, weight(rows) // max(1, len(rows)))
        self.rows = max(1, min(MOST, 2 * self.rows, WANTED_BYTES // each))


def weight(rows: Sequence[Row]) -> int:
    """About how many bytes *rows* are."""
    return sum(_size(value) for row in rows for value in row)


def _size(value: Any) -> int:
    if isinstance(value, str):
        return CELL_BYTES + len(value)
    if isinstance(value, list):
        return CELL_BYTES + sum(CELL_BYTES + len(one) for one in value)
    return CELL_BYTES

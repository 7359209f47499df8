"""Sums over values that may be unknown: unknown is never zero, and no sum of nothing is known."""

from collections import Counter
from collections.abc import Iterable
from statistics import fmean
from typing import TypeVar

K = TypeVar("K", int, str)


def known(values: Iterable[float | None]) -> list[float]:
    """The values that are known."""
    return [value for value in values if value is not None]


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the known values, zeros among them; None without any."""
    there = known(values)
    return fmean(there) if there else None


def ratio(part: float | None, whole: float | None) -> float | None:
    """How much *part* is of *whole*; None where either is unknown or *whole* is zero."""
    return None if part is None or not whole else part / whole


def percent(part: float | None, whole: float | None) -> float | None:
    """`ratio` in percent, to two places."""
    share = ratio(part, whole)
    return None if share is None else round(share * 100, 2)


def rounded(value: float | None, places: int = 2) -> float | None:
    """*value* to *places*, if there is one."""
    return None if value is None else round(value, places)


def most_common(values: Iterable[K]) -> K | None:
    """The value that comes most often; of several the smallest."""
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value), default=None)

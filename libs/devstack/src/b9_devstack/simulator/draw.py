"""Repeatable chance: every number comes from a hash of what it is about, and from nothing else."""

import math
from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")

_LOW_WATER = 1 << 64


class Draw:
    """An endless row of numbers that depends only on the *words* it was made from."""

    __slots__ = ("_digest", "_pool")

    def __init__(self, *words: object) -> None:
        self._digest = blake2b("\x1f".join(map(str, words)).encode()).digest()
        self._pool = int.from_bytes(self._digest, "little")

    def below(self, limit: int) -> int:
        """Return a number from 0 to *limit* - 1."""
        if self._pool < _LOW_WATER:
            self._digest = blake2b(self._digest).digest()
            self._pool = int.from_bytes(self._digest, "little")
        self._pool, number = divmod(self._pool, limit)
        return number

    def between(self, low: int, high: int) -> int:
        """Return a number from *low* to *high*, both possible."""
        return low + self.below(high - low + 1)

    def one_in(self, limit: int) -> bool:
        """Return true once in *limit* draws."""
        return self.below(limit) == 0

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of *choices*."""
        return choices[self.below(len(choices))]

    def spread(self, low: int, high: int) -> int:
        """Return a number from *low* to *high* whose order of magnitude is evenly spread."""
        exponent = self.below(1 << 20) / (1 << 20)
        return round(low * math.pow(high / low, exponent))

"""What a measurement is given, and the figures that it gives back."""

import math
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec import Struct

from b9_devstack.supervisor.options import StackOptions
from b9_devstack.supervisor.stack import Stack


class Figure(Struct, frozen=True, kw_only=True):
    """One measured value beside its bar; *at_most* says on which side of it good values lie."""

    name: str
    what: str
    value: float
    unit: str
    bar: float
    at_most: bool
    detail: dict[str, float | str] = {}

    @property
    def ok(self) -> bool:
        """Whether the value is on the good side of its bar."""
        if math.isnan(self.value):
            return False
        return self.value <= self.bar if self.at_most else self.value >= self.bar


@dataclass(frozen=True, kw_only=True)
class Bench:
    """
    One run: an empty *folder* of its own, and whether it is a *quick* one.

    Quick runs are smaller, for those who work on the benchmarks; their figures are no figures.
    """

    folder: Path
    quick: bool
    # Of what is seeded: 1 is what was once in use.
    scale: float
    say: Callable[[str], None]

    def sized(self, full: int, quick: int) -> int:
        """*full*, or *quick* in a quick run."""
        return quick if self.quick else full

    @asynccontextmanager
    async def stack(self, name: str, **options: Any) -> AsyncIterator[Stack]:
        """A stack of its own, on durable servers: what is measured is what people run."""
        self.say(f"{name}: starting a stack")
        async with Stack.start(self.folder / name, StackOptions(**options)) as stack:
            yield stack


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """A named piece of work that ends within *limit_s*, with *bars* for what it measures."""

    name: str
    run: Callable[[Bench], Awaitable[list[Figure]]]
    limit_s: float


def quantile(values: Sequence[float], share: float) -> float:
    """The value that *share* of *values* do not exceed (nearest rank); NaN without values."""
    if not values:
        return math.nan
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]

"""What the database refuses because of other rows, in our own words."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg


class ConstraintError(Exception):
    """The constraint called *name* refused a row."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@contextmanager
def constrained() -> Iterator[None]:
    """Say `ConstraintError` where a row is refused; its transaction is undone."""
    try:
        yield
    except asyncpg.IntegrityConstraintViolationError as exc:
        raise ConstraintError(exc.constraint_name or "") from exc

"""What coverage need not see again: it slows whatever runs."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

MEASURING: Final = "COVERAGE_"


@contextmanager
def unmeasured() -> Iterator[None]:
    """Measure nothing in this block, which another test measures."""
    tracing = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracing)


def unmeasured_environment() -> dict[str, str]:
    """This process' environment for a child whose code is not measured."""
    return {key: value for key, value in os.environ.items() if not key.startswith(MEASURING)}

"""What coverage need not see again: it slows whatever runs."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

MEASURING: Final = "COVERAGE_"


@contextmanager
def unmeasured() -> Iterator[None]:
    """Measure nothing in this block, and in no thread begun meanwhile: another test measures it."""
    tracing, tracing_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracing)
        threading.settrace(tracing_threads)


def unmeasured_environment() -> dict[str, str]:
    """This process' environment for a child whose code is not measured."""
    return {key: value for key, value in os.environ.items() if not key.startswith(MEASURING)}

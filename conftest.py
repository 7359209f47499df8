"""What the tests of every member share."""

import gc
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

# Here, so that all who ask for a server of the run get the same one; beside the tests of a member
# it would be another fixture, and another server.
from b9_devstack.testing.fixtures import database, nats, postgres, s3

__all__ = ["database", "nats", "postgres", "s3"]

# Every run draws other examples, so a few dozen a run tell as much as many at once. How long an
# example takes says how busy the machine is, and nothing else.
settings.register_profile("b9", max_examples=40, deadline=None)
settings.load_profile("b9")

# Files that take longest, longest first: begun last, one of them would run alone at the end.
LONGEST = (
    "tests/chaos/",
    "tests/e2e/",
    "services/reddit-ingest/",
    "services/api/tests/integration/test_live.py",
    "libs/",
    "services/instagram-ingest/",
)

# A database per test writes some ten megabytes; on a disk that is half of what many tests cost.
# What survives a kill -9 is the same: nobody pulls the plug.
MEMORY: Final = Path("/dev/shm")  # noqa: S108  # folders of pytest, with names of their own
ENOUGH: Final = 8 * 1024**3


def pytest_configure() -> None:
    """Have folders of tests in memory, where there is enough of it and programs may run there."""
    if MEMORY.is_dir():
        there = os.statvfs(MEMORY)
        free = there.f_bavail * there.f_frsize
        if free > ENOUGH and not there.f_flag & (os.ST_NOEXEC | os.ST_RDONLY):
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest; otherwise the order stays as it was drawn."""
    items.sort(key=lambda item: _place(item.nodeid, LONGEST))


def pytest_sessionstart() -> None:
    """What is imported stays: to look for garbage in it again and again takes time."""
    gc.freeze()


def pytest_collection_finish() -> None:
    """So does what was collected."""
    gc.freeze()


def _place(name: str, folders: Sequence[str]) -> int:
    return next((at for at, one in enumerate(folders) if name.startswith(one)), len(folders))

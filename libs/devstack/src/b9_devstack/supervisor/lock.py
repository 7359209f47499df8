"""One supervisor per folder, by a lock that the kernel drops when its holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from b9_devstack.process import ProcessError
from b9_devstack.supervisor.files import StackFolder


class StackBusyError(ProcessError):
    """Another process runs the stack of this folder."""


@contextmanager
def locked(folder: StackFolder) -> Iterator[None]:
    """Hold the folder's lock; raises `StackBusyError` when another process holds it."""
    lock = os.open(folder.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StackBusyError(f"the stack in {folder.path} is already being run") from None
        yield
    finally:
        os.close(lock)

"""Run a whole stack: `Stack.start` in a program, `runner` for people."""

from b9_devstack.supervisor.files import FoundStack, StackNotFoundError, find_stack
from b9_devstack.supervisor.lock import StackBusyError
from b9_devstack.supervisor.options import StackOptions
from b9_devstack.supervisor.stack import Stack

__all__ = [
    "FoundStack",
    "Stack",
    "StackBusyError",
    "StackNotFoundError",
    "StackOptions",
    "find_stack",
]

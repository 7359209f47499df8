"""Run a whole stack: `Stack.start` in a program, `runner` for people."""

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
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

# Found on first use: who only reads the stack's files does not pay for the drivers of its servers.
_HOMES: Final = {
    "FoundStack": "files",
    "Stack": "stack",
    "StackBusyError": "lock",
    "StackNotFoundError": "files",
    "StackOptions": "options",
    "find_stack": "files",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)

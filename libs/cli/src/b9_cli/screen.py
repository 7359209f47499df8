"""Lines for a person; a terminal that has gone away hurts nobody."""

import os
import sys
import time

from b9_devstack.supervisor.files import StackState

MARKS = {"ready": "✓", "unchanged": "✓", "starting": "…"}


class Screen:
    """Tells each thing once, with the seconds since it was made."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._told: set[tuple[str, str]] = set()

    def say(self, text: str) -> None:
        """Print *text*; when nobody reads any more, print nothing from then on."""
        try:
            print(text, flush=True)
        except (OSError, ValueError):
            # Also keeps the interpreter from failing when it flushes at its end.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  # lives on

    def report(self, name: str, state: str) -> None:
        """Tell that part *name* came to *state*."""
        if (name, state) in self._told or state == "starting":
            return
        self._told.add((name, state))
        note = " (unchanged)" if state == "unchanged" else ""
        seconds = time.monotonic() - self._began
        self.say(f"  {MARKS.get(state, ' ')} {name:<22}{seconds:5.1f} s{note}")

    def show(self, state: StackState) -> None:
        """Tell which children of another process's stack are up."""
        for child in state.children:
            if child.state == "up":
                self.report(child.name, "ready")

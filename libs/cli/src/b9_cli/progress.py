"""How far requests have come: bars per stage on a terminal, lines elsewhere."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from b9_cli.client import Json
from b9_cli.screen import Screen

ENDED = frozenset({"done", "skipped", "failed"})


class Board(Protocol):
    """Is told of every state of every request that is waited for."""

    def show(self, name: str, request: Json) -> None:
        """*request*, which is about *name*, now stands so."""


class Lines:
    """One line per change of a stage or a status."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._seen: dict[tuple[str, str], str] = {}

    def show(self, name: str, request: Json) -> None:
        """See `Board`."""
        for stage in request.get("stages", ()):
            if stage["state"] != "pending":
                self._tell(name, stage["stage"], stage["state"], items(stage))
        waiting = request.get("waiting") or {}
        self._tell(name, "status", request["status"], waiting.get("reason") or "")

    def _tell(self, name: str, what: str, state: str, more: str) -> None:
        if self._seen.get((name, what)) != state:
            self._seen[name, what] = state
            self._screen.say(f"{name}: {what} {state} {more}".rstrip())


class Bars:
    """One bar per stage, over all requests."""

    def __init__(self, progress: Any) -> None:
        self._progress = progress
        self._tasks: dict[str, Any] = {}
        self._latest: dict[str, Json] = {}

    def show(self, name: str, request: Json) -> None:
        """See `Board`."""
        self._latest[name] = request
        for stage in stage_totals(self._latest):
            if stage["stage"] not in self._tasks:
                task = self._progress.add_task(stage["stage"], items="")
                self._tasks[stage["stage"]] = task
            self._progress.update(
                self._tasks[stage["stage"]],
                completed=stage["share"],
                total=stage["requests"],
                items=items(stage),
            )


def stage_totals(requests: Mapping[str, Json]) -> list[dict[str, Any]]:
    """Per stage, over all *requests*: how many have it, their shares added up, and its items."""
    totals: dict[str, dict[str, Any]] = {}
    for request in requests.values():
        for stage in request.get("stages", ()):
            total = totals.setdefault(
                stage["stage"],
                {"stage": stage["stage"], "requests": 0, "share": 0.0}
                | {"done_items": 0, "expected_items": 0},
            )
            total["requests"] += 1
            total["share"] += share(stage)
            total["done_items"] += stage["done_items"]
            total["expected_items"] += stage["expected_items"] or 0
    return list(totals.values())


def share(stage: Mapping[str, Any]) -> float:
    """How much of a stage is done, from 0 to 1."""
    if stage["state"] in ENDED:
        return 1.0
    expected = stage["expected_items"]
    return min(1.0, stage["done_items"] / expected) if expected else 0.0


def items(stage: Mapping[str, Any]) -> str:
    """``48/120`` where items are counted."""
    return f"{stage['done_items']}/{stage['expected_items']}" if stage["expected_items"] else ""


@contextmanager
def board(screen: Screen) -> Iterator[Board]:
    """Bars where somebody looks at a terminal, lines otherwise."""
    if not sys.stdout.isatty():
        yield Lines(screen)
        return
    # Imported here: only who waits at a terminal pays for it.
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    described = TextColumn("{task.description:<10}")
    counted = TextColumn("{task.fields[items]}")
    with Progress(described, BarColumn(40), counted, TimeElapsedColumn()) as progress:
        yield Bars(progress)

"""Append-only files of lines, bounded: the newest part, and the one before it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

MAX_BYTES: Final = 64 * 1024 * 1024
SPANS: Final = "spans.jsonl"
LOGS: Final = "logs.jsonl"


class Journal:
    """One file that only its writer appends to; over *max_bytes* it becomes ``NAME.1``."""

    def __init__(self, path: Path, *, max_bytes: int = MAX_BYTES) -> None:
        self._path = path
        self._max_bytes = max_bytes
        path.parent.mkdir(parents=True, exist_ok=True)

    def append(self, records: Iterable[Struct]) -> int:
        """Write *records*, whole lines in one write; tells how many."""
        lines = [msgspec.json.encode(record) + b"\n" for record in records]
        if not lines:
            return 0
        with self._path.open("ab") as file:
            file.write(b"".join(lines))
            size = file.tell()
        if size > self._max_bytes:
            self._path.replace(older(self._path))
        return len(lines)


def older(path: Path) -> Path:
    """Where the part before the newest is kept."""
    return path.with_name(path.name + ".1")


def lines_of(path: Path) -> Iterator[bytes]:
    """Every whole line kept, oldest first; a line still being written is left out."""
    for part in (older(path), path):
        try:
            with part.open("rb") as file:
                yield from (line for line in file if line.endswith(b"\n"))
        except FileNotFoundError:
            continue

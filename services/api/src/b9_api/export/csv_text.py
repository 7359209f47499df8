"""Rows as RFC 4180 text, in which no cell is taken for a formula."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from b9_api.export.columns import Cell, Kind, Row

# What a spreadsheet begins to reckon at; and our own mark before it, so that one can be taken off.
FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n]")
QUOTED: Final = re.compile(r'[",\r\n]')
# Written by people and strangers. Numbers keep their minus: they are ours.
OF_OTHERS: Final[frozenset[Kind]] = frozenset({"text", "id"})
MEDIA_TYPE: Final = "text/csv; charset=utf-8"

Links = Callable[[Any], Any]


class CsvFile:
    """
    Writes a header, then rows. Null is nothing at all, an empty text is ``""``.

    In a file of one column null is ``""`` too: many readers pass over a line with nothing on it.
    """

    def __init__(self, cells: Sequence[Cell], links: Links) -> None:
        self._cells = cells
        self._tell = [_teller(cell, links) for cell in cells]
        self._null = '""' if len(cells) == 1 else ""

    def begin(self) -> bytes:
        """What comes before the first row."""
        return _line([_quoted(cell.name) for cell in self._cells])

    def rows(self, rows: Sequence[Row]) -> bytes:
        """*rows*, a line each unless a text in them has several."""
        return b"".join(_line(self._told(row)) for row in rows)

    def end(self) -> bytes:
        """What comes after the last row."""
        return b""

    def _told(self, row: Row) -> list[str]:
        texts = [
            None if value is None else tell(value)
            for tell, value in zip(self._tell, row, strict=True)
        ]
        return [self._null if text is None else text for text in texts]


def _line(cells: Sequence[str]) -> bytes:
    return (",".join(cells) + "\r\n").encode()


def _teller(cell: Cell, links: Links) -> Callable[[Any], str | None]:
    if cell.kind == "link":
        return lambda key: _address(links(key))
    if cell.kind == "links":
        return lambda keys: _quoted(msgspec.json.encode(links(keys)).decode())
    return _guarded if cell.kind in OF_OTHERS else _quoted


def _address(found: str | None) -> str | None:
    """A gateway that was not told where files are has no address of any."""
    return None if found is None else _quoted(found)


def _guarded(text: str) -> str:
    return _quoted(f"'{text}" if FORMULA.match(text) else text)


def _quoted(text: str) -> str:
    if text and not QUOTED.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'

"""Rows as Parquet, a group at a time."""

import io
from collections.abc import Callable, Sequence
from typing import Any, Final

from b9_api.export.columns import Cell, Kind, Row

MEDIA_TYPE: Final = "application/vnd.apache.parquet"
GROUP_ROWS: Final = 10_000
GROUP_BYTES: Final = 8 * 1024 * 1024

Links = Callable[[Any], Any]


class ParquetFile:
    """
    Writes groups of at most ten thousand rows or some 8 MiB, then the footer, without which
    nobody can read the file.

    Its library is large and loaded when the first file begins: do so outside the event loop.
    """

    def __init__(self, cells: Sequence[Cell], links: Links) -> None:
        self._cells = cells
        self._links = links
        self._sink = _Sink()
        self._batches: list[Any] = []
        self._rows = self._bytes = 0

    def begin(self) -> bytes:
        """What comes before the first row."""
        import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415  see the class
        from pyarrow.parquet import (  # type: ignore[import-untyped]  # noqa: PLC0415  as above
            ParquetWriter,
        )

        self._arrow: Any = pa
        types = _types(self._arrow)
        self._schema = self._arrow.schema(
            [(cell.name, types.get(cell.kind, types["text"])) for cell in self._cells]
        )
        self._writer = ParquetWriter(self._sink, self._schema, compression="zstd")
        return self._sink.take()

    def rows(self, rows: Sequence[Row]) -> bytes:
        """*rows*, or nothing yet where the group is not full."""
        columns = [
            self._arrow.array([self._told(cell, row[place]) for row in rows], type=field.type)
            for place, (cell, field) in enumerate(zip(self._cells, self._schema, strict=True))
        ]
        batch = self._arrow.record_batch(columns, schema=self._schema)
        self._batches.append(batch)
        self._rows += len(rows)
        self._bytes += batch.nbytes
        if self._rows >= GROUP_ROWS or self._bytes >= GROUP_BYTES:
            self._write_group()
        return self._sink.take()

    def end(self) -> bytes:
        """What comes after the last row."""
        self._write_group()
        self._writer.close()
        return self._sink.take()

    def _told(self, cell: Cell, value: Any) -> Any:
        return self._links(value) if cell.kind in {"link", "links"} else value

    def _write_group(self) -> None:
        if self._batches:
            table = self._arrow.Table.from_batches(self._batches, schema=self._schema)
            self._writer.write_table(table, row_group_size=self._rows)
        self._batches.clear()
        self._rows = self._bytes = 0


class _Sink(io.RawIOBase):
    """Holds what was written until it is taken."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self._held)
        self._held.clear()
        return taken


def _types(arrow: Any) -> dict[Kind, Any]:
    texts = arrow.list_(arrow.string())
    return {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "flag": arrow.bool_(),
        "time": arrow.timestamp("us", tz="UTC"),
        "date": arrow.date32(),
        "texts": texts,
        "links": texts,
    }

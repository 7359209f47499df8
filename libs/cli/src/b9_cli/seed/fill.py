"""One table's rows, made by the database from their numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fill:
    """
    Rows number 1 to *number* of *table*: *number* is the name of a size.

    *values* are expressions by column, over `n`, the row's number, and what *drawn* names: drawn
    once for a row, and used by several columns.
    """

    table: str
    number: str
    values: dict[str, str]
    drawn: dict[str, str]
    # What makes several rows of one number, and which of them are left out.
    joined: str = ""
    only: str = "true"

    @property
    def statement(self) -> str:
        """Makes rows number $1 to $2; what is there already stays as it is."""
        drawn = "".join(f", {sql} AS {name}" for name, sql in self.drawn.items())
        return (
            f"INSERT INTO {self.table} ({', '.join(self.values)})\n"  # noqa: S608  our own words
            f"SELECT {', '.join(self.values.values())}\n"
            f"  FROM (SELECT n{drawn} FROM generate_series($1::bigint, $2::bigint) AS n"
            f" OFFSET 0) AS drawn {self.joined}\n"
            f" WHERE {self.only} ON CONFLICT DO NOTHING"
        )

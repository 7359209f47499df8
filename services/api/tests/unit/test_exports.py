"""What a file is made of, without a database."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.datastructures import QueryParams

from b9_api.export.columns import Cell, Kind, cells_of, questions_of
from b9_api.export.csv_text import CsvFile
from b9_api.export.pace import FIRST, MOST, WANTED_BYTES, Pace
from b9_api.lists.asking import Asked, read_asked
from b9_api.lists.resource import Media, Resource, Sort, col

PEOPLE = Resource(
    name="people",
    table="people",
    key="t.id",
    key_type="bigint",
    owned="t.org_id = {}",
    columns=(col("id", "id"), col("name", "text"), col("age", "integer"), col("seen", "time")),
    media=(Media(name="picture_url", sql="t.picture"),),
    sorts=(
        Sort(name="age", sql="t.age", type="int"),
        Sort(name="name", sql="t.name", type="text", nullable=False),
    ),
    default_sort="-age",
)


def asked(query: str = "") -> Asked:
    return read_asked(PEOPLE, QueryParams(query), "ours")


def link(keys: Any) -> Any:
    return [f"/media/{key}" for key in keys] if isinstance(keys, list) else f"/media/{keys}"


def written(*rows: tuple[Any, ...], kinds: tuple[Kind, ...]) -> bytes:
    """Only the rows, of columns of these *kinds*."""
    cells = [Cell(name=f"c{n}", sql="", kind=kind) for n, kind in enumerate(kinds)]
    return CsvFile(cells, link).rows(rows)


def test_columns_are_those_asked_for_in_the_order_of_the_list() -> None:
    assert [one.name for one in cells_of(asked("fields=picture_url,age,id"))] == [
        "id",
        "age",
        "picture_url",
    ]


def test_what_may_be_null_in_an_ascending_order_comes_last_by_a_question_of_its_own() -> None:
    valued, null = questions_of(asked("sort=age"), "csv")

    assert "t.age IS NOT NULL ORDER BY t.age ASC NULLS FIRST, t.id ASC" in valued[0]
    assert "t.age IS NULL ORDER BY t.age ASC NULLS FIRST, t.id ASC" in null[0]
    assert len(questions_of(asked("sort=name"), "csv")) == 1
    [(down, args)] = questions_of(asked("sort=-age"), "csv")
    assert down.endswith("ORDER BY t.age DESC NULLS LAST, t.id DESC")
    assert args == ["ours"]


def test_text_is_made_by_the_database_and_values_are_its_own() -> None:
    [(text, _)] = questions_of(asked(), "csv")
    [(values, _)] = questions_of(asked(), "parquet")

    assert '(t.age)::text AS "age"' in text
    assert '(t.age)::bigint AS "age"' in values
    assert '(t.seen)::timestamptz AS "seen"' in values
    assert "to_char((t.seen) AT TIME ZONE 'UTC'" in text


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "'=1", "''-1"])
def test_a_text_that_reads_like_a_formula_gets_an_apostrophe_that_can_be_taken_off(
    text: str,
) -> None:
    [[told]] = csv.reader(io.StringIO(written((text,), kinds=("text",)).decode(), newline=""))

    assert told == f"'{text}"


@pytest.mark.parametrize("text", ["a=1", "'tis", "1-2", " =1", "陶", "a\nb", '"', ","])
def test_any_other_text_is_told_as_it_is(text: str) -> None:
    [[told]] = csv.reader(io.StringIO(written((text,), kinds=("text",)).decode(), newline=""))

    assert told == text


def test_numbers_keep_their_minus() -> None:
    assert written(("-5", "-0.5"), kinds=("integer", "number")) == b"-5,-0.5\r\n"


def test_nothing_is_null_but_where_the_line_would_be_empty() -> None:
    assert written((None, ""), kinds=("text", "text")) == b',""\r\n'
    assert written((None,), ("x",), kinds=("text",)) == b'""\r\nx\r\n'


def test_files_are_told_by_their_addresses() -> None:
    told = written(("a", ["b", "c"]), (None, []), kinds=("link", "links"))

    assert told == b'/media/a,"[""/media/b"",""/media/c""]"\r\n,[]\r\n'


def test_a_file_without_an_address_is_null() -> None:
    cells = [Cell(name="c0", sql="", kind="link"), Cell(name="c1", sql="", kind="text")]

    assert CsvFile(cells, lambda _: None).rows([("a", "x")]) == b",x\r\n"
    assert CsvFile(cells[:1], lambda _: None).rows([("a",)]) == b'""\r\n'


def test_the_header_names_every_column() -> None:
    assert CsvFile(cells_of(asked("fields=id,name")), link).begin() == b"id,name\r\n"


def test_large_rows_are_read_few_at_a_time_and_small_ones_soon_many() -> None:
    pace = Pace()
    steps = []
    for _ in range(5):
        pace.learn([("x", None, 1)] * pace.rows)
        steps.append(pace.rows)
    assert steps == [2 * FIRST, 4 * FIRST, 8 * FIRST, MOST, MOST]

    pace.learn([("x" * WANTED_BYTES,)])
    assert pace.rows == 1
    pace.learn([(["x" * 1000] * 100, datetime.now(UTC))])
    assert pace.rows == 2

"""Columns, times and sizes as people read them."""

from datetime import UTC, datetime, timedelta

import pytest

from b9_cli.table import ago, columns, duration, size


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert columns([["a", 1], ["long", None]]) == ["  a     1", "  long  -"]
    assert columns([]) == []


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.42, "0.42 s"), (12, "12 s"), (180, "3 min"), (5 * 3600, "5 h"), (3 * 86400, "3 d")],
)
def test_a_duration_is_told_in_the_unit_that_reads_best(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


def test_a_time_is_told_by_its_age_and_none_by_a_dash() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert ago(now - timedelta(seconds=30), now) == "30 s"
    assert ago("2025-12-31T23:00:00.123456Z", now) == "60 min"
    assert ago(None) == "-"


@pytest.mark.parametrize(
    ("count", "shown"),
    [(12, "12 B"), (2048, "2.0 KiB"), (3 * 1024**2, "3.0 MiB"), (2**31, "2.0 GiB")],
)
def test_a_size_is_told_in_the_unit_that_reads_best(count: int, shown: str) -> None:
    assert size(count) == shown

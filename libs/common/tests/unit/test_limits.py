from datetime import UTC, datetime
from typing import Any

import pytest

from b9_common.fetching.limits import MAX_RESET_S, number, reset_s, retry_after_s, whole

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "delay"),
    [
        ("30", 30.0),
        ("2.5", 2.5),
        (" 7 ", 7.0),
        ("0", 1.0),
        ("-5", 1.0),
        ("86400", 900.0),
        ("Sun, 01 Mar 2026 12:01:30 GMT", 90.0),
        ("Sunday, 01-Mar-26 12:01:30 GMT", 90.0),
        ("Sun Mar  1 12:01:30 2026", 90.0),
        ("Sun, 01 Mar 2020 12:00:00 GMT", 1.0),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("Sun, 99 Mar 2026 99:00:00 GMT", None),
        ("", None),
    ],
)
def test_retry_after_is_read_in_every_form_and_kept_within_bounds(header: Any, delay: Any) -> None:
    assert retry_after_s({"retry-after": header}, NOW) == delay


def test_without_retry_after_there_is_no_delay() -> None:
    assert retry_after_s({}, NOW) is None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("42", 42.0),
        ("42.5", 42.5),
        (str(int(NOW.timestamp()) + 60), 60.0),
        (str((int(NOW.timestamp()) + 60) * 1000), 60.0),
        (str(int(NOW.timestamp()) - 60), 0.0),
        ("999999999", MAX_RESET_S),
        ("later", None),
    ],
)
def test_a_reset_may_be_seconds_or_a_point_in_time(header: Any, seconds: Any) -> None:
    assert reset_s(header, NOW) == seconds


@pytest.mark.parametrize(
    ("header", "value"),
    [("985.0", 985.0), (" 3 ", 3.0), ("-1", -1.0), ("nan", None), ("inf", None), ("", None)],
)
def test_a_number_of_a_header_is_finite_or_not_there(header: Any, value: Any) -> None:
    assert number(header) == value
    assert whole(header) == value


def test_an_absurd_count_is_none() -> None:
    assert whole("1e15") is None

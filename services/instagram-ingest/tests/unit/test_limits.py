from datetime import UTC, datetime
from typing import Any

import pytest

from b9_instagram_ingest.limits import MAX_RESET_S, Limits, read_limits, retry_after_s

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
    ("header", "reset_s"),
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
def test_a_reset_may_be_seconds_or_a_point_in_time(header: Any, reset_s: Any) -> None:
    assert read_limits({"x-ratelimit-reset": header}, NOW).reset_s == reset_s


def test_the_plans_quota_is_told_apart_from_the_short_window() -> None:
    headers = {
        "x-ratelimit-limit": "55",
        "x-ratelimit-remaining": "54.0",
        "x-ratelimit-requests-limit": "250000",
        "x-ratelimit-requests-remaining": "-3",
        "x-ratelimit-requests-reset": "3600",
    }

    limits = read_limits(headers, NOW)

    assert limits == Limits(
        limit=55, remaining=54, quota_limit=250_000, quota_remaining=-3, quota_reset_s=3600.0
    )
    assert limits.quota_is_spent
    assert not read_limits({"x-ratelimit-requests-remaining": "1"}, NOW).quota_is_spent
    assert not read_limits({}, NOW).quota_is_spent

from datetime import UTC, datetime

from b9_instagram_ingest.limits import Limits, read_limits

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


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

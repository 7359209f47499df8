from typing import Any

import pytest

from b9_common.admission import CONSUMER_NOT_FOUND, lag_share
from b9_common.errors import OutageError


def stream(messages: int, size: int, **config: int) -> dict[str, Any]:
    return {"state": {"messages": messages, "bytes": size}, "config": config}


def consumer(pending: int, unacked: int = 0) -> dict[str, Any]:
    return {"num_pending": pending, "num_ack_pending": unacked}


def test_the_backlog_in_bytes_is_measured_against_the_limit() -> None:
    assert lag_share(stream(100, 1_000, max_bytes=2_000), consumer(50, 10)) == 0.3


def test_a_limit_of_messages_counts_where_it_is_tighter() -> None:
    assert lag_share(stream(100, 1_000, max_bytes=10_000, max_msgs=120), consumer(60)) == 0.5


def test_a_missing_reader_is_behind_by_everything() -> None:
    missing = {"error": {"err_code": CONSUMER_NOT_FOUND}}

    assert lag_share(stream(100, 1_000, max_bytes=2_000), missing) == 0.5


def test_a_stream_without_messages_or_limits_is_never_full() -> None:
    assert lag_share(stream(0, 0, max_bytes=2_000), consumer(0)) == 0.0
    assert lag_share(stream(9, 90, max_bytes=-1), consumer(9)) == 0.0


def test_any_other_trouble_means_that_the_backlog_is_unknown() -> None:
    with pytest.raises(OutageError):
        lag_share(stream(1, 1, max_bytes=2), {"error": {"err_code": 10008}})

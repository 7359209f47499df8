import math
from datetime import UTC, datetime

import pytest

from b9_reddit_ingest.limits import window_of
from b9_reddit_ingest.ports import Window

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def headers(remaining: str, reset: str = "563", used: str = "38") -> dict[str, str]:
    return {
        "x-ratelimit-remaining": remaining,
        "x-ratelimit-reset": reset,
        "x-ratelimit-used": used,
    }


def test_floats_as_text_are_read() -> None:
    assert window_of(headers("962.0"), NOW) == Window(remaining=962.0, reset_s=563.0, used=38)


def test_what_passed_since_the_headers_came_is_taken_off() -> None:
    window = window_of(headers("962.0", reset="2"), NOW, since_s=0.5)
    over = window_of(headers("962.0", reset="2"), NOW, since_s=9.0)

    assert (window and window.reset_s, over and over.reset_s) == (1.5, 0.0)


def test_less_than_nothing_is_nothing() -> None:
    window = window_of(headers("-3.0", reset="-1", used="-5"), NOW)

    assert window == Window(remaining=0.0, reset_s=0.0, used=None)


def test_a_reset_that_is_a_moment_is_counted_from_now() -> None:
    window = window_of(headers("5", reset=str(NOW.timestamp() + 60)), NOW)

    assert window is not None
    assert math.isclose(window.reset_s, 60.0)


@pytest.mark.parametrize("bad", ["", "soon", "nan", "inf", "1e300", "0x10"])
def test_headers_that_make_no_sense_say_nothing(bad: str) -> None:
    assert window_of(headers(bad), NOW) is None
    assert window_of({}, NOW) is None


def test_half_of_it_says_nothing() -> None:
    assert window_of({"x-ratelimit-remaining": "5.0"}, NOW) is None
    assert window_of({"x-ratelimit-reset": "5"}, NOW) is None


def test_how_much_was_used_may_be_left_out() -> None:
    window = window_of({"x-ratelimit-remaining": "5.0", "x-ratelimit-reset": "9"}, NOW)

    assert window == Window(remaining=5.0, reset_s=9.0)

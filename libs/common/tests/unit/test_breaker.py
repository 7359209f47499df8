import pytest

from b9_common.breaker import (
    FIRST_OPEN_S,
    MAX_OPEN_S,
    MIN_CALLS,
    PROBE_LIMIT_S,
    TIMEOUTS_IN_A_ROW,
    WINDOW_S,
    Breaker,
    CallResult,
)

ANSWERED, FAILED = CallResult.ANSWERED, CallResult.FAILED
TIMED_OUT, REFUSED_US = CallResult.TIMED_OUT, CallResult.REFUSED_US


class Clock:
    def __init__(self) -> None:
        self.at = 1_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock=clock)


def test_half_of_twenty_calls_failed_opens_it(breaker: Breaker) -> None:
    for number in range(MIN_CALLS - 1):
        breaker.record(FAILED if number % 2 else ANSWERED)
    closed = not breaker.is_open

    breaker.record(FAILED, "http_502")

    assert closed
    assert breaker.is_open
    assert breaker.reason == "10 of 20 calls failed: http_502"


def test_fewer_than_half_never_open_it(breaker: Breaker) -> None:
    for number in range(300):
        breaker.record(FAILED if number % 5 < 2 else ANSWERED)

    assert not breaker.is_open


def test_failures_older_than_the_window_are_forgotten(breaker: Breaker, clock: Clock) -> None:
    for _ in range(MIN_CALLS - 1):
        breaker.record(FAILED)
    clock.at += WINDOW_S + 1

    breaker.record(FAILED)

    assert not breaker.is_open


def test_timeouts_in_a_row_open_it_but_not_with_an_answer_between(breaker: Breaker) -> None:
    for _ in range(TIMEOUTS_IN_A_ROW - 1):
        breaker.record(TIMED_OUT)
    breaker.record(ANSWERED)
    for _ in range(TIMEOUTS_IN_A_ROW - 1):
        breaker.record(TIMED_OUT)
    closed = not breaker.is_open

    breaker.record(TIMED_OUT)

    assert closed
    assert breaker.is_open


def test_being_refused_opens_it_at_once_and_says_so(breaker: Breaker) -> None:
    breaker.record(REFUSED_US, "unauthorized")

    assert breaker.refused
    assert not breaker.enter()
    assert breaker.retry_in_s() == FIRST_OPEN_S


def test_after_the_wait_one_probe_is_let_in_and_its_answer_closes(
    breaker: Breaker, clock: Clock
) -> None:
    breaker.record(REFUSED_US)
    clock.at += FIRST_OPEN_S

    entered = [breaker.enter(), breaker.enter()]
    breaker.record(ANSWERED)

    assert entered == [True, False]
    assert not breaker.is_open
    assert breaker.enter()


def test_every_failed_probe_doubles_the_wait_up_to_ten_minutes(
    breaker: Breaker, clock: Clock
) -> None:
    breaker.record(REFUSED_US)
    waits = []
    for _ in range(7):
        waits.append(breaker.retry_in_s())
        clock.at += breaker.retry_in_s()
        assert breaker.enter()
        breaker.record(FAILED)

    assert waits == [30, 60, 120, 240, 480, MAX_OPEN_S, MAX_OPEN_S]


def test_after_closing_the_wait_is_short_again(breaker: Breaker, clock: Clock) -> None:
    breaker.record(REFUSED_US)
    for result in (FAILED, ANSWERED):
        clock.at += breaker.retry_in_s()
        assert breaker.enter()
        breaker.record(result)

    breaker.record(REFUSED_US)

    assert breaker.retry_in_s() == FIRST_OPEN_S


def test_failures_that_arrive_late_do_not_lengthen_the_wait(breaker: Breaker) -> None:
    breaker.record(REFUSED_US)

    breaker.record(FAILED)
    breaker.record(TIMED_OUT)

    assert breaker.retry_in_s() == FIRST_OPEN_S


def test_a_probe_not_made_after_all_leaves_its_place(breaker: Breaker, clock: Clock) -> None:
    breaker.record(REFUSED_US)
    clock.at += FIRST_OPEN_S
    assert breaker.enter()

    breaker.leave()

    assert breaker.enter()


def test_a_probe_nobody_reports_on_is_forgotten_in_the_end(breaker: Breaker, clock: Clock) -> None:
    breaker.record(REFUSED_US)
    clock.at += FIRST_OPEN_S
    assert breaker.enter()

    clock.at += PROBE_LIMIT_S

    assert breaker.enter()

import pytest

from b9_api.access.failing import MAX_REMEMBERED, Failing
from b9_api.http.problems import Problem

OFFICE, ELSEWHERE = "198.51.100.7", "203.0.113.9"
PER_MIN = 20
# Of the same credentials.
OF_ONE = 5


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def failing(clock: Clock) -> Failing:
    return Failing(per_min=PER_MIN, clock=clock)


def refused(failing: Failing, host: str, given: str) -> int:
    """Seconds to wait; 0 where it is looked up."""
    try:
        failing.refuse(host, given)
    except Problem as problem:
        return int(problem.headers["Retry-After"])
    return 0


def tried(failing: Failing, host: str, given: str, times: int) -> int:
    """How often *given*, which is wrong, was looked up."""
    looked_up = 0
    for _ in range(times):
        if not refused(failing, host, given):
            looked_up += 1
            failing.failed(host, given)
    return looked_up


def test_the_same_wrong_credentials_are_looked_up_a_few_times_and_then_once_in_a_while(
    failing: Failing, clock: Clock
) -> None:
    assert tried(failing, OFFICE, "wrong", 100) == OF_ONE
    assert refused(failing, OFFICE, "wrong") == 60 / OF_ONE

    clock.now = 12.0
    assert tried(failing, OFFICE, "wrong", 100) == 1
    clock.now = 3_600.0
    assert tried(failing, OFFICE, "wrong", 100) == OF_ONE


def test_a_script_with_an_old_key_shuts_nobody_out_of_its_office(failing: Failing) -> None:
    tried(failing, OFFICE, "of yesterday", 1_000)

    assert refused(failing, OFFICE, "a colleague's, never seen") == 0
    assert refused(failing, ELSEWHERE, "of yesterday") == 0


def test_who_tries_many_is_refused_whatever_comes_next_but_for_what_was_right_before(
    failing: Failing, clock: Clock
) -> None:
    failing.passed("right")
    looked_up = sum(tried(failing, OFFICE, f"guess {n}", 1) for n in range(500))

    assert looked_up == PER_MIN
    assert refused(failing, OFFICE, "right") == 0
    assert refused(failing, OFFICE, "right, but never seen") == 3
    assert refused(failing, ELSEWHERE, "right, but never seen") == 0
    clock.now = 3.0
    assert refused(failing, OFFICE, "right, but never seen") == 0


def test_what_was_right_and_is_no_more_counts_as_wrong(failing: Failing) -> None:
    failing.passed("revoked")
    for n in range(PER_MIN):
        tried(failing, OFFICE, f"guess {n}", 1)

    assert tried(failing, OFFICE, "revoked", 10) == 1


def test_a_network_of_ipv6_is_one_house(failing: Failing) -> None:
    for n in range(PER_MIN):
        tried(failing, f"2001:db8:1:2::{n:x}", f"guess {n}", 1)

    assert refused(failing, "2001:db8:1:2:ffff::1", "another")
    assert not refused(failing, "2001:db8:1:3::1", "another")


@pytest.mark.parametrize("network", ["::ffff:192.0.2.", "64:ff9b::192.0.2."])
def test_addresses_of_ipv4_within_ipv6_are_houses_of_their_own(
    failing: Failing, network: str
) -> None:
    for n in range(PER_MIN):
        tried(failing, f"{network}7", f"guess {n}", 1)

    assert refused(failing, f"{network}7", "another")
    assert not refused(failing, f"{network}8", "another")


def test_an_address_is_the_same_house_however_it_is_written(failing: Failing) -> None:
    for n in range(PER_MIN):
        tried(failing, f"::ffff:{OFFICE}", f"guess {n}", 1)

    assert refused(failing, OFFICE, "another")
    assert not refused(failing, "no:address", "another")
    assert not refused(failing, "", "another")


def test_what_is_remembered_is_bounded(failing: Failing) -> None:
    tried(failing, OFFICE, "wrong", OF_ONE)
    failing.passed("right")
    for n in range(MAX_REMEMBERED + 1):
        failing.failed(f"192.0.2.{n}", "wrong")
        failing.passed(f"right {n}")

    # Whoever came first was forgotten.
    assert refused(failing, OFFICE, "wrong") == 0
    for n in range(PER_MIN):
        tried(failing, ELSEWHERE, f"guess {n}", 1)
    assert refused(failing, ELSEWHERE, "right") > 0
    assert refused(failing, ELSEWHERE, f"right {MAX_REMEMBERED}") == 0

"""The simulator's account is exact."""

from b9_devstack.simulator.calls import Call, CallLog, Tally


def call(cursor: str | None = None, who: str = "1") -> Call:
    return Call(t=0.0, endpoint="/reels", who=who, cursor=cursor)


def test_the_busiest_second_is_found_wherever_it_begins() -> None:
    log = CallLog()
    for at in (0.0, 0.75, 1.0, 1.25, 1.5, 1.75, 5.0):
        log.arrive(call(), at)
    # within (0.75, 1.75]: 1.0, 1.25, 1.5 and 1.75; what is exactly a second old no longer counts
    assert log.max_window_1s == 4
    assert log.total == 7


def test_a_page_answered_twice_is_paid_twice() -> None:
    log = CallLog()
    for cursor, status in (("a", 200), ("a", 200), ("b", 200), ("b", 502), (None, 200)):
        made = call(cursor)
        log.arrive(made, 0.0)
        log.settle(made, status)
    assert log.paid_twice() == [{"endpoint": "/reels", "who": "1", "cursor": "a", "times": 2}]


def test_a_faulty_answer_is_not_a_paid_page() -> None:
    log = CallLog()
    for fault in ("truncated", None):
        made = call("a")
        made.fault = fault
        log.arrive(made, 0.0)
        log.settle(made, 200)
    assert log.paid_twice() == []


def test_an_unanswered_call_is_counted_as_such() -> None:
    log = CallLog()
    log.arrive(call(), 0.0)
    assert log.summary()["unanswered"] == 1


def test_no_window_of_a_second_admits_more_than_the_rate() -> None:
    log = CallLog()
    faults = [log.admit(at, 2, None) for at in (0.0, 0.1, 0.9, 1.0, 1.05, 1.1)]
    assert faults == [None, None, "retry_after_seconds", None, "retry_after_seconds", None]


def test_the_quota_ends() -> None:
    log = CallLog()
    assert [log.admit(at, None, 2) for at in (0.0, 9.0, 99.0)] == [None, None, "monthly_quota"]


def test_a_tally_is_bounded() -> None:
    tally = Tally(limit=2)
    assert [tally.add(key) for key in "aabca"] == [1, 2, 1, 1, 1]
    assert len(tally.counts) == 2

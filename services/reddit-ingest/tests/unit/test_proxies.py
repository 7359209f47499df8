import logging

import pytest

from b9_common.errors import FatalError
from b9_common.redaction import redact
from b9_reddit_ingest.adapters.proxies import Proxies, read_proxies
from b9_reddit_ingest.proxy_health import FIRST_REST_S, MAX_REST_S, SUSPECT_AT, ProxyHealth

SECRET = "pa55-of-the-proxy"


class Clock:
    at = 1_000.0

    def __call__(self) -> float:
        return self.at


def unshaken(_low: float, _high: float) -> float:
    return 1.0


def health_of(number: int, clock: Clock) -> ProxyHealth:
    return ProxyHealth(number, clock=clock, jitter=unshaken)


def test_healthy_ones_are_taken_in_turn() -> None:
    health = health_of(3, Clock())

    assert [health.pick() for _ in range(5)] == [0, 1, 2, 0, 1]


def test_a_failed_one_leaves_the_rotation() -> None:
    health = health_of(3, Clock())
    health.failed(1)

    assert [health.pick() for _ in range(4)] == [0, 2, 0, 2]


def test_after_its_rest_a_single_call_tries_it() -> None:
    clock = Clock()
    health = health_of(2, clock)
    health.failed(1)
    clock.at += FIRST_REST_S

    assert [health.pick() for _ in range(4)] == [0, 1, 0, 0]


def test_an_answer_through_it_brings_it_back_as_new() -> None:
    clock = Clock()
    health = health_of(2, clock)
    health.failed(1)
    clock.at += FIRST_REST_S
    assert health.pick(tried=[0]) == 1

    health.worked(1)

    assert {health.pick(), health.pick()} == {0, 1}
    assert health.failed(1) == FIRST_REST_S


def test_each_failed_probe_doubles_its_rest_up_to_a_quarter_of_an_hour() -> None:
    clock = Clock()
    health = health_of(1, clock)
    rests = []
    for _ in range(9):
        rests.append(health.failed(0))
        clock.at += rests[-1]
        assert health.pick() == 0

    assert rests[:4] == [FIRST_REST_S, 2 * FIRST_REST_S, 4 * FIRST_REST_S, 8 * FIRST_REST_S]
    assert rests[-1] == MAX_REST_S


def test_calls_that_were_under_way_when_it_failed_do_not_make_its_rest_longer() -> None:
    health = health_of(2, Clock())

    assert {health.failed(0) for _ in range(5)} == {FIRST_REST_S}


def test_rests_differ_so_that_they_do_not_end_together() -> None:
    rests = {ProxyHealth(1, clock=Clock()).failed(0) for _ in range(5)}

    assert len(rests) > 1
    assert all(0.75 * FIRST_REST_S <= rest <= 1.25 * FIRST_REST_S for rest in rests)


def test_one_answer_that_breaks_off_is_no_proof_several_in_a_row_are() -> None:
    health = health_of(1, Clock())
    for _ in range(SUSPECT_AT - 1):
        health.suspected(0)
    health.worked(0)
    for _ in range(SUSPECT_AT - 1):
        health.suspected(0)
    assert health.pick() == 0

    health.suspected(0)

    assert health.pick() is None


def test_a_probe_that_was_given_up_may_be_made_again() -> None:
    clock = Clock()
    health = health_of(1, clock)
    clock.at += health.failed(0)
    assert health.pick() == 0
    assert health.pick() is None

    health.left(0)

    assert health.pick() == 0


def test_with_none_healthy_the_first_rest_to_end_is_told() -> None:
    clock = Clock()
    health = health_of(2, clock)
    health.failed(0)
    clock.at += 5
    health.failed(1)

    assert health.pick() is None
    assert health.retry_in_s() == FIRST_REST_S - 5
    assert health.resting == 2


def test_credentials_are_shown_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    (proxy,) = read_proxies([f"http://us-here:{SECRET}@127.0.0.1:8888"])

    with caplog.at_level(logging.DEBUG):
        Proxies([proxy]).failed(proxy, "http_407")

    shown = f"{proxy} {proxy!r} {[proxy]} {caplog.text} {vars(caplog.records[0])}"
    assert SECRET not in shown
    assert "us-here" not in shown
    assert "proxy 1 at 127.0.0.1:8888" in caplog.text
    assert SECRET not in redact(f"sent {SECRET}")
    assert proxy.authorization is not None
    assert proxy.authorization not in shown


@pytest.mark.parametrize(
    "url",
    [
        f"socks5://us:{SECRET}@10.0.0.1:1080",
        f"us:{SECRET}@10.0.0.1",
        f"http://us:{SECRET}@:x",
        f"http://us%3Aer:{SECRET}@h:1",
        f"http://{SECRET}",
        "",
    ],
)
def test_an_address_that_is_none_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(FatalError, match="proxy 2 of the list") as caught:
        read_proxies(["http://10.0.0.1:8080", url])

    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None

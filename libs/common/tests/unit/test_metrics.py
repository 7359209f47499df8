from collections.abc import Mapping

import pytest

from b9_common.loop_lag import WINDOW, LoopLag
from b9_common.metrics import (
    Counter,
    Gauge,
    Histogram,
    count,
    observe,
    render,
    set_gauge,
    sum_of,
    timed,
    value_of,
)

ALL = [*Counter, *Gauge, *Histogram]


def test_every_name_is_declared_once_and_says_what_it_means() -> None:
    assert len({metric.value.name for metric in ALL}) == len(ALL)
    assert all(metric.value.name.startswith("b9_") for metric in ALL)
    assert all(metric.value.meaning.endswith(".") for metric in ALL)


def test_what_was_moved_is_rendered_with_its_labels() -> None:
    before = value_of(Counter.ROWS, table="t", change="inserted")

    count(Counter.ROWS, 3, table="t", change="inserted")
    set_gauge(Gauge.IN_HAND, 1, durable="t")
    observe(Histogram.HANDLE, 0.2, durable="d")
    text = render().decode()

    assert value_of(Counter.ROWS, table="t", change="inserted") == before + 3
    assert 'b9_rows_total{change="inserted",table="t"}' in text
    assert 'b9_in_hand{durable="t"} 1.0' in text
    assert 'b9_handle_seconds_bucket{durable="d",le="0.25"}' in text


def test_a_wrong_label_is_refused() -> None:
    with pytest.raises(ValueError, match="label"):
        count(Counter.ROWS, table="t")


def test_a_block_is_timed_even_when_it_fails() -> None:
    def observed() -> str:
        lines = render().decode().splitlines()
        return next(line for line in lines if line.startswith("b9_batch_seconds_count"))

    before = observed()
    with pytest.raises(ValueError, match="no"), timed(Histogram.BATCH):
        raise ValueError("no")

    assert observed() != before


def test_the_lag_shown_is_that_of_the_last_samples() -> None:
    lag = LoopLag()
    assert lag.quantile(0.99) == 0
    for _ in range(WINDOW):
        lag.add(9.0)
    for number in range(WINDOW):
        lag.add(number / 1000)

    assert (lag.quantile(0.5), lag.quantile(0.99), lag.quantile(1.0)) == (0.3, 0.594, 0.599)


def failed(labels: Mapping[str, str]) -> bool:
    return labels["status"] >= "500"


def test_a_counter_is_summed_up_over_the_labels_that_are_wanted() -> None:
    before = sum_of(Counter.HTTP), sum_of(Counter.HTTP, failed)
    count(Counter.HTTP, 2, route="/summed", method="GET", status="200")
    count(Counter.HTTP, route="/summed", method="GET", status="503")

    after = sum_of(Counter.HTTP), sum_of(Counter.HTTP, failed)
    assert (after[0] - before[0], after[1] - before[1]) == (3, 1)

"""Every metric of every service, declared once, and the few calls that move them.

A name that is not declared here does not type-check; labels take values from small closed sets,
never an id or a name of a person.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from typing import Final

import prometheus_client as prometheus
from msgspec import Struct

FAST: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SLOW: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
SIZES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 4_000)


class Spec(Struct, frozen=True):
    """A metric's name, what it means, and its labels."""

    name: str
    meaning: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = FAST


class Counter(Enum):
    """What is counted."""

    SETTLED = Spec("b9_messages_settled", "Messages by how they ended.", ("durable", "outcome"))
    PUBLISHED = Spec("b9_messages_published", "Messages the broker confirmed.", ("stream",))
    CALLS = Spec("b9_upstream_calls", "Upstream calls by meaning.", ("endpoint", "call_class"))
    COST = Spec("b9_upstream_cost_usd", "List price of upstream calls.", ("provider",))
    PAGES = Spec("b9_pages_fetched", "Upstream pages published.", ("walk",))
    ITEMS = Spec("b9_items", "Items of pages, accepted or rejected.", ("walk", "result"))
    ROWS = Spec("b9_rows", "Rows by what a batch did to them.", ("table", "change"))
    BATCHES = Spec("b9_batches", "Transactions committed or rolled back.", ("result",))
    REQUESTS_ENDED = Spec("b9_requests_ended", "Requests by final status.", ("status",))
    ASSETS = Spec("b9_assets", "Assets by how their copy ended.", ("outcome",))
    ASSET_BYTES = Spec("b9_asset_bytes", "Bytes of media put into the store.")
    REDRIVEN = Spec("b9_requests_redriven", "Requests sent again.", ("reason",))
    HTTP = Spec("b9_http_requests", "Requests answered.", ("route", "method", "status"))
    DROPS = Spec("b9_dropped", "What was let go, by closed reason.", ("what", "reason"))


class Gauge(Enum):
    """What is measured now."""

    LOOP_LAG = Spec("b9_event_loop_lag_seconds", "Lateness of the loop, last 30 s.", ("quantile",))
    LOG_DROPS = Spec("b9_log_lines_dropped", "Log lines nobody could be given since start.")
    IN_HAND = Spec("b9_in_hand", "Units being worked on.", ("durable",))
    READY = Spec("b9_ready", "1 while every dependency answers.")
    BREAKER = Spec("b9_breaker_open", "1 while a circuit breaker holds calls back.", ("host",))
    RATE_IN_USE = Spec("b9_rate_in_use", "Calls a second that may be made now.", ("provider",))
    RATE_WINDOW = Spec(
        "b9_rate_window_remaining", "Calls left of the window, as far as known.", ("provider",)
    )
    OUTBOX = Spec("b9_outbox_rows", "Outbox rows not yet relayed.")
    OUTBOX_AGE = Spec("b9_outbox_oldest_seconds", "Age of the oldest outbox row.")
    LEADER = Spec("b9_leader", "1 while this process holds the lease.")


class Histogram(Enum):
    """What is spread over a range."""

    HANDLE = Spec("b9_handle_seconds", "One handler's run.", ("durable",), SLOW)
    CALL = Spec("b9_upstream_call_seconds", "One upstream call.", ("endpoint",), SLOW)
    BATCH = Spec("b9_batch_seconds", "One transaction.")
    BATCH_ROWS = Spec("b9_batch_rows", "Rows in one transaction.", (), SIZES)
    PAGE_LATENCY = Spec("b9_page_latency_seconds", "Page fetched to rows committed.", (), FAST)
    ASSET = Spec("b9_asset_seconds", "One asset, from dial to stored.", (), SLOW)
    HTTP = Spec("b9_http_request_seconds", "One HTTP answer.", ("route",))


_registry: Final = prometheus.CollectorRegistry(auto_describe=False)
_counters: Final = {
    one: prometheus.Counter(one.value.name, one.value.meaning, one.value.labels, registry=_registry)
    for one in Counter
}
_gauges: Final = {
    one: prometheus.Gauge(one.value.name, one.value.meaning, one.value.labels, registry=_registry)
    for one in Gauge
}
_histograms: Final = {
    one: prometheus.Histogram(
        one.value.name,
        one.value.meaning,
        one.value.labels,
        registry=_registry,
        buckets=one.value.buckets,
    )
    for one in Histogram
}
prometheus.ProcessCollector(registry=_registry)


def count(counter: Counter, amount: float = 1, **labels: str) -> None:
    """Add *amount* to *counter*."""
    metric = _counters[counter]
    (metric.labels(**labels) if labels else metric).inc(amount)


def set_gauge(gauge: Gauge, value: float, **labels: str) -> None:
    """Say what *gauge* is now."""
    metric = _gauges[gauge]
    (metric.labels(**labels) if labels else metric).set(value)


def gauge_from(gauge: Gauge, read: Callable[[], float], **labels: str) -> None:
    """Let *gauge* be read by calling *read* whenever metrics are asked for."""
    metric = _gauges[gauge]
    (metric.labels(**labels) if labels else metric).set_function(read)


def observe(histogram: Histogram, value: float, **labels: str) -> None:
    """Add one observation to *histogram*."""
    metric = _histograms[histogram]
    (metric.labels(**labels) if labels else metric).observe(value)


@contextmanager
def timed(histogram: Histogram, **labels: str) -> Iterator[None]:
    """Observe how long the block took, however it ended."""
    started = time.perf_counter()
    try:
        yield
    finally:
        observe(histogram, time.perf_counter() - started, **labels)


def value_of(metric: Counter | Gauge, **labels: str) -> float:
    """The present value; 0 where nothing was counted yet."""
    suffix = "_total" if isinstance(metric, Counter) else ""
    return _registry.get_sample_value(f"{metric.value.name}{suffix}", labels) or 0.0


def sum_of(counter: Counter, wanted: Callable[[Mapping[str, str]], bool] = lambda _: True) -> float:
    """All that *counter* has counted under labels that are *wanted*."""
    samples = (sample for family in _counters[counter].collect() for sample in family.samples)
    return sum(one.value for one in samples if one.name.endswith("_total") and wanted(one.labels))


def render() -> bytes:
    """Everything in Prometheus' text format."""
    return prometheus.generate_latest(_registry)

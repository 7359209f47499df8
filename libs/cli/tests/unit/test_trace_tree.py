"""Spans as a tree."""

from b9_cli.commands.trace import rows, services_of
from b9_devstack.otlp.records import Span


def span(span_id: str, parent_id: str, service: str, start: float, status: str = "unset") -> Span:
    return Span(
        trace_id="1" * 32,
        span_id=span_id,
        parent_id=parent_id,
        name=f"{service} work",
        service=service,
        start=start,
        end=start + 1,
        status=status,
        attributes={"error.type": "OutageError"} if status == "error" else {},
    )


def test_children_stand_below_their_parent_in_order_of_their_start() -> None:
    spans = [
        span("c", "a", "persister", 3.0),
        span("b", "a", "dispatcher", 2.0),
        span("a", "", "gateway", 1.0),
    ]
    assert [row[0] for row in rows(spans)] == [
        "gateway work",
        "  dispatcher work",
        "  persister work",
    ]
    assert [row[2] for row in rows(spans)] == ["+0.00 s", "+1.00 s", "+2.00 s"]


def test_a_span_whose_parent_was_not_exported_says_so() -> None:
    (row,) = rows([span("b", "a", "persister", 1.0)])
    assert row[4] == "parent a was not exported"


def test_a_failed_span_is_marked_with_its_error() -> None:
    (row,) = rows([span("a", "", "gateway", 1.0, "error")])
    assert row[4] == "ERROR OutageError"


def test_services_are_named_in_order_of_their_first_span() -> None:
    spans = [span("a", "", "gateway", 1.0), span("b", "a", "persister", 2.0)]
    assert services_of([*spans, *spans]) == "gateway, persister"
    assert services_of([]) == "nobody"

"""The smoke test's own judgement, on facts it was given."""

from typing import Any

import msgspec

from b9_cli.reconcile.content_log import ContentLog, LoggedPage
from b9_cli.smoke.preflight import version_problems, version_urls
from b9_cli.smoke.report import Layer
from b9_cli.smoke.trace_layer import judge_logs, judge_spans
from b9_cli.smoke.truth import announced_truth, read_truth
from b9_common.version import SCHEMA_VERSION
from b9_devstack.otlp.records import Log, Span
from b9_devstack.supervisor.files import Child, StackState

CHAIN = (
    ("gateway", "a", ""),
    ("dispatcher", "b", "a"),
    ("instagram-ingest", "c", "b"),
    ("persister", "d", "c"),
    ("media-uploader", "e", "c"),
)


def span(service: str, span_id: str, parent_id: str) -> Span:
    return Span(
        trace_id="1" * 32,
        span_id=span_id,
        parent_id=parent_id,
        name="work",
        service=service,
        start=0.0,
        end=1.0,
        status="unset",
    )


def judged(spans: list[Span], elsewhere: tuple[str, ...] = ()) -> list[str]:
    layer = Layer("trace")
    judge_spans(layer, spans, elsewhere)
    return [check.what for check in layer.failures]


def test_a_whole_trace_is_well() -> None:
    assert judged([span(*one) for one in CHAIN]) == []


def test_a_service_that_is_missing_is_noticed() -> None:
    spans = [span(*one) for one in CHAIN[:-1]]
    assert judged(spans) == [
        "every service is in the trace",
        "media-uploader is below instagram-ingest",
    ]


def test_a_torn_trace_is_noticed() -> None:
    spans = [span(*one) for one in CHAIN[:3]] + [span("persister", "d", "zz"), span(*CHAIN[4])]
    assert judged(spans) == ["parents were exported", "persister is below instagram-ingest"]


def test_a_wrong_order_is_noticed() -> None:
    spans = [span(*one) for one in CHAIN[:4]] + [span("media-uploader", "e", "a")]
    assert judged(spans) == ["media-uploader is below instagram-ingest"]


def test_a_second_trace_and_a_second_root_are_noticed() -> None:
    spans = [span(*one) for one in CHAIN] + [span("persister", "f", "")]
    assert judged(spans, ("2" * 32,)) == ["one trace", "roots"]


def test_a_failed_span_is_noticed() -> None:
    spans = [span(*one) for one in CHAIN]
    spans[3] = msgspec.structs.replace(spans[3], status="error")
    assert judged(spans) == ["no span failed"]


def test_parents_that_go_in_a_circle_end_the_search() -> None:
    spans = [span("gateway", "a", "b"), span("persister", "b", "a")]
    assert "persister is below instagram-ingest" in judged(spans)


def test_an_error_or_a_traceback_in_a_log_is_noticed() -> None:
    def log(severity: str, **attributes: Any) -> Log:
        return Log(
            time=0.0, service="persister", severity=severity, body="b", trace_id="",
            attributes=attributes,
        )  # fmt: skip

    for bad in (log("ERROR"), log("INFO", **{"exception.stacktrace": "Traceback"})):
        layer = Layer("trace")
        judge_logs(layer, [log("INFO"), log("WARNING"), bad])
        assert not layer.ok
    layer = Layer("trace")
    judge_logs(layer, [log("WARNING")])
    assert layer.ok


def version(**changes: Any) -> dict[str, Any]:
    return {"git_sha": "abc", "schema_version": SCHEMA_VERSION} | changes


def test_processes_of_one_build_and_schema_are_well() -> None:
    assert version_problems({"a": version(), "b": version()}, "abc") == []


def test_a_process_of_another_build_is_named() -> None:
    (mixed,) = version_problems({"a": version(), "b": version(git_sha="def")}, None)
    assert mixed.startswith("more than one git sha runs")
    assert version_problems({"a": version()}, "def") == ["a is abc, expected def"]


def test_a_process_of_another_schema_version_is_named() -> None:
    told = version(schema_version=SCHEMA_VERSION + 1)
    assert version_problems({"a": told}, None) == [
        f"a speaks schema version {SCHEMA_VERSION + 1}, not {SCHEMA_VERSION}"
    ]


def test_versions_are_asked_of_our_services_alone() -> None:
    children = (
        Child(name="nats"),
        Child(name="simulator", health_url="http://h:1/readyz"),
        Child(name="persister-1", health_url="http://h:2/readyz"),
    )
    assert version_urls(StackState(children=children)) == {"persister-1": "http://h:2/version"}


def test_the_truth_counts_calls_by_full_pages() -> None:
    def items(number: int) -> list[dict[str, Any]]:
        return [{"pk": str(n), "author_id": "7" if n else "8"} for n in range(number)]

    told = {
        "username": "x", "id": "7", "reels": items(90), "posts": items(29),
        "malformed": {"reels": 0, "posts": 1}, "assets": ["a", "b"], "faulty": {"b": "gone"},
    }  # fmt: skip
    truth = read_truth(told)
    assert truth.calls == 12
    assert truth.announced == {"reels": 90, "posts": 30}
    assert truth.authored is not None
    assert len(truth.authored["reels"]) == 89
    assert truth.storable == frozenset({"a"})


def test_an_empty_list_still_costs_a_call() -> None:
    truth = announced_truth("x", "7", ContentLog())
    assert truth.calls == 3


def test_of_a_live_creator_only_what_was_announced_is_known() -> None:
    page = LoggedPage(
        key="k", seq=1, request_id="r", walk="reels", announced=3, item_ids=("1", "2"),
        asset_keys=("a",),
    )  # fmt: skip
    truth = announced_truth("x", "7", ContentLog(pages={"k": page}))
    assert truth.ids["reels"] == {"1", "2"}
    assert truth.malformed == {"reels": 1, "posts": 0}
    assert truth.storable is None

"""A smoke test's report: layers stand alone, one sentence names them, one code sums up."""

from typing import Any

import pytest

from b9_cli.smoke.report import Layer, Report


def report(**changes: Any) -> Report:
    return Report(correlation_id="smoke-1", target="x", upstream="simulator", **changes)


def layer(name: str, *, ok: bool) -> Layer:
    made = Layer(name)
    made.equal("reels", 90 if ok else 89, 90)
    return made


def test_the_sentence_names_the_layer_that_failed_and_what_of_it() -> None:
    found = report(layers=[layer("api", ok=True), layer("trace", ok=True), layer("db", ok=False)])

    assert found.verdict == "api ok, trace ok, db FAILED: reels: 89, wanted 90"
    assert found.exit_code == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"layers": [layer("api", ok=True)]}, 0),
        ({"layers": [layer("api", ok=False)]}, 1),
        ({"environment": ["no broker"], "layers": [layer("api", ok=True)]}, 2),
        ({"timeout": "stage media"}, 3),
        ({}, 1),
        ({"layers": [Layer("api")]}, 1),
    ],
)
def test_the_exit_code_tells_kinds_of_failure_apart(changes: dict[str, Any], code: int) -> None:
    assert report(**changes).exit_code == code


def test_a_layer_that_asked_nothing_has_not_passed() -> None:
    assert not Layer("api").ok
    assert str(Layer("api")) == "api FAILED: nothing was asked"


def test_ids_that_differ_are_counted_and_the_first_named() -> None:
    found = Layer("db")
    found.same_ids("reels", {"2", "9"}, {"1", "2"})
    assert found.failures[0].detail == "1 missing (1), 1 too many (9)"
    assert found.same_ids("posts", {"1"}, {"1"})


def test_everything_is_written_down() -> None:
    told = report(layers=[layer("db", ok=False)], request_id="r1", took_s=1.23456).told()
    assert told["exit_code"] == 1
    assert told["took_s"] == 1.235
    assert told["layers"]["db"]["ok"] is False
    assert told["layers"]["db"]["checks"][0].detail == "89, wanted 90"

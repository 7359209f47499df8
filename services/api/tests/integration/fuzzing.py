"""Cases made from the API's own description, what is held against each, and what became of them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import schemathesis
from msgspec import Struct
from schemathesis.config import SchemathesisConfig
from schemathesis.core.transport import Response
from schemathesis.engine import events, from_schema
from schemathesis.engine.recorder import CheckNode, ScenarioRecorder

REFUSED: Final = 400
SERVER_ERROR: Final = 500
SHOWN: Final = 400
# A world of a few rows is small: most ids that are made up are nobody's.
OFTEN: Final = 0.8
_FROM_NO_ANSWER: Final[dict[str, Any]] = {"extra-data-sources": {"responses": False}}
# Whatever it is called.
PLACE: Final = re.compile(r"\{\w+\}")


class Exempt(Struct, frozen=True):
    """A server error that is no fault: its status, its stable code, and why it is the truth."""

    status: int
    code: str | None
    why: str


_NO_RUNNER: Final = Exempt(501, "job_runner_missing", "nothing runs jobs yet")
_NO_RELATED: Final = Exempt(501, "related_discovery_missing", "nothing looks for relations yet")
_NO_RULE: Final = Exempt(501, "job_runner_missing", "nothing reckons all rows anew yet")
_NO_MODEL: Final = Exempt(503, "categoriser_not_configured", "tagging has no key")
# All there are, by operation. Whatever else answers 500 or more has a fault.
EXEMPT: Final[Mapping[str, Exempt]] = {
    "POST /api/cron/cleanup-logs": _NO_RUNNER,
    "POST /api/cron/migrate-cdn-to-r2": _NO_RUNNER,
    "POST /api/jobs/start": _NO_RUNNER,
    "POST /api/instagram/related-creators/start": _NO_RELATED,
    "POST /api/instagram/related-creators/stop": _NO_RELATED,
    "POST /api/ai/categorization/tag-subreddits": _NO_MODEL,
    "POST /api/instagram/tagging/start": _NO_MODEL,
    "PUT /api/instagram/viral-rule": _NO_RULE,
    "POST /api/instagram/viral-rule/recompute": _NO_RULE,
    "GET /health": Exempt(503, None, "only the gateway runs here: no uploader reports"),
}
# A stream has no shape as a whole; its events have, which tests of the live feed look at.
NOT_ONE_VALUE: Final = frozenset({"GET /api/events"})
CHECKS: Final = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)


# By a path, or its beginning up to a slash, where need be after a method: what a parameter
# (``path.key``) or a part of a body (``body.tags[*]``) may be, to name what is there.
Words = Mapping[str, Mapping[str, Sequence[str | int]]]
# The same by operations.
Bindings = dict[str, dict[str, Sequence[str | int]]]


class Plan(Struct, frozen=True, kw_only=True):
    """
    What a run does: up to *examples* drawn cases of each operation, and where *edges* every case at
    a limit of the description, too.
    """

    examples: int
    edges: bool
    words: Words
    seed: int = 1
    workers: int = 1
    checks: Sequence[str] = CHECKS


class Failure(Struct, frozen=True):
    """What one check holds against one answer, and how to ask again."""

    check: str
    what: str
    shown: str


@dataclass
class Tally:
    """Of each operation: how it was answered how often, and what is wrong."""

    answers: dict[str, Counter[int]] = field(default_factory=dict)
    failures: dict[str, dict[str, Failure]] = field(default_factory=dict)
    # The run's own troubles, for which no answer is to blame.
    errors: list[str] = field(default_factory=list)

    @property
    def cases(self) -> int:
        """All that were answered."""
        return sum(answered.total() for answered in self.answers.values())

    def share(self, of: Callable[[int], bool]) -> float:
        """Which part of all answers has such a status."""
        found = sum(
            number
            for answered in self.answers.values()
            for status, number in answered.items()
            if of(status)
        )
        return found / max(self.cases, 1)

    @property
    def closed(self) -> list[str]:
        """The operations that nobody got through to, though they are built."""
        return [
            label
            for label, answered in self.answers.items()
            if min(answered) >= REFUSED and label not in EXEMPT
        ]

    def add(self, recorder: ScenarioRecorder) -> None:
        """Count what *recorder* saw."""
        for case_id, node in recorder.cases.items():
            label = node.value.operation.label
            answer = recorder.find_response(case_id=case_id)
            if answer is None:
                continue
            self.answers.setdefault(label, Counter())[answer.status_code] += 1
            found = [
                *_of_checks(recorder.checks.get(case_id, ()), answer),
                *_exempted(label, answer),
            ]
            for failure in found:
                self.failures.setdefault(label, {}).setdefault(failure.what, failure)

    def lines(self) -> Iterator[str]:
        """What a person reads."""
        for label in sorted(self.answers):
            told = ", ".join(f"{n} x {code}" for code, n in sorted(self.answers[label].items()))
            yield f"{label}: {told}"
            for failure in self.failures.get(label, {}).values():
                yield f"    FAILED {failure.check}: {failure.what}"
                yield from (f"        {line}" for line in failure.shown.splitlines())
        yield from (f"ERROR {error}" for error in self.errors)
        yield f"nobody got through to: {', '.join(self.closed) or 'none'}"
        yield (
            f"{self.cases} cases of {len(self.answers)} operations,"
            f" {self.share(lambda status: status < 300):.0%} answered 2xx,"
            f" {sum(map(len, self.failures.values()))} kinds of failures"
        )


def fuzz(url: str, token: str, document: dict[str, Any], plan: Plan) -> Tally:
    """Ask the API at *url* all that *document* describes, as whoever holds *token*."""
    bindings = _bindings(document, plan.words)
    config = SchemathesisConfig.from_dict(_settings(url, token, bindings, plan))
    schema = schemathesis.openapi.from_dict(_with_examples(document, bindings), config=config)
    tally = Tally()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            tally.add(event.recorder)
        elif isinstance(event, events.NonFatalError):
            tally.errors.append(f"{event.label}: {event.info.format()}")
        elif isinstance(event, events.FatalError):
            raise event.exception
    return tally


def _bindings(document: dict[str, Any], words: Words) -> Bindings:
    """What each operation's parameters and parts of bodies may be, as its description wants it."""
    found: Bindings = {}
    for label, operation in _labelled(document):
        named = _named(words, label)
        found[label] = {name: values for name, values in named.items() if name.startswith("body.")}
        for one in operation.get("parameters", ()):
            name = f"{one.get('in')}.{one.get('name')}"
            if values := _typed(named.get(name, ()), one.get("schema", {})):
                found[label][name] = values
    return found


def _typed(values: Sequence[str | int], schema: Mapping[str, Any]) -> Sequence[str | int]:
    if schema.get("type") == "integer":
        return [int(one) for one in values if str(one).isdigit()]
    return [str(one) for one in values]


def _with_examples(document: dict[str, Any], bindings: Bindings) -> dict[str, Any]:
    """The *document* with real rows, each in its turn, as examples of whatever names one."""
    for turn, (label, operation) in enumerate(_labelled(document)):
        for one in operation.get("parameters", ()):
            if found := bindings[label].get(f"{one.get('in')}.{one.get('name')}"):
                one.pop("example", None)
                one["examples"] = {"real": {"value": found[turn % len(found)]}}
    return document


def _labelled(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            yield f"{method.upper()} {path}", operation


def _named(words: Words, label: str) -> dict[str, Sequence[str | int]]:
    """What *words* say of the operation *label*; where several places fit, the first decides."""
    found: dict[str, Sequence[str | int]] = {}
    asked, _, of = PLACE.sub("{}", label).partition(" ")
    for place, named in reversed(list(words.items())):
        method, _, path = place.rpartition(" ")
        fits = of.startswith(path) if path.endswith("/") else of == path
        if fits and method in {"", asked}:
            found |= named
    return found


def _settings(url: str, token: str, bindings: Bindings, plan: Plan) -> dict[str, Any]:
    return {
        "seed": plan.seed,
        "base-url": url,
        "headers": {"Authorization": f"Bearer {token}"},
        "workers": plan.workers,
        "warnings": False,
        "continue-on-failure": True,
        "request-timeout": 20,
        "generation": {
            "max-examples": plan.examples,
            "database": "none",
            "deterministic": True,
            "no-shrink": True,
            # Who may ask what is tried elsewhere; here it is what they ask.
            "with-security-parameters": False,
        },
        "checks": {"enabled": False} | {name: {"enabled": True} for name in plan.checks},
        # What answers tell is not asked for: among it is the very key that asks, to be revoked.
        "phases": {
            "examples": {"enabled": True, **_FROM_NO_ANSWER},
            "coverage": {"enabled": plan.edges, "unexpected-methods": [], **_FROM_NO_ANSWER},
            "fuzzing": {"enabled": True, **_FROM_NO_ANSWER},
            "stateful": {"enabled": False},
        },
        "dictionaries": {
            _list_name(label, name): {"values": list(values)}
            for label, named in bindings.items()
            for name, values in named.items()
        },
        "operations": [_operation(label, named) for label, named in bindings.items()],
    }


def _list_name(place: str, name: str) -> str:
    return "".join(one if one.isalnum() else "-" for one in f"{place}-{name}")


def _operation(label: str, named: Iterable[str]) -> dict[str, Any]:
    """It draws often from its words for *named*, and is excused for what is exempt."""
    told: dict[str, Any] = {"include-name": label}
    # What is removed is one row, lest nothing be left to ask for.
    often = 1.0 if label.startswith("DELETE") else OFTEN
    told["parameters"] = {
        name: {"dictionary": _list_name(label, name), "probability": often} for name in named
    }
    if one := EXEMPT.get(label):
        expected = {"expected-statuses": ["2xx", "3xx", "4xx", str(one.status)]}
        told["checks"] = {"not_a_server_error": expected}
    if label in NOT_ONE_VALUE:
        told["checks"] = {"response_schema_conformance": {"enabled": False}}
    return told


def _of_checks(nodes: Sequence[CheckNode], answer: Response) -> Iterator[Failure]:
    for node in nodes:
        if node.failure_info is not None:
            told = node.failure_info.failure
            sample = node.failure_info.code_sample[:SHOWN]
            shown = f"{sample}\n{answer.status_code} {_body(answer)}"
            yield Failure(node.name, f"{told.title}: {told.message}"[:SHOWN], shown)


def _exempted(label: str, answer: Response) -> Iterator[Failure]:
    """What is exempt has the code that its exemption names."""
    one = EXEMPT.get(label)
    if one is None or one.code is None or answer.status_code < SERVER_ERROR:
        return
    told = msgspec.json.decode(answer.content or b"{}")
    if (answer.status_code, told.get("code")) != (one.status, one.code):
        yield Failure("exemption", f"not {one.status} {one.code}", _body(answer))


def _body(answer: Response) -> str:
    return (answer.content or b"")[:SHOWN].decode("utf-8", "replace")

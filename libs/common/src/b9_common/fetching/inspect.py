"""Showing how recorded bodies are read: what the ``inspect`` commands of the ingests share."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import msgspec
from msgspec import Struct

from b9_common.events import CallClass, RejectedItem
from b9_common.fetching.decoding import MAX_BODY_BYTES, BodyError, decode

AUTO: Final = "auto"
_USAGE_ERROR: Final = 2
_OK: Final = 200

Report = dict[str, Any]
Lines = Callable[[Mapping[str, Any]], Iterable[str]]


class Understood(Protocol):
    """What an answer means."""

    @property
    def call_class(self) -> CallClass:
        """Its class."""
        ...

    @property
    def code(self) -> str | None:
        """A stable word for the cause."""
        ...

    @property
    def message(self) -> str | None:
        """The upstream's own words."""
        ...

    @property
    def retry_after_s(self) -> float | None:
        """How long we were asked to stay away."""
        ...


class Entries(Protocol):
    """A page, by what became of its entries."""

    @property
    def accepted(self) -> int:
        """How many could be read."""
        ...

    @property
    def rejected(self) -> Sequence[RejectedItem]:
        """Those that could not."""
        ...

    @property
    def duplicates(self) -> int:
        """Those seen before on the page."""
        ...

    @property
    def skipped(self) -> int:
        """Those of other kinds."""
        ...


class Recording(Struct, frozen=True, kw_only=True):
    """An answer as it was recorded; a bare body is taken for a 200."""

    status: int = _OK
    headers: dict[str, str] = {}
    body: bytes = b""


def inspect_files(
    arguments: argparse.Namespace, report: Callable[[str, Recording], Report], accepted: Lines
) -> int:
    """
    Print the *report* of each file, with the lines that *accepted* makes of it.

    0 when all could be opened, 2 otherwise.
    """
    code = 0
    for name in arguments.files:
        try:
            content = _content(name)
        except OSError as exc:
            print(f"{name}: {exc.strerror}", file=sys.stderr)
            code = _USAGE_ERROR
            continue
        made = report(name, recording_of(content, arguments.status))
        told = msgspec.json.encode(made).decode() if arguments.json else _told(made, accepted)
        print(told)
    return code


def recording_of(content: bytes, status: int = _OK) -> Recording:
    """The answer in a file: a recording that says so, else a bare body with *status*."""
    try:
        value = decode(content)
    except BodyError:
        return Recording(status=status, body=content)
    if not isinstance(value, dict) or not {"body_text", "body_json"} & value.keys():
        return Recording(status=status, body=content)
    text = value.get("body_text")
    body = text.encode() if isinstance(text, str) else msgspec.json.encode(value.get("body_json"))
    recorded = value.get("status")
    return Recording(
        status=recorded if isinstance(recorded, int) else status,
        headers=_headers(value.get("headers")),
        body=body,
    )


def report_of(
    name: str, kind: str | None, answer: Understood, page: Entries | None, **contents: Any
) -> Report:
    """What was read, in plain values; *contents* are those of the page, where there is one."""
    report: Report = {
        "file": name,
        "kind": kind,
        "class": answer.call_class,
        "code": answer.code,
        "message": answer.message,
        "retry_after_s": answer.retry_after_s,
        "accepted": page.accepted if page else 0,
        "rejected": len(page.rejected) if page else 0,
    }
    if page:
        report |= {
            "duplicates": page.duplicates,
            "skipped": page.skipped,
            **contents,
            "rejections": [{"index": r.index, "reason": r.reason} for r in page.rejected],
        }
    return report


def plain(record: Struct | None) -> Any:
    """*record* in plain values, without its raw text; null for none."""
    if record is None:
        return None
    has_raw = "raw" in record.__struct_fields__
    bare = msgspec.structs.replace(record, raw=None) if has_raw else record
    return msgspec.json.decode(msgspec.json.encode(bare))


def parser_of(prog: str, entries: str, **kind: Any) -> argparse.ArgumentParser:
    """What every ``inspect`` takes; *kind* says how the argument KIND is read."""
    parser = argparse.ArgumentParser(
        prog=prog,
        description=f"Show which {entries} of a recorded body are accepted, and why others are not",
    )
    parser.add_argument("kind", **kind)
    parser.add_argument("files", nargs="+", metavar="FILE", help="a body or recording; - for stdin")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--status", type=int, default=_OK, help="HTTP status of bare bodies")
    return parser


def _told(report: Report, accepted: Lines) -> str:
    return "\n".join(_lines(report, accepted))


def _lines(report: Report, accepted: Lines) -> Iterator[str]:
    cause = f" ({report['code']})" if report["code"] else ""
    yield (
        f"{report['file']}: {report['kind'] or 'unknown'}: {report['class']}{cause}: "
        f"{report['accepted']} accepted, {report['rejected']} rejected, "
        f"{report.get('duplicates', 0)} duplicates, {report.get('skipped', 0)} skipped"
    )
    if report["message"]:
        yield f"  message   {report['message']}"
    yield from accepted(report)
    for refused in report.get("rejections", ()):
        yield f"  rejected  entry {refused['index']}: {refused['reason']}"


def _headers(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    joined = {k: v[0] if isinstance(v, list) and v else v for k, v in value.items()}
    return {name: str(header) for name, header in joined.items()}


def _content(name: str) -> bytes:
    """The file's bytes; one more than we accept is enough to know that it is too large."""
    if name == "-":
        return sys.stdin.buffer.read(MAX_BODY_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MAX_BODY_BYTES + 1)

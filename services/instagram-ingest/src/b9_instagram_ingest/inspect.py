"""
Show how a recorded body is read: ``python -m b9_instagram_ingest.inspect KIND FILE…``.

KIND is a dialect (``profile``, ``clips/user``, …) or ``auto``. A file is a body as the upstream
sent it, or a recording ``{status, headers, body_text | body_json}`` of a whole answer; ``-`` is
standard input. Exit code 0 says that every file could be opened, whatever was in it.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from b9_common.events import CallClass, MediaItem, Owner, Profile
from b9_common.fetching.decoding import MAX_BODY_BYTES, BodyError, decode
from b9_instagram_ingest.classify import classify
from b9_instagram_ingest.dialects import Dialect, dialect_named, dialect_of
from b9_instagram_ingest.reading import Reading, read_answer

AUTO: Final = "auto"
_USAGE_ERROR: Final = 2
_OK: Final = 200
_CAPTION_CHARS: Final = 40


class Recording(Struct, frozen=True, kw_only=True):
    """An answer as it was recorded; a bare body is taken for a 200."""

    status: int = _OK
    headers: dict[str, str] = {}
    body: bytes = b""


def main(argv: list[str] | None = None) -> int:
    """Print what each file holds; 0 when all could be opened, 2 otherwise."""
    arguments = _parser().parse_args(argv)
    owner = Owner(id=arguments.owner, username="") if arguments.owner else None
    code = 0
    for name in arguments.files:
        try:
            content = _content(name)
        except OSError as exc:
            print(f"{name}: {exc.strerror}", file=sys.stderr)
            code = _USAGE_ERROR
            continue
        recording = recording_of(content, arguments.status)
        dialect, reading = inspect(arguments.kind, recording, owner)
        report = report_of(name, dialect, reading)
        print(_json_line(report) if arguments.json else "\n".join(_lines(report)))
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


def inspect(
    kind: str, recording: Recording, owner: Owner | None = None
) -> tuple[Dialect | None, Reading]:
    """How *recording* reads as *kind*, and which dialect that was."""
    now = datetime.now(UTC)
    dialect = dialect_named(kind)
    if dialect is None:
        answer = classify(recording.status, recording.headers, recording.body, now=now)
        dialect = dialect_of(answer.value) if isinstance(answer.value, dict) else None
        if dialect is None and answer.call_class is CallClass.OK:
            answer = msgspec.structs.replace(
                answer, call_class=CallClass.MALFORMED, code="unknown_dialect"
            )
        if dialect is None:
            return None, Reading(answer=answer)
    return dialect, read_answer(
        dialect, recording.status, recording.headers, recording.body, now=now, owner=owner
    )


def report_of(name: str, dialect: Dialect | None, reading: Reading) -> dict[str, Any]:
    """What was read, in plain values; raw items are left out."""
    answer, page = reading.answer, reading.page
    report: dict[str, Any] = {
        "file": name,
        "kind": dialect,
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
            "more_available": page.more_available,
            "next_cursor": page.next_cursor,
            "profile": _plain(page.profile),
            "items": [_plain(item) for item in page.items],
            "related": [_plain(profile) for profile in page.related],
            "rejections": [{"index": r.index, "reason": r.reason} for r in page.rejected],
        }
    return report


def _plain(record: MediaItem | Profile | None) -> Any:
    if record is None:
        return None
    without_raw = msgspec.structs.replace(record, raw=None)
    return msgspec.json.decode(msgspec.json.encode(without_raw))


def _json_line(report: dict[str, Any]) -> str:
    return msgspec.json.encode(report).decode()


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    cause = f" ({report['code']})" if report["code"] else ""
    yield (
        f"{report['file']}: {report['kind'] or 'unknown'}: {report['class']}{cause}: "
        f"{report['accepted']} accepted, {report['rejected']} rejected, "
        f"{report.get('duplicates', 0)} duplicates, {report.get('skipped', 0)} skipped"
    )
    if report["message"]:
        yield f"  message   {report['message']}"
    for profile in (report.get("profile"), *report.get("related", ())):
        if profile:
            yield (
                f"  accepted  profile {profile['id']} @{profile['username']} "
                f"followers={profile['followers_count']}"
            )
    for item in report.get("items", ()):
        yield _item_line(item)
    for refused in report.get("rejections", ()):
        yield f"  rejected  entry {refused['index']}: {refused['reason']}"


def _item_line(item: Mapping[str, Any]) -> str:
    caption = " ".join((item["caption"] or "").split())[:_CAPTION_CHARS]
    return (
        f"  accepted  item {item['media_pk']} {item['shortcode']} owner={item['owner_id']} "
        f"type={item['media_type']} {item['product_type']} taken_at={item['taken_at']} "
        f"plays={item['play_count']} likes={item['like_count']} comments={item['comment_count']} "
        f"{caption}"
    )


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


def _kind(name: str) -> str:
    if name != AUTO and dialect_named(name) is None:
        raise argparse.ArgumentTypeError(f"{name} is none of: {', '.join((AUTO, *Dialect))}")
    return name


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m b9_instagram_ingest.inspect",
        description="Show which items of a recorded body are accepted, and why others are not.",
    )
    parser.add_argument("kind", type=_kind, help=f"one of: {', '.join((AUTO, *Dialect))}")
    parser.add_argument("files", nargs="+", metavar="FILE", help="a body or recording; - for stdin")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--status", type=int, default=_OK, help="HTTP status of bare bodies")
    parser.add_argument("--owner", help="id of the account whose page it is")
    return parser


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        sys.exit(main())

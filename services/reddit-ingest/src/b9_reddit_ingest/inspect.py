"""
Show how a recorded body is read: ``python -m b9_reddit_ingest.inspect KIND FILE…``.

KIND is what it is to be read as (``about``, ``listing``, …) or ``auto``. A file is a body as Reddit
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

from b9_common.events import RedditPost, RedditUser, Rules, Subreddit
from b9_common.fetching.decoding import MAX_BODY_BYTES, BodyError, decode
from b9_reddit_ingest.body import LISTING
from b9_reddit_ingest.classify import classify_refusal, is_success
from b9_reddit_ingest.normalise import ACCOUNT, COMMUNITY, USER_LIST
from b9_reddit_ingest.reading import Form, Reading, read_as

AUTO: Final = "auto"
_USAGE_ERROR: Final = 2
_OK: Final = 200
_TITLE_CHARS: Final = 40
_FORM_OF_KIND: Final = {COMMUNITY: Form.ABOUT, ACCOUNT: Form.USER, USER_LIST: Form.USER_LIST}
_FORM_OF_CHILD: Final = {COMMUNITY: Form.T5_LISTING, ACCOUNT: Form.USER_LIST}


class Recording(Struct, frozen=True, kw_only=True):
    """An answer as it was recorded; a bare body is taken for a 200."""

    status: int = _OK
    headers: dict[str, str] = {}
    body: bytes = b""


def main(argv: list[str] | None = None) -> int:
    """Print what each file holds; 0 when all could be opened, 2 otherwise."""
    arguments = _parser().parse_args(argv)
    code = 0
    for name in arguments.files:
        try:
            content = _content(name)
        except OSError as exc:
            print(f"{name}: {exc.strerror}", file=sys.stderr)
            code = _USAGE_ERROR
            continue
        form, reading = inspect(arguments.kind, recording_of(content, arguments.status))
        report = report_of(name, form, reading)
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


def inspect(kind: str, recording: Recording) -> tuple[Form | None, Reading]:
    """How *recording* reads as *kind*, and as what that was."""
    now = datetime.now(UTC)
    status, headers, body = recording.status, recording.headers, recording.body
    form = Form(kind) if kind != AUTO else form_of(body) if is_success(status) else None
    if form is None:
        return None, Reading(answer=classify_refusal(status, headers, body, now=now))
    return form, read_as(form, status, headers, body, now=now)


def form_of(body: bytes) -> Form | None:
    """What a body that holds data is, by its own account; null for any other."""
    try:
        value = decode(body)
    except BodyError:
        return None
    if not isinstance(value, dict):
        return None
    if value.get("kind") == LISTING:
        return _form_of_listing(value.get("data"))
    if "kind" not in value and isinstance(value.get("rules"), list):
        return Form.RULES
    kind = value.get("kind")
    return _FORM_OF_KIND.get(kind) if isinstance(kind, str) else None


def report_of(name: str, form: Form | None, reading: Reading) -> dict[str, Any]:
    """What was read, in plain values; raw entries are left out."""
    answer, page = reading.answer, reading.page
    report: dict[str, Any] = {
        "file": name,
        "kind": form,
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
            "after": page.after,
            "subreddit": _plain(page.subreddit),
            "rules": _plain(page.rules),
            "user": _plain(page.user),
            "posts": [_plain(post) for post in page.posts],
            "communities": [_plain(one) for one in page.communities],
            "accounts": [_plain(one) for one in page.accounts],
            "rejections": [{"index": r.index, "reason": r.reason} for r in page.rejected],
        }
    return report


def _form_of_listing(data: Any) -> Form:
    """By its first child; one that holds nothing is a listing of posts."""
    children = data.get("children") if isinstance(data, dict) else None
    first = children[0] if isinstance(children, list) and children else None
    kind = first.get("kind") if isinstance(first, dict) else None
    return _FORM_OF_CHILD.get(kind, Form.LISTING) if isinstance(kind, str) else Form.LISTING


def _plain(record: RedditPost | RedditUser | Subreddit | Rules | None) -> Any:
    if record is None:
        return None
    bare = record if isinstance(record, Rules) else msgspec.structs.replace(record, raw=None)
    return msgspec.json.decode(msgspec.json.encode(bare))


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
    yield from _accepted_lines(report)
    for refused in report.get("rejections", ()):
        yield f"  rejected  entry {refused['index']}: {refused['reason']}"


def _accepted_lines(report: Mapping[str, Any]) -> Iterator[str]:
    for one in (report.get("subreddit"), *report.get("communities", ())):
        if one:
            told = f"{one['id']} {one['name']} subscribers={one['subscribers']}"
            yield f"  accepted  community {told}"
    for one in (report.get("user"), *report.get("accounts", ())):
        if one:
            yield f"  accepted  account {one['id']} {one['username']} karma={one['total_karma']}"
    if report.get("rules"):
        yield f"  accepted  {len(report['rules']['rules'])} rules"
    yield from map(_post_line, report.get("posts", ()))


def _post_line(post: Mapping[str, Any]) -> str:
    title = " ".join(post["title"].split())[:_TITLE_CHARS]
    return (
        f"  accepted  post {post['id']} in {post['subreddit']} {post['content_type']} "
        f"created_at={post['created_at']} score={post['score']} comments={post['num_comments']} "
        f"{title}"
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m b9_reddit_ingest.inspect",
        description="Show which entries of a recorded body are accepted, and why others are not.",
    )
    parser.add_argument("kind", choices=(AUTO, *Form), metavar="KIND",
                        help=f"one of: {', '.join((AUTO, *Form))}")  # fmt: skip
    parser.add_argument("files", nargs="+", metavar="FILE", help="a body or recording; - for stdin")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--status", type=int, default=_OK, help="HTTP status of bare bodies")
    return parser


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        sys.exit(main())

"""
Show how a recorded body is read: ``python -m b9_reddit_ingest.inspect KIND FILE…``.

KIND is what it is to be read as (``about``, ``listing``, …) or ``auto``. A file is a body as Reddit
sent it, or a recording ``{status, headers, body_text | body_json}`` of a whole answer; ``-`` is
standard input. Exit code 0 says that every file could be opened, whatever was in it.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final

from b9_common.fetching.decoding import BodyError, decode
from b9_common.fetching.inspect import (
    AUTO,
    Recording,
    inspect_files,
    parser_of,
    plain,
    report_of,
)
from b9_reddit_ingest.body import LISTING
from b9_reddit_ingest.classify import classify_refusal, is_success
from b9_reddit_ingest.normalise import ACCOUNT, COMMUNITY, USER_LIST
from b9_reddit_ingest.reading import Form, Reading, read_as

_TITLE_CHARS: Final = 40
_FORM_OF_KIND: Final = {COMMUNITY: Form.ABOUT, ACCOUNT: Form.USER, USER_LIST: Form.USER_LIST}
_FORM_OF_CHILD: Final = {COMMUNITY: Form.T5_LISTING, ACCOUNT: Form.USER_LIST}


def main(argv: list[str] | None = None) -> int:
    """Print what each file holds; 0 when all could be opened, 2 otherwise."""
    kinds = (AUTO, *Form)
    parser = parser_of(
        "python -m b9_reddit_ingest.inspect", "entries",
        choices=kinds, metavar="KIND", help=f"one of: {', '.join(kinds)}",
    )  # fmt: skip
    arguments = parser.parse_args(argv)

    def report(name: str, recording: Recording) -> dict[str, Any]:
        return _report(name, *inspect(arguments.kind, recording))

    return inspect_files(arguments, report, _accepted_lines)


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


def _report(name: str, form: Form | None, reading: Reading) -> dict[str, Any]:
    """What was read; raw entries are left out."""
    page = reading.page
    if page is None:
        return report_of(name, form, reading.answer, None)
    return report_of(
        name,
        form,
        reading.answer,
        page,
        after=page.after,
        subreddit=plain(page.subreddit),
        rules=plain(page.rules),
        user=plain(page.user),
        posts=[plain(post) for post in page.posts],
        communities=[plain(one) for one in page.communities],
        accounts=[plain(one) for one in page.accounts],
    )


def _form_of_listing(data: Any) -> Form:
    """By its first child; one that holds nothing is a listing of posts."""
    children = data.get("children") if isinstance(data, dict) else None
    first = children[0] if isinstance(children, list) and children else None
    kind = first.get("kind") if isinstance(first, dict) else None
    return _FORM_OF_CHILD.get(kind, Form.LISTING) if isinstance(kind, str) else Form.LISTING


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


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        sys.exit(main())

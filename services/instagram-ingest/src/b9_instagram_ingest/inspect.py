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
from typing import Any, Final

import msgspec

from b9_common.events import CallClass, Owner
from b9_common.fetching.inspect import (
    AUTO,
    Recording,
    inspect_files,
    parser_of,
    plain,
    report_of,
)
from b9_instagram_ingest.classify import classify
from b9_instagram_ingest.dialects import Dialect, dialect_named, dialect_of
from b9_instagram_ingest.reading import Reading, read_answer

_CAPTION_CHARS: Final = 40


def main(argv: list[str] | None = None) -> int:
    """Print what each file holds; 0 when all could be opened, 2 otherwise."""
    parser = parser_of(
        "python -m b9_instagram_ingest.inspect", "items",
        type=_kind, help=f"one of: {', '.join((AUTO, *Dialect))}",
    )  # fmt: skip
    parser.add_argument("--owner", help="id of the account whose page it is")
    arguments = parser.parse_args(argv)
    owner = Owner(id=arguments.owner, username="") if arguments.owner else None

    def report(name: str, recording: Recording) -> dict[str, Any]:
        return _report(name, *inspect(arguments.kind, recording, owner))

    return inspect_files(arguments, report, _accepted_lines)


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


def _report(name: str, dialect: Dialect | None, reading: Reading) -> dict[str, Any]:
    """What was read; raw items are left out."""
    page = reading.page
    if page is None:
        return report_of(name, dialect, reading.answer, None)
    return report_of(
        name,
        dialect,
        reading.answer,
        page,
        more_available=page.more_available,
        next_cursor=page.next_cursor,
        profile=plain(page.profile),
        items=[plain(item) for item in page.items],
        related=[plain(profile) for profile in page.related],
    )


def _accepted_lines(report: Mapping[str, Any]) -> Iterator[str]:
    for profile in (report.get("profile"), *report.get("related", ())):
        if profile:
            yield (
                f"  accepted  profile {profile['id']} @{profile['username']} "
                f"followers={profile['followers_count']}"
            )
    yield from map(_item_line, report.get("items", ()))


def _item_line(item: Mapping[str, Any]) -> str:
    caption = " ".join((item["caption"] or "").split())[:_CAPTION_CHARS]
    return (
        f"  accepted  item {item['media_pk']} {item['shortcode']} owner={item['owner_id']} "
        f"type={item['media_type']} {item['product_type']} taken_at={item['taken_at']} "
        f"plays={item['play_count']} likes={item['like_count']} comments={item['comment_count']} "
        f"{caption}"
    )


def _kind(name: str) -> str:
    if name != AUTO and dialect_named(name) is None:
        raise argparse.ArgumentTypeError(f"{name} is none of: {', '.join((AUTO, *Dialect))}")
    return name


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        sys.exit(main())

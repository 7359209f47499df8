import json
from datetime import UTC, datetime
from typing import Any

import pytest
from instagram_samples import media, web_user

from b9_common.events import CallClass, Owner
from b9_instagram_ingest.dialects import Dialect
from b9_instagram_ingest.reading import Reading, read_answer

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def read(dialect: Dialect, told: Any, status: int | None = 200) -> Reading:
    return read_answer(
        dialect, status, {}, json.dumps(told).encode(), now=NOW, owner=Owner(id="5", username="x")
    )


@pytest.mark.parametrize(
    ("dialect", "told", "call_class", "code"),
    [
        (Dialect.REELS, {"items": [media()]}, CallClass.OK, None),
        (Dialect.REELS, {"items": [7]}, CallClass.OK, None),
        (Dialect.REELS, {"items": []}, CallClass.EMPTY, "no_items"),
        (Dialect.REELS, {"paging_info": {}, "items": None}, CallClass.EMPTY, "no_items"),
        (Dialect.REELS, {"num_results": 0, "status": "ok"}, CallClass.EMPTY, "no_items"),
        (Dialect.REELS, {"status": "ok"}, CallClass.MALFORMED, "unexpected_shape"),
        (Dialect.REELS, {"items": {}}, CallClass.MALFORMED, "unexpected_shape"),
        (Dialect.REELS, {"status": False}, CallClass.UPSTREAM_ERROR, "said_no_wordlessly"),
        (Dialect.PROFILE, web_user(status=True), CallClass.OK, None),
        (Dialect.PROFILE, {"status": False}, CallClass.NOT_FOUND, "target_not_found"),
        (Dialect.PROFILE, {"status": None}, CallClass.NOT_FOUND, "target_not_found"),
        (Dialect.PROFILE, {"status": False, "message": "odd"}, CallClass.UPSTREAM_ERROR, "said_no"),
        (Dialect.PROFILE, {"status": True}, CallClass.MALFORMED, "unexpected_shape"),
        (Dialect.PROFILE, {"id": "1"}, CallClass.MALFORMED, "no_username"),
        (Dialect.PROFILE, {"data": {"user": None}}, CallClass.NOT_FOUND, "target_not_found"),
    ],
)
def test_failed_empty_and_fine_are_told_apart(
    dialect: Dialect, told: Any, call_class: CallClass, code: str | None
) -> None:
    answer = read(dialect, told).answer

    assert (answer.call_class, answer.code) == (call_class, code)


def test_a_private_accounts_profile_is_read_like_any_other() -> None:
    reading = read(Dialect.PROFILE, web_user(is_private=True, status=True))

    assert reading.answer.call_class is CallClass.OK
    assert reading.page is not None
    assert reading.page.profile is not None
    assert reading.page.profile.is_private is True


def test_a_refused_profile_is_shown_with_its_reason() -> None:
    page = read(Dialect.PROFILE, {"id": "1"}).page

    assert page is not None
    assert [r.reason for r in page.rejected] == ["no_username"]


def test_a_failure_brings_no_page_and_no_answer_is_a_timeout() -> None:
    assert read(Dialect.REELS, {"items": [media()]}, status=500).page is None
    assert read(Dialect.REELS, {}, status=None).answer.call_class is CallClass.TIMEOUT

"""One row at a time: whoever decides says what they saw."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from services.api.tests.integration.api_harness import Harness
from services.api.tests.integration.editing_support import (
    account,
    audit,
    creators,
    patch,
    row,
    subreddit,
)

from b9_api.adapters.database import DatabaseUnavailableError


async def test_a_decision_is_written_answered_and_audited(api: Harness) -> None:
    before = datetime.now(UTC)
    [one] = await creators(api, 1)

    answer = await patch(
        api, f"/api/instagram/creators/{one}", review_status="ok", niche=" space  ", version=1
    )

    told = answer.json()
    assert answer.status == 200
    assert (told["version"], told["item"]["review_status"], told["item"]["niche"]) == (
        2,
        "ok",
        "space",
    )
    assert told["previous"] == {
        "review_status": None,
        "niche": None,
        "reviewed_at": None,
        "reviewed_by": None,
    }
    assert answer.headers["ETag"] == '"2"'
    stored = await row(api, "instagram_creators", one)
    assert (stored["review_status"], stored["niche"], stored["version"]) == ("ok", "space", 2)
    assert datetime.fromisoformat(stored["reviewed_at"]) > before
    [kept] = await api.owner.fetch("SELECT * FROM audit_log")
    assert (kept["action"], kept["entity"], kept["entity_id"]) == (
        "creator.edited",
        "instagram_creator",
        "1",
    )
    assert kept["actor"] == stored["reviewed_by"] != ""
    assert kept["request_id"] == UUID(answer.headers["X-Request-ID"])


async def test_who_saw_an_older_row_is_told_the_current_one(api: Harness) -> None:
    [one] = await creators(api, 1)
    path = f"/api/instagram/creators/{one}"
    await patch(api, path, review_status="ok", version=1)

    late = await patch(api, path, review_status="non_related", version=1)
    tagged = await api.ask("PATCH", path, json={"notes": "x"}, headers={"If-Match": '"1"'})
    matching = await api.ask("PATCH", path, json={"notes": "x"}, headers={"If-Match": '"2"'})

    assert (late.status, late.json()["code"], late.json()["current"]["review_status"]) == (
        409,
        "version_conflict",
        "ok",
    )
    assert (tagged.status, tagged.json()["current"]["version"]) == (412, 2)
    assert matching.status == 200
    assert len(await audit(api)) == 2


async def test_of_two_who_decide_at_once_one_is_told_so_and_neither_is_lost(api: Harness) -> None:
    ids = await creators(api, 20)
    words = ("ok", "non_related")

    answers = await asyncio.gather(
        *(
            patch(api, f"/api/instagram/creators/{one}", review_status=word, version=1)
            for one in ids
            for word in words
        )
    )

    for place, one in enumerate(ids):
        pair = answers[2 * place : 2 * place + 2]
        assert sorted(answer.status for answer in pair) == [200, 409]
        won = words[[answer.status for answer in pair].index(200)]
        assert (await row(api, "instagram_creators", one))["review_status"] == won
        assert next(a for a in pair if a.status == 409).json()["current"]["review_status"] == won
    assert len(await audit(api)) == len(ids)


async def test_a_version_has_to_be_told(api: Harness) -> None:
    [one] = await creators(api, 1)
    path = f"/api/instagram/creators/{one}"

    untold = await patch(api, path, notes="x")
    two = await api.ask(
        "PATCH", path, json={"notes": "x", "version": 2}, headers={"If-Match": '"1"'}
    )
    odd = await api.ask("PATCH", path, json={"notes": "x"}, headers={"If-Match": "*"})

    assert [answer.status for answer in (untold, two, odd)] == [428, 422, 422]
    assert await audit(api) == []


async def test_what_is_already_so_is_no_change(api: Harness) -> None:
    [one] = await creators(api, 1)

    answer = await patch(api, f"/api/instagram/creators/{one}", review_status=None, version=1)

    assert (answer.status, answer.json()["version"], answer.json()["previous"]) == (200, 1, {})
    assert answer.json()["undo_token"] is None
    assert await audit(api) == []


async def test_nobodys_row_is_not_found_and_machines_columns_are_none_of_theirs(
    api: Harness,
) -> None:
    [one] = await creators(api, 1)

    nobody = await patch(api, "/api/instagram/creators/987654", notes="x", version=1)
    machine = await patch(api, f"/api/instagram/creators/{one}", followers_count=1, version=1)
    word = await patch(api, f"/api/instagram/creators/{one}", review_status="Ok", version=1)
    empty = await patch(api, f"/api/instagram/creators/{one}", version=1)

    assert (nobody.status, nobody.json()["code"]) == (404, "unknown_creator")
    assert [answer.status for answer in (machine, word, empty)] == [422, 422, 422]


async def test_a_communitys_category_follows_from_its_tags(api: Harness) -> None:
    one = await subreddit(api)
    path = f"/api/reddit/subreddits/{one}"

    reviewed = await patch(api, path, review="Ok", mirror_media=True, version=1)
    tagged = await api.ask(
        "POST", f"{path}/tags", json={"tags": ["loud", "topic:space", "loud"], "version": 2}
    )
    added = await api.ask("POST", f"{path}/tags", json={"tags": ["format:photo"], "version": 3})
    removed = await api.ask(
        "DELETE", f"{path}/tags", json={"tags": ["topic:space", "absent"], "version": 4}
    )
    replaced = await api.ask("PUT", f"{path}/tags", json={"tags": [], "version": 5})

    assert reviewed.status == 200
    said = [
        (answer.json()["item"]["tags"], answer.json()["item"]["primary_category"])
        for answer in (tagged, added, removed, replaced)
    ]
    assert said == [
        (["loud", "topic:space"], "topic"),
        (["loud", "topic:space", "format:photo"], "topic"),
        (["loud", "format:photo"], "format"),
        ([], None),
    ]
    stored = await row(api, "reddit_subreddits", one)
    assert (stored["tags"], stored["primary_category"], stored["version"]) == ([], None, 6)
    assert stored["tags_updated_by"] == stored["reviewed_by"] != ""
    assert [one[0] for one in await audit(api)] == ["subreddit.edited"] * 5


async def test_tags_of_a_creator_have_their_three_verbs(api: Harness) -> None:
    [one] = await creators(api, 1)
    path = f"/api/instagram/creators/{one}/tags"

    added = await api.post(path, json={"tags": ["topic:art", "loud"], "version": 1})
    removed = await api.ask("DELETE", path, json={"tags": ["loud", "absent"], "version": 2})
    replaced = await api.ask("PUT", path, json={"tags": ["format:image"], "version": 3})
    late = await api.post(path, json={"tags": ["x"], "version": 3})

    assert [answer.json()["item"]["tags"] for answer in (added, removed, replaced)] == [
        ["topic:art", "loud"],
        ["topic:art"],
        ["format:image"],
    ]
    assert (late.status, late.json()["current"]["tags"]) == (409, ["format:image"])
    assert (await row(api, "instagram_creators", one))["tags"] == ["format:image"]


async def test_an_account_is_decided_about_too(api: Harness) -> None:
    one = await account(api)

    answer = await patch(
        api, f"/api/reddit/users/{one}", our_creator=True, status="active", version=1
    )

    assert answer.status == 200
    stored = await row(api, "reddit_users", one)
    assert (stored["our_creator"], stored["status"]) == (True, "active")


async def test_what_was_committed_is_no_refusal_though_it_cannot_be_read_again(
    api: Harness, monkeypatch: pytest.MonkeyPatch
) -> None:
    [one] = await creators(api, 1)

    async def away(*_: Any) -> None:
        raise DatabaseUnavailableError("it does not answer")

    monkeypatch.setattr(api.services.lists, "counts", away)
    uncounted = await patch(api, f"/api/instagram/creators/{one}", notes="x", version=1)
    monkeypatch.setattr(api.services.lists, "find", away)
    unread = await patch(api, f"/api/instagram/creators/{one}", notes="y", version=2)
    made = await api.post("/api/models", json={"stage_name": "Ann"})

    assert (uncounted.status, unread.status, made.status) == (200, 200, 201)
    assert (uncounted.json()["item"]["notes"], uncounted.json()["counts"]) == ("x", None)
    assert (unread.json()["item"], unread.json()["version"], made.json()["item"]) == (None, 3, None)
    for answer in (unread, uncounted):
        assert (await api.post(f"/api/undo/{answer.json()['undo_token']}")).status == 200

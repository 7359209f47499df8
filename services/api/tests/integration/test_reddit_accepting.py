"""Communities and accounts are asked for as creators are; what differs is told here."""

import asyncio
import time
from typing import Any

import msgspec
import pytest
from services.api.tests.integration.api_harness import Answer, Harness, eventually

from b9_common.events import CreatorRequested, Depth, Kind, Lane, Options

FETCH_SINGLE = "/api/subreddits/fetch-single"


async def commands(api: Harness) -> list[CreatorRequested]:
    rows = await api.owner.fetch("SELECT payload FROM outbox ORDER BY id")
    return [msgspec.json.decode(row["payload"], type=CreatorRequested) for row in rows]


async def test_an_add_is_a_scan_with_the_stages_of_a_community(api: Harness) -> None:
    answer = await api.add_subreddit(" https://old.reddit.com/r/Pottery/ ")

    told = answer.json()
    assert answer.status == 202
    assert (told["kind"], told["target"], told["platform"]) == (
        "subreddit_scan",
        "pottery",
        "reddit",
    )
    assert (told["depth"], told["progress"]) == ({"posts": 100, "authors": 0}, 2)
    stages = await api.owner.fetch("SELECT stage FROM request_stages ORDER BY seq")
    assert [row["stage"] for row in stages] == [
        "accepted",
        "listing",
        "content",
        "rows",
        "media",
        "analytics",
    ]
    [row] = await api.owner.fetch("SELECT kind_group, target_kind, params::text FROM requests")
    assert tuple(row) == ("content", "subreddit", "{}")
    subject = await api.owner.fetchval("SELECT subject FROM outbox")
    assert subject == "creator.requested.reddit.now"
    [command] = await commands(api)
    assert (command.kind, command.depth, command.options) == (
        Kind.SUBREDDIT_SCAN,
        Depth(posts=100),
        Options(mirror_media=False),
    )


async def test_the_answer_of_a_new_scan_is_what_is_stored(api: Harness) -> None:
    told = (await api.add_subreddit("pottery")).json()

    shown = (await api.get(told["links"]["self"])).json()

    same = set(told) - {"deduplicated", "upgraded"}
    assert {key: told[key] for key in same} == {key: shown[key] for key in same}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", ["", "x", "two words", "u/somebody", "r/all", "evil.example/r/x"])
async def test_a_name_that_is_none_is_refused_and_leaves_no_row(shared: Harness, name: str) -> None:
    for path, field in (("/api/reddit/subreddits", "name"), (FETCH_SINGLE, "subreddit_name")):
        answer = await shared.post(path, json={field: name})
        assert (answer.status, answer.json()["errors"][0]["field"]) == (422, field)
    assert (await shared.count("requests"), await shared.count("outbox")) == (0, 0)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "body", [{}, {"name": "a1", "names": ["b1"]}, {"names": []}, {"names": ["ab"] * 101}]
)
async def test_an_add_names_one_community_or_up_to_a_hundred(
    shared: Harness, body: dict[str, Any]
) -> None:
    assert (await shared.post("/api/reddit/subreddits", json=body)).status == 422
    assert await shared.count("requests") == 0


async def add_all(api: Harness, names: list[str], key: str | None = None) -> Answer:
    headers = {"Idempotency-Key": key} if key else None
    return await api.post("/api/reddit/subreddits", json={"names": names}, headers=headers)


async def test_many_are_added_at_once_and_a_bad_name_is_refused_alone(api: Harness) -> None:
    await api.add_subreddit("known")

    answer = await add_all(api, ["r/One", "x", "known", "one", "two"])

    items = answer.json()["items"]
    assert answer.status == 202
    assert [(item["name"], item["status"]) for item in items] == [
        ("r/One", 202),
        ("x", 422),
        ("known", 200),
        ("one", 202),
        ("two", 202),
    ]
    assert items[0]["request"]["request_id"] == items[3]["request"]["request_id"]
    assert items[1]["error"]["code"] == "invalid_name"
    assert await api.count("requests") == 3


async def test_many_that_are_all_bad_are_refused_by_their_places(api: Harness) -> None:
    answer = await add_all(api, ["x", "two words"])

    errors = answer.json()["errors"]
    assert (answer.status, [one["field"] for one in errors]) == (422, ["names.0", "names.1"])
    assert await api.count("requests") == 0


async def test_many_under_one_key_are_the_same_requests_and_another_list_is_refused(
    api: Harness,
) -> None:
    first = await add_all(api, ["one", "two"], "once")
    await api.owner.execute("UPDATE requests SET status = 'completed', finished_at = now()")

    again = await add_all(api, ["One", "Two"], "once")
    other = await add_all(api, ["three", "one"], "once")

    ids = [item["request"]["request_id"] for item in first.json()["items"]]
    assert [item["request"]["request_id"] for item in again.json()["items"]] == ids
    assert (again.status, other.status) == (200, 409)
    assert await api.count("requests") == 2


async def test_ten_adds_of_one_community_at_once_make_one_request(api: Harness) -> None:
    answers = await asyncio.gather(*(api.add_subreddit("r/Pottery") for _ in range(10)))

    assert sorted(answer.status for answer in answers) == [200] * 9 + [202]
    assert await api.count("requests") == 1


async def test_a_scan_is_of_a_community_that_is_here_and_a_discovery_starts_anywhere(
    api: Harness,
) -> None:
    await api.subreddit("2qh", "Pottery")

    nobody = await api.post("/api/reddit/subreddits/nowhere/scan")
    scan = await api.post("/api/reddit/subreddits/pottery/scan")
    discover = await api.post("/api/reddit/subreddits/nowhere/discover", json={"options": {}})

    assert (nobody.status, nobody.json()["code"]) == (404, "unknown_subreddit")
    assert (scan.status, scan.json()["kind"]) == (202, "subreddit_scan")
    assert (discover.status, discover.json()["depth"]) == (202, {"posts": 100, "authors": 10})
    assert (await commands(api))[-1].depth == Depth(posts=100, authors=10)


async def test_a_scan_and_a_discovery_of_one_community_run_side_by_side(api: Harness) -> None:
    await api.add_subreddit("pottery")

    answer = await api.post("/api/reddit/subreddits/pottery/discover")

    assert answer.json()["deduplicated"] is False
    assert await api.count("requests") == 2


async def fetch_single(api: Harness, name: str) -> Answer:
    return await api.post(FETCH_SINGLE, json={"subreddit_name": name})


async def ended(api: Harness, status: str, code: str | None = None) -> None:
    """The end of the one request there is, as a worker and the persister bring it about."""

    async def accepted() -> bool:
        return await api.count("requests") > 0

    await eventually(accepted)
    await api.owner.execute(
        "UPDATE requests SET status = $1, error_code = $2, finished_at = now()", status, code
    )


async def test_a_scan_that_meets_a_single_fetch_raises_it_and_not_the_other_way(
    api: Harness,
) -> None:
    await fetch_single(api, "pottery")
    scan = (await api.add_subreddit("pottery")).json()
    await fetch_single(api, "pottery")

    assert (scan["upgraded"], scan["kind"], scan["drive"]) == (True, "subreddit_scan", 2)
    assert [(one.kind, one.drive) for one in await commands(api)] == [
        (Kind.SUBREDDIT_FETCH_SINGLE, 1),
        (Kind.SUBREDDIT_SCAN, 2),
    ]


async def test_a_scan_that_could_wait_is_hurried_by_a_person(api: Harness) -> None:
    await api.add_subreddit("pottery")
    await api.owner.execute("UPDATE requests SET lane = 'later'")

    told = (await api.add_subreddit("pottery")).json()

    assert (told["upgraded"], told["drive"]) == (True, 2)
    subject = await api.owner.fetchval("SELECT subject FROM outbox ORDER BY id DESC LIMIT 1")
    assert subject == f"creator.requested.reddit.{Lane.NOW}"


@pytest.mark.parametrize(
    ("said", "own", "mirrors"),
    [
        (None, None, False),
        (None, True, True),
        (False, True, False),
        (True, False, True),
        (True, None, True),
    ],
)
async def test_files_are_copied_as_the_caller_says_else_as_the_community_is_set(
    api: Harness, *, said: bool | None, own: bool | None, mirrors: bool
) -> None:
    await api.subreddit("2qh", "Pottery")
    await api.owner.execute("UPDATE reddit_subreddits SET mirror_media = $1", own)

    if said is None:
        await api.add_subreddit("pottery")
    else:
        await api.add_subreddit("pottery", mirror_media=said)

    assert (await commands(api))[0].options == Options(mirror_media=mirrors)
    params = msgspec.json.decode(await api.owner.fetchval("SELECT params FROM requests"))
    assert params == ({} if said is None else {"mirror_media": said})


async def test_a_single_fetch_answers_the_stored_row_when_it_ends(api: Harness) -> None:
    await api.subreddit("2qh", "Pottery", subscribers=7)
    asked = asyncio.create_task(fetch_single(api, "r/POTTERY"))
    await ended(api, "completed")

    answer = await asked

    told = answer.json()
    assert answer.status == 200
    assert (told["name"], told["subscribers"], told["review"]) == ("Pottery", 7, None)
    request_id = await api.owner.fetchval("SELECT id::text FROM requests")
    assert answer.headers["Location"] == f"/api/requests/{request_id}"


@pytest.mark.parametrize(
    ("reason", "status", "code"),
    [
        ("target_private", 403, "target_private"),
        ("target_banned", 403, "target_banned"),
        ("target_quarantined", 403, "target_quarantined"),
        ("target_not_found", 404, "target_not_found"),
        ("target_unavailable_legal", 451, "target_unavailable_legal"),
        ("blocked", 502, "upstream_failed"),
    ],
)
async def test_a_single_fetch_that_fails_says_by_its_status_why(
    api: Harness, reason: str, status: int, code: str
) -> None:
    asked = asyncio.create_task(fetch_single(api, "pottery"))
    await ended(api, "failed", reason)

    answer = await asked

    told = answer.json()
    assert (answer.status, told["code"]) == (status, code)
    assert told.get("reason") == (reason if status == 502 else None)
    shown = (await api.get(answer.headers["Location"])).json()
    assert shown["kind"] == "subreddit_fetch_single"


async def test_a_single_fetch_that_takes_longer_than_five_seconds_is_a_request(
    api: Harness,
) -> None:
    began = time.monotonic()
    answer = await fetch_single(api, "pottery")

    # Held no longer than that; the rest is what a busy machine may take for it.
    assert 4.0 < time.monotonic() - began < 10
    assert (answer.status, answer.json()["status"]) == (202, "queued")


async def test_an_account_is_looked_up_and_becomes_one_of_ours(api: Harness) -> None:
    await api.persister.execute(
        "INSERT INTO reddit_users (reddit_id, username, total_karma, observed_at)"
        " VALUES ('abc', 'Some-Body', 7, now())"
    )
    body = {"username": "u/some-body"}
    asked = asyncio.create_task(api.post("/api/reddit/users/discover", json=body))
    await ended(api, "completed")

    answer = await asked

    told = answer.json()
    assert (answer.status, told["success"], told["user"]["total_karma"]) == (200, True, 7)
    [row] = await api.owner.fetch("SELECT kind, kind_group, target_kind, target FROM requests")
    assert tuple(row) == ("user_discover", "user", "user", "some-body")
    params = msgspec.json.decode(await api.owner.fetchval("SELECT params FROM requests"))
    assert params == {"our_creator": True}
    assert (await api.post("/api/reddit/users/discover", json={"username": "x"})).status == 422

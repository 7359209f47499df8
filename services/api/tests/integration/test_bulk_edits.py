"""Many rows at once: each answered for, none decided over anybody's head, all of it undone."""

import asyncio
from typing import Any

import pytest
from services.api.tests.integration.api_harness import Answer, Harness, eventually
from services.api.tests.integration.editing_support import (
    account,
    audit,
    creators,
    patch,
    row,
    subreddit,
)

DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
OTHERS = """
SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = 'b9_gateway'
"""
END_OTHERS = f"SELECT pg_terminate_backend(pid) FROM ({OTHERS}) AS others"
BULK = "/api/instagram/creators/bulk"


async def bulk(api: Harness, path: str = BULK, key: str | None = None, **body: Any) -> Answer:
    headers = {} if key is None else {"Idempotency-Key": key}
    return await api.post(path, json=body, headers=headers)


async def patiently(api: Harness, **body: Any) -> Answer:
    """As `bulk`; where the gateway was too busy and did nothing, again, as it says one may."""
    answer = await bulk(api, **body)
    for _ in range(4):
        if answer.status != 503:
            break
        answer = await bulk(api, **body)
    return answer


async def reviews(api: Harness) -> list[str | None]:
    rows = await api.owner.fetch("SELECT review_status FROM instagram_creators ORDER BY id")
    return [one["review_status"] for one in rows]


async def test_every_row_is_answered_for(api: Harness) -> None:
    first, second, third, fourth = await creators(api, 4)
    await patch(api, f"/api/instagram/creators/{second}", review_status="ok", version=1)
    await patch(api, f"/api/instagram/creators/{third}", notes="seen", version=1)

    answer = await bulk(
        api,
        ids=[str(first), second, third, 987654],
        set={"review_status": "ok"},
        versions={str(third): 1},
    )

    told = answer.json()
    assert answer.status == 200
    assert told["counts"] == {"updated": 1, "unchanged": 1, "conflict": 1, "not_found": 1}
    assert [(one["id"], one["result"], one["version"]) for one in told["results"]] == [
        (str(first), "updated", 2),
        (str(second), "unchanged", 2),
        (str(third), "conflict", 2),
        ("987654", "not_found", None),
    ]
    assert told["results"][0]["previous"]["review_status"] is None
    assert told["results"][2]["current"]["notes"] == "seen"
    assert await reviews(api) == ["ok", "ok", None, None]
    assert fourth


async def test_what_is_expected_of_a_row_is_a_condition(api: Harness) -> None:
    first, second = await creators(api, 2)
    await patch(api, f"/api/instagram/creators/{first}", review_status="non_related", version=1)

    answer = await bulk(
        api,
        ids=[first, second],
        set={"review_status": "ok"},
        expect={"review_status": None},
    )

    assert answer.json()["counts"]["conflict"] == 1
    assert await reviews(api) == ["non_related", "ok"]


async def test_a_dry_run_tells_the_same_and_writes_nothing(api: Harness) -> None:
    ids = await creators(api, 3)

    dry = await bulk(
        api, ids=ids, set={"niche": "space"}, tags_add=["big"], dry_run=True, key="dry-1"
    )
    wet = await bulk(api, ids=ids, set={"niche": "space"}, tags_add=["big"], key="dry-1")

    assert (dry.json()["counts"], dry.json()["undo_token"]) == (wet.json()["counts"], None)
    assert dry.json()["results"] == wet.json()["results"]
    assert (dry.json()["dry_run"], wet.json()["dry_run"]) == (True, False)
    assert len(await audit(api)) == 3


async def test_a_filter_is_the_lists_own(api: Harness) -> None:
    ids = await creators(api, 5)
    await bulk(api, ids=ids[:2], set={"review_status": "ok"}, tags_add=["topic:space"])

    answer = await bulk(
        api, filter={"review_status": "ok", "tag": ["topic:space"]}, set={"niche": "space"}
    )
    odd = await bulk(api, filter={"colour": "red"}, set={"niche": "space"})
    paged = await bulk(api, filter={"limit": 1}, set={"niche": "space"})

    assert sorted(one["id"] for one in answer.json()["results"]) == sorted(map(str, ids[:2]))
    assert (odd.status, paged.status) == (422, 422)
    assert (await row(api, "instagram_creators", ids[0]))["niche"] == "space"
    assert (await row(api, "instagram_creators", ids[4]))["niche"] is None


async def test_more_than_a_thousand_rows_are_a_job_that_nobody_runs_yet(api: Harness) -> None:
    await creators(api, 1_001)

    many = await bulk(api, filter={"review_status": "none"}, set={"review_status": "ok"})
    listed = await bulk(api, ids=list(range(1, 1_002)), set={"review_status": "ok"})

    assert (many.status, many.json()["code"]) == (501, "job_runner_missing")
    assert listed.status == 422
    assert set(await reviews(api)) == {None}


async def test_a_key_gets_its_answer_again_and_only_for_the_same_wish(api: Harness) -> None:
    ids = await creators(api, 3)

    first = await bulk(api, ids=ids, set={"review_status": "ok"}, key="once-1")
    await bulk(api, ids=ids[:1], set={"review_status": None})
    again = await bulk(api, ids=ids, set={"review_status": "ok"}, key="once-1")
    other = await bulk(api, ids=ids, set={"review_status": "non_related"}, key="once-1")

    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (other.status, other.json()["code"]) == (409, "idempotency_key_reused")
    assert await reviews(api) == [None, "ok", "ok"]


async def test_the_same_key_at_once_is_one_edit(api: Harness) -> None:
    ids = await creators(api, 50)

    answers = await asyncio.gather(
        *(bulk(api, ids=ids, set={"review_status": "ok"}, key="once-2") for _ in range(6))
    )

    assert len({answer.body for answer in answers}) == 1
    assert len(await audit(api)) == 50


async def test_two_who_edit_the_same_rows_in_different_order_both_get_their_answer(
    api: Harness,
) -> None:
    ids = await creators(api, 300)
    forth, back = ids, ids[::-1]

    answers = []
    for turn in range(3):
        answers += await asyncio.gather(
            *(
                patiently(api, ids=order, tags_add=[f"by:{turn}-{place}"])
                for place, order in enumerate([forth, back] * 2)
            )
        )

    assert [answer.status for answer in answers] == [200] * 12
    assert [answer.json()["counts"]["updated"] for answer in answers] == [300] * 12
    stored = await api.owner.fetch("SELECT tags, version FROM instagram_creators")
    assert {len(one["tags"]) for one in stored} == {12}
    assert {one["version"] for one in stored} == {13}
    # Whoever was undone for another is tried again; nobody has to be. What a connection counted is
    # told when it ends, at the latest.
    await api.owner.execute(END_OTHERS)
    await eventually(lambda: nobody_else(api))
    assert await api.owner.fetchval(DEADLOCKS) == 0


async def nobody_else(api: Harness) -> bool:
    return not await api.owner.fetch(OTHERS)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "body",
    [
        {"set": {"review_status": "ok"}},
        {"ids": [1], "filter": {"q": "orbit"}, "set": {"review_status": "ok"}},
        {"ids": [1]},
        {"ids": [1], "set": {}},
        {"ids": [1], "tags_add": ["x"], "tags_remove": ["y"]},
        {"ids": [1], "tags_add": ["x"], "set": {"tags": ["y"]}},
        {"ids": [1], "set": {"followers_count": 1}},
        {"ids": [1], "set": {"review_status": "ok"}, "expect": {"followers_count": 1}},
        {"ids": [1], "set": {"review_status": "ok"}, "versions": {"one": 1}},
        {"ids": [], "set": {"review_status": "ok"}},
    ],
)
async def test_a_wish_that_says_nothing_or_two_things_is_refused(
    shared: Harness, body: dict[str, Any]
) -> None:
    assert (await bulk(shared, **body)).status == 422


async def test_communities_and_accounts_too(api: Harness) -> None:
    community, user = await subreddit(api), await account(api)

    reviewed = await bulk(
        api,
        "/api/reddit/subreddits/bulk",
        ids=[community],
        set={"review": "Ok"},
        tags_replace=["topic:space"],
    )
    ours = await bulk(api, "/api/reddit/users/bulk", ids=[user], set={"our_creator": True})
    nobodys = await bulk(api, "/api/reddit/users/bulk", ids=[user], set={"model_id": 99})
    tagless = await bulk(api, "/api/reddit/users/bulk", ids=[user], tags_add=["x"])

    assert [one.json()["counts"]["updated"] for one in (reviewed, ours)] == [1, 1]
    assert (await row(api, "reddit_subreddits", community))["primary_category"] == "topic"
    assert (nobodys.status, nobodys.json()["errors"][0]["code"]) == (422, "unknown_model")
    assert tagless.status == 422


async def test_a_niche_has_one_spelling(api: Harness) -> None:
    first, second = await creators(api, 2)

    await bulk(api, ids=[first], set={"niche": "Space"})
    answer = await bulk(api, ids=[second], set={"niche": "sPACE"})

    assert answer.json()["results"][0]["changed"]["niche"] == "Space"

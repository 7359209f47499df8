"""Lists: one envelope, cursors that stay true, filters that say null, and what is refused."""

from typing import Any

import pytest
from services.api.tests.integration.api_harness import Harness

CREATORS = "/api/instagram/creators"


async def people(api: Harness, count: int) -> None:
    """Creators 1 to *count*; every third has no known followers, every second is approved."""
    for number in range(1, count + 1):
        await api.creator(str(number), f"person{number}")
    await api.owner.execute(
        "UPDATE instagram_creators SET"
        " followers_count = CASE WHEN id % 3 > 0 THEN 1000 + id / 2 END,"
        " review_status = CASE WHEN id % 2 = 0 THEN 'ok' END, discovery_date = now()"
    )


async def page(api: Harness, path: str = CREATORS, **params: Any) -> dict[str, Any]:
    answer = await api.get(path, params={name: str(value) for name, value in params.items()})
    assert answer.status == 200, answer.body
    told: dict[str, Any] = answer.json()
    return told


async def walked(api: Harness, **params: Any) -> list[str]:
    """All pages, with a new row before each: the ids in the order they came."""
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        told = await page(api, limit=2, **params, **cursor)
        seen += [item["id"] for item in told["items"]]
        await api.creator(f"late{len(seen)}", f"late{len(seen)}")
        assert told["page"]["has_more"] == (told["page"]["next_cursor"] is not None)
        if not told["page"]["has_more"]:
            return seen
        cursor = {"cursor": told["page"]["next_cursor"]}


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("-followers_count", "followers_count DESC NULLS LAST, id DESC"),
        ("followers_count", "followers_count ASC NULLS LAST, id ASC"),
        ("-username", "lower(username) DESC NULLS LAST, id DESC"),
        ("created_at", "created_at ASC, id ASC"),
    ],
)
async def test_pages_follow_the_order_to_its_end_while_rows_come_in(
    api: Harness, sort: str, order: str
) -> None:
    await people(api, 11)
    rows = await api.owner.fetch(f"SELECT id::text FROM instagram_creators ORDER BY {order}")
    expected = [row["id"] for row in rows]

    seen = await walked(api, sort=sort)

    assert len(seen) == len(set(seen))
    assert [one for one in seen if one in expected] == expected


async def test_null_is_a_value_to_filter_by_alone_and_beside_others(api: Harness) -> None:
    await people(api, 6)

    pending = await page(api, review_status="none", sort="username")
    both = await page(api, review_status="none,ok")

    assert [one["username"] for one in pending["items"]] == ["person1", "person3", "person5"]
    assert {one["review_status"] for one in pending["items"]} == {None}
    assert len(both["items"]) == 6


async def test_counts_are_of_all_rows_unless_those_of_the_query_are_asked_for(api: Harness) -> None:
    await people(api, 6)

    everything = await page(api, q="person1", include="counts")
    narrowed = await page(
        api, q="person1", include="counts", counts_scope="query", review_status="ok"
    )

    assert everything["counts"]["total"] == 6
    assert (everything["counts"]["pending"], everything["counts"]["ok"]) == (3, 3)
    # Of every tab, though only one of them is listed.
    assert (narrowed["counts"]["total"], narrowed["counts"]["pending"]) == (1, 1)
    assert narrowed["items"] == []


async def test_what_is_searched_for_is_text_and_no_pattern(api: Harness) -> None:
    for number, name in enumerate(("under_score", "underxscore", "percent")):
        await api.creator(str(number), name)
    await api.owner.execute(
        r"UPDATE instagram_creators SET full_name = '100% \ true' WHERE username = 'percent'"
    )

    found = {
        text: [one["username"] for one in (await page(api, q=text))["items"]]
        for text in ("der_sc", "0% \\", "R_S", "%%", "__")
    }

    assert found == {
        "der_sc": ["under_score"],
        "0% \\": ["percent"],
        "R_S": ["under_score"],
        "%%": [],
        "__": [],
    }


async def test_a_cursor_is_refused_with_another_question_and_when_it_is_not_ours(
    api: Harness,
) -> None:
    await people(api, 4)
    cursor = (await page(api, limit=2))["page"]["next_cursor"]

    for other in ({"sort": "username"}, {"review_status": "ok"}, {"q": "person"}):
        refused = await api.get(CREATORS, params={"cursor": cursor, **other})
        assert (refused.status, refused.json()["code"]) == (400, "cursor_mismatch"), other
    forged = cursor[:-6] + ("AAAAAA" if not cursor.endswith("AAAAAA") else "BBBBBB")
    for text in (forged, "nonsense", "%00", "é"):
        refused = await api.get(CREATORS, params={"cursor": text})
        assert (refused.status, refused.json()["code"]) == (422, "invalid"), text
    # How much and what of it is told may change from page to page.
    assert (await page(api, cursor=cursor, limit=1, fields="id"))["items"]


async def test_only_the_fields_asked_for_are_told_and_large_ones_only_then(api: Harness) -> None:
    await people(api, 1)

    short = (await page(api))["items"][0]
    chosen = (await page(api, fields="id,notes,profile_pic_url"))["items"][0]

    assert "notes" not in short
    assert chosen == {"id": "1", "notes": None, "profile_pic_url": None}


async def test_a_page_that_has_not_changed_is_not_sent_again(api: Harness) -> None:
    await people(api, 2)
    first = await api.get(CREATORS)
    known = {"If-None-Match": first.headers["ETag"]}

    again = await api.get(CREATORS, headers=known)
    await api.owner.execute("UPDATE instagram_creators SET niche = 'pots' WHERE id = 1")
    changed = await api.get(CREATORS, headers=known)

    assert (again.status, again.body) == (304, b"")
    assert (changed.status, changed.headers["ETag"] != first.headers["ETag"]) == (200, True)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=%C2%B2",
        "sort=biography",
        "sort=followers_count;drop",
        "fields=id,password",
        "include=everything",
        "counts_scope=some",
        "q=x",
        "q=%00%00",
        "review_status=good",
        "followers_min=many",
        "followers_min=99999999999999999999",
        "engagement_min=nan",
        "is_verified=maybe",
        "discovered_after=yesterday",
        "niche=%00",
        "niche=",
        "unknown=1",
    ],
)
async def test_a_question_that_makes_no_sense_is_refused_with_its_field(
    shared: Harness, query: str
) -> None:
    answer = await shared.get(f"{CREATORS}?{query}")

    assert (answer.status, answer.json()["code"]) == (422, "invalid"), answer.body
    assert answer.json()["errors"][0]["field"] == query.partition("=")[0]


async def test_times_are_utc_ids_are_text_and_pictures_are_ours(api: Harness) -> None:
    await api.creator("77", "person")
    await api.owner.execute(
        "UPDATE instagram_creators SET discovery_date = '2026-01-02 03:04:05+02',"
        " profile_pic_url = 'https://cdn.example/x', engagement_rate_cached = 4.25"
    )
    await api.persister.execute(
        "INSERT INTO media_assets (asset_key, platform, media_id, kind, owner_id,"
        " source_observed_at, state, object_key)"
        " VALUES ('instagram/77/profile', 'instagram', '77', 'profile', '77', now(), 'stored',"
        " 'x')"
    )

    [item] = (await page(api))["items"]

    assert (item["id"], item["engagement_pct"]) == ("1", 4.25)
    assert item["discovery_date"] == "2026-01-02T01:04:05.000000Z"
    assert item["profile_pic_url"].startswith("/media/instagram/77/profile")


async def test_whoever_was_removed_is_in_no_list(api: Harness) -> None:
    await people(api, 2)
    await api.owner.execute("UPDATE instagram_creators SET removed_at = now() WHERE id = 1")

    told = await page(api, include="counts")

    assert ([one["id"] for one in told["items"]], told["counts"]["total"]) == (["2"], 1)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("query", ["sfw=", "counts_scope=", "include=top_posts:1&sfw="])
async def test_what_is_sent_empty_is_refused_rather_than_passed_over(
    shared: Harness, query: str
) -> None:
    answer = await shared.get(f"/api/reddit/recommendations?{query}")

    assert (answer.status, answer.json()["code"]) == (422, "invalid")

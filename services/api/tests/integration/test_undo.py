"""Taking an edit back gives each field its old value, unless somebody decided since."""

from typing import Any
from uuid import uuid4

from services.api.tests.integration.api_harness import Answer, Harness
from services.api.tests.integration.editing_support import (
    audit,
    creators,
    patch,
    row,
    subreddit,
)

from b9_api.dispatcher.housekeeping import Purge

BULK = "/api/instagram/creators/bulk"


async def undo(api: Harness, edited: Answer) -> Answer:
    return await api.post(f"/api/undo/{edited.json()['undo_token']}")


async def edit(api: Harness, ids: list[int], **body: Any) -> Answer:
    return await api.post(BULK, json={"ids": ids, **body})


async def test_an_edit_is_taken_back_once(api: Harness) -> None:
    ids = await creators(api, 3)
    before = [await row(api, "instagram_creators", one) for one in ids]
    edited = await edit(api, ids, set={"review_status": "ok", "niche": "space"}, tags_add=["x"])

    undone = await undo(api, edited)
    again = await undo(api, edited)

    assert undone.json()["counts"] == {"restored": 3}
    assert undone.json()["results"][0]["fields"] == {
        "review_status": "restored",
        "niche": "restored",
        "tags": "restored",
    }
    for was in before:
        now = await row(api, "instagram_creators", was["id"])
        changed = {name for name in was if was[name] != now[name]}
        assert changed == {"version", "updated_at"}
    assert (again.status, again.json()["code"]) == (409, "already_undone")
    assert [one[0] for one in await audit(api)] == ["creator.edited"] * 3 + ["creator.undone"] * 3


async def test_what_was_decided_since_is_kept_field_by_field(api: Harness) -> None:
    first, second, third = await creators(api, 3)
    edited = await edit(api, [first, second, third], set={"review_status": "ok", "niche": "space"})
    path = "/api/instagram/creators"
    await patch(api, f"{path}/{first}", review_status="non_related", version=2)
    # Decided otherwise and then the same again: that is a decision, too.
    await patch(api, f"{path}/{second}", niche="sea", version=2)
    await patch(api, f"{path}/{second}", niche="space", version=3)

    undone = await undo(api, edited)

    told = {one["id"]: (one["result"], one["fields"]) for one in undone.json()["results"]}
    assert told == {
        str(first): ("partly", {"review_status": "kept", "niche": "restored"}),
        str(second): ("partly", {"review_status": "restored", "niche": "kept"}),
        str(third): ("restored", {"review_status": "restored", "niche": "restored"}),
    }
    kept = await row(api, "instagram_creators", first)
    assert (kept["review_status"], kept["niche"]) == ("non_related", None)
    assert kept["reviewed_by"] is not None
    again = await row(api, "instagram_creators", second)
    assert (again["review_status"], again["reviewed_by"], again["niche"]) == (None, None, "space")


async def test_edits_are_taken_back_one_after_the_other_and_made_again(api: Harness) -> None:
    [one] = await creators(api, 1)
    first = await edit(api, [one], set={"niche": "space"})
    second = await edit(api, [one], set={"niche": "sea"})

    undone_second = await undo(api, second)
    assert (await row(api, "instagram_creators", one))["niche"] == "space"
    await undo(api, first)
    assert (await row(api, "instagram_creators", one))["niche"] is None
    redone = await undo(api, undone_second)

    assert redone.json()["counts"] == {"kept": 1}
    assert (await row(api, "instagram_creators", one))["niche"] is None


async def test_a_communitys_category_comes_back_with_its_tags(api: Harness) -> None:
    one = await subreddit(api)
    path = f"/api/reddit/subreddits/{one}"
    await api.ask("PUT", f"{path}/tags", json={"tags": ["topic:space"], "version": 1})
    before = await row(api, "reddit_subreddits", one)
    edited = await api.ask("PUT", f"{path}/tags", json={"tags": ["format:photo"], "version": 2})

    await undo(api, edited)

    after = await row(api, "reddit_subreddits", one)
    names = ("tags", "primary_category", "tags_updated_at", "tags_updated_by")
    assert [after[name] for name in names] == [before[name] for name in names]


async def test_an_edit_is_taken_back_within_seven_days_by_its_own_organisation(
    api: Harness,
) -> None:
    ids = await creators(api, 2)
    old = await edit(api, ids[:1], set={"review_status": "ok"})
    others = await edit(api, ids[1:], set={"review_status": "ok"})
    await api.owner.execute(
        "UPDATE edits SET created_at = now() - interval '8 days' WHERE id = $1::uuid",
        old.json()["undo_token"],
    )
    await api.owner.execute("INSERT INTO organizations (id, name) VALUES ('other', 'Other')")
    await api.owner.execute(
        "UPDATE edits SET org_id = 'other' WHERE id = $1::uuid", others.json()["undo_token"]
    )

    expired, foreign = await undo(api, old), await undo(api, others)
    unknown = await api.post(f"/api/undo/{uuid4()}")

    assert [(one.status, one.json()["code"]) for one in (expired, foreign, unknown)] == [
        (410, "undo_expired"),
        (404, "unknown_edit"),
        (404, "unknown_edit"),
    ]
    assert (await row(api, "instagram_creators", ids[0]))["review_status"] == "ok"


async def test_an_edit_is_forgotten_after_a_month_and_its_audit_is_not(api: Harness) -> None:
    [one] = await creators(api, 1)
    edited = await edit(api, [one], set={"review_status": "ok"})
    await api.owner.execute("UPDATE edits SET created_at = now() - interval '31 days'")

    assert await Purge(await api.lease(), keep_days=30).turn() == 1

    assert (await undo(api, edited)).status == 404
    assert len(await audit(api)) == 1

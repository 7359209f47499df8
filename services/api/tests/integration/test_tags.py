"""A tag of communities is renamed, merged or deleted with everybody who has it."""

from typing import Any

import msgspec
import pytest
from services.api.tests.integration.api_harness import Harness
from services.api.tests.integration.editing_support import (
    account,
    audit,
    cut_off_in_the_second_thousand,
    subreddit,
)

from b9_api.editing import tags as tag_moves
from b9_api.editing.editor import edit_in

PATH = "/api/reddit/tags"


async def tagged(api: Harness, *lists: list[str]) -> None:
    """A community of each of *lists*."""
    for number, tags in enumerate(lists):
        one = await subreddit(api, f"aa{number}")
        await api.owner.execute(
            "UPDATE reddit_subreddits SET review = 'Ok', tags = $2 WHERE id = $1",
            one,
            msgspec.json.encode(tags).decode(),
        )


async def tags(api: Harness) -> list[Any]:
    rows = await api.owner.fetch("SELECT tags FROM reddit_subreddits ORDER BY id")
    return [msgspec.json.decode(row["tags"]) for row in rows]


async def test_a_tag_is_renamed_in_its_place_wherever_it_stands(api: Harness) -> None:
    await tagged(api, ["a:x", "b:y"], ["c:z"], ["b:y"])

    answer = await api.ask("PATCH", f"{PATH}/b:y", json={"name": "topic:art/modern"})
    back = await api.ask("PATCH", f"{PATH}/topic:art%2Fmodern", json={"name": "d:w"})

    assert (answer.status, answer.json()["subreddits_updated"]) == (200, 2)
    assert (back.status, await tags(api)) == (200, [["a:x", "d:w"], ["c:z"], ["d:w"]])
    listed = (await api.get(PATH)).json()["items"]
    assert {one["tag"]: one["subreddits"] for one in listed} == {"d:w": 2, "a:x": 1, "c:z": 1}
    # What follows from the first tag follows it here too.
    category = await api.owner.fetchval(
        "SELECT primary_category FROM reddit_subreddits WHERE subreddit_id = 'aa2'"
    )
    assert category == "d"


async def test_a_rename_of_a_tag_never_merges_unasked(api: Harness) -> None:
    await tagged(api, ["a:x"], ["b:y"])

    taken = await api.ask("PATCH", f"{PATH}/a:x", json={"name": "b:y"})
    itself = await api.post(f"{PATH}/merge", json={"sources": ["a:x"], "into": "a:x"})
    nobody = await api.ask("DELETE", f"{PATH}/e:f")

    assert (taken.status, taken.json()["code"]) == (409, "tag_exists")
    assert (itself.status, nobody.status, nobody.json()["code"]) == (422, 404, "unknown_tag")
    assert await tags(api) == [["a:x"], ["b:y"]]


async def test_merged_tags_stand_once_and_are_taken_back(api: Harness) -> None:
    await tagged(api, ["a:x", "b:y", "c:z"], ["b:y"], ["c:z"])

    merged = await api.post(f"{PATH}/merge", json={"sources": ["a:x", "b:y"], "into": "d:w"})
    assert (merged.status, await tags(api)) == (200, [["d:w", "c:z"], ["d:w"], ["c:z"]])
    deleted = await api.ask("DELETE", f"{PATH}/d:w")
    assert (deleted.json()["tag"], await tags(api)) == (None, [["c:z"], [], ["c:z"]])
    for answer in (deleted, merged):
        [token] = answer.json()["undo_tokens"]
        assert (await api.post(f"/api/undo/{token}")).status == 200

    assert await tags(api) == [["a:x", "b:y", "c:z"], ["b:y"], ["c:z"]]
    actions = [one[0] for one in await audit(api)]
    assert actions[:4] == ["subreddit.tag_merged"] * 2 + ["tag.merged"] * 2
    assert actions[4:7] == ["subreddit.tag_deleted"] * 2 + ["tag.deleted"]


async def model(api: Harness, *assigned: str) -> int:
    found: int = await api.owner.fetchval(
        "INSERT INTO models (stage_name, assigned_tags) VALUES ('Ann', $1) RETURNING id::bigint",
        msgspec.json.encode(assigned).decode(),
    )
    return found


async def assigned_to(api: Harness, model_id: int) -> Any:
    told = await api.owner.fetchval("SELECT assigned_tags FROM models WHERE id = $1", model_id)
    return msgspec.json.decode(told)


async def test_a_renamed_tag_is_renamed_in_models_and_their_recommendations_stay(
    api: Harness,
) -> None:
    await tagged(api, ["a:x"])
    ann, own = await model(api, "b:y", "a:x"), await account(api)
    await api.owner.execute("UPDATE reddit_users SET model_id = $1", ann)

    answer = await api.ask("PATCH", f"{PATH}/a:x", json={"name": "c:z"})
    recommended = (await api.get(f"/api/reddit/recommendations?account_id={own}")).json()

    assert (answer.json()["subreddits_updated"], answer.json()["models_updated"]) == (1, 1)
    assert await assigned_to(api, ann) == ["b:y", "c:z"]
    assert [one["matched_tags"] for one in recommended["items"]] == [["c:z"]]
    assert ("model.tag_renamed", str(ann)) in [one[:2] for one in await audit(api)]
    [token] = answer.json()["undo_tokens"]
    assert (await api.post(f"/api/undo/{token}")).json()["counts"] == {"restored": 2}
    assert (await assigned_to(api, ann), await tags(api)) == (["b:y", "a:x"], [["a:x"]])


async def test_a_tag_that_a_model_alone_has_is_changed_too(api: Harness) -> None:
    await tagged(api, ["a:x"])
    ann = await model(api, "b:y")

    merged = await api.post(f"{PATH}/merge", json={"sources": ["b:y"], "into": "a:x"})

    assert (merged.json()["models_updated"], await assigned_to(api, ann)) == (1, ["a:x"])


async def many(api: Harness, count: int) -> None:
    await api.persister.execute(
        "INSERT INTO reddit_subreddits (subreddit_id, name, observed_at)"
        " SELECT 'aa' || n, 'orbits' || n, now() FROM generate_series(1, $1::int) AS n",
        count,
    )
    await api.owner.execute("""UPDATE reddit_subreddits SET tags = '["a:x"]'""")


async def test_one_that_somebody_changes_meanwhile_ends_nothing(
    api: Harness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await many(api, 1_200)

    async def meanwhile(*args: Any) -> Any:
        await api.owner.execute("UPDATE reddit_subreddits SET tags = '[]' WHERE name = 'orbits1'")
        return await edit_in(*args)

    monkeypatch.setattr(tag_moves, "edit_in", meanwhile)
    answer = await api.ask("PATCH", f"{PATH}/a:x", json={"name": "c:z"})

    assert (answer.status, answer.json()["subreddits_updated"]) == (200, 1_199)
    assert sorted(map(tuple, await tags(api))) == [(), *[("c:z",)] * 1_199]


@pytest.mark.parametrize("verb", ["rename", "merge"])
async def test_what_is_cut_off_in_the_midst_is_told_and_finished_by_asking_again(
    api: Harness, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    await many(api, 1_200)

    async def ask() -> Any:
        if verb == "rename":
            return await api.ask("PATCH", f"{PATH}/a:x", json={"name": "c:z"})
        return await api.post(f"{PATH}/merge", json={"sources": ["a:x"], "into": "c:z"})

    with monkeypatch.context() as patched:
        cut_off_in_the_second_thousand(patched, tag_moves)
        partial = await ask()
    rest, nothing = await ask(), await ask()

    assert (partial.status, partial.json()["code"]) == (503, "partly_done")
    assert [one.json()["subreddits_updated"] for one in (partial, rest, nothing)] == [1_000, 200, 0]
    assert (rest.status, nothing.status, nothing.json()["undo_tokens"]) == (200, 200, [])
    for answer in (rest, partial):
        [token] = answer.json()["undo_tokens"]
        assert (await api.post(f"/api/undo/{token}")).status == 200
    assert {tuple(one) for one in await tags(api)} == {("a:x",)}


async def test_a_rename_that_was_taken_back_or_that_went_on_is_not_finished_unasked(
    api: Harness,
) -> None:
    await tagged(api, ["a:x"], ["b:y"])
    there = await api.ask("PATCH", f"{PATH}/a:x", json={"name": "c:z"})
    await api.ask("PATCH", f"{PATH}/c:z", json={"name": "a:x"})
    await api.ask("PATCH", f"{PATH}/b:y", json={"name": "c:z"})
    further = await api.ask("PATCH", f"{PATH}/a:x", json={"name": "c:z"})

    assert (there.status, further.status, further.json()["code"]) == (200, 409, "tag_exists")

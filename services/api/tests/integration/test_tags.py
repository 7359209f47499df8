"""A tag of communities is renamed, merged or deleted with everybody who has it."""

from typing import Any

import msgspec
from services.api.tests.integration.api_harness import Harness
from services.api.tests.integration.editing_support import audit, subreddit

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
    assert actions[:4] == ["subreddit.tag_merged"] * 2 + ["subreddit.tag_deleted"] * 2

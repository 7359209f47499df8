"""A niche is renamed, merged or deleted with everybody who has it."""

from typing import Any

import pytest
from services.api.tests.integration.api_harness import Harness
from services.api.tests.integration.editing_support import (
    audit,
    creators,
    cut_off_in_the_second_thousand,
)

from b9_api.dispatcher.human import HumanParameters
from b9_api.editing import niches as niche_moves

PATH = "/api/instagram/niches"


async def niched(api: Harness, *names: str) -> list[int]:
    """A creator of each of *names*, as the dispatcher writes them: spelt as they were typed."""
    ids = await creators(api, len(names))
    for one, name in zip(ids, names, strict=True):
        await api.owner.execute("UPDATE instagram_creators SET niche = $2 WHERE id = $1", one, name)
    return ids


async def niches(api: Harness) -> list[str | None]:
    rows = await api.owner.fetch("SELECT niche FROM instagram_creators ORDER BY id")
    return [row["niche"] for row in rows]


async def registry(api: Harness) -> list[str]:
    rows = await api.owner.fetch("SELECT name FROM instagram_niches ORDER BY name_key")
    return [row["name"] for row in rows]


async def test_a_niche_may_be_made_for_nobody_yet(api: Harness) -> None:
    made = await api.post(PATH, json={"name": "Deep Space"})
    again = await api.post(PATH, json={"name": "deep space"})

    assert (made.status, made.json()) == (201, {"name": "Deep Space", "created": True})
    assert (again.status, again.json()) == (200, {"name": "Deep Space", "created": False})
    assert await registry(api) == ["Deep Space"]


async def test_renaming_goes_with_everybody_whatever_the_case(api: Harness) -> None:
    await niched(api, "space", "SPACE", "sea")

    answer = await api.ask("PATCH", f"{PATH}/Space", json={"name": "Outer Space"})

    assert (answer.status, answer.json()["creators_updated"]) == (200, 2)
    assert await niches(api) == ["Outer Space", "Outer Space", "sea"]
    assert await registry(api) == ["Outer Space"]

    undone = await api.post(f"/api/undo/{answer.json()['undo_tokens'][0]}")
    assert undone.json()["counts"] == {"restored": 2}
    assert await niches(api) == ["space", "SPACE", "sea"]


async def test_another_spelling_of_the_same_niche_is_a_rename(api: Harness) -> None:
    await niched(api, "space/time", "sea")
    await api.post(PATH, json={"name": "space/time"})

    answer = await api.ask("PATCH", f"{PATH}/space%2Ftime", json={"name": "Space/Time"})

    assert answer.json()["creators_updated"] == 1
    assert (await niches(api), await registry(api)) == (["Space/Time", "sea"], ["Space/Time"])


async def test_a_rename_never_merges_unasked(api: Harness) -> None:
    await niched(api, "space", "sea")

    taken = await api.ask("PATCH", f"{PATH}/space", json={"name": "Sea"})
    merged = await api.post(f"{PATH}/merge", json={"sources": ["space", "sky"], "into": "sea"})
    itself = await api.post(f"{PATH}/merge", json={"sources": ["Sea"], "into": "sea"})

    assert (taken.status, taken.json()["code"]) == (409, "niche_exists")
    assert (merged.status, merged.json()["code"]) == (404, "unknown_niche")
    assert itself.status == 422
    assert await niches(api) == ["space", "sea"]


async def test_merging_and_deleting_are_audited_and_taken_back(api: Harness) -> None:
    await niched(api, "space", "sky", "sea")

    merged = await api.post(f"{PATH}/merge", json={"sources": ["space", "sky"], "into": "air"})
    assert await niches(api) == ["air", "air", "sea"]
    deleted = await api.ask("DELETE", f"{PATH}/air")
    gone = await api.ask("DELETE", f"{PATH}/air")
    for unknown in ("%00", "two%0Alines"):
        assert (await api.ask("DELETE", f"{PATH}/{unknown}")).status == 404
    assert await niches(api) == [None, None, "sea"]

    for answer in (deleted, merged):
        await api.post(f"/api/undo/{answer.json()['undo_tokens'][0]}")
    assert gone.status == 404
    assert await niches(api) == ["space", "sky", "sea"]
    assert [one[0] for one in await audit(api)] == [
        *["creator.niche_merged"] * 2,
        *["niche.merged"] * 2,
        *["creator.niche_deleted"] * 2,
        "niche.deleted",
        *["creator.undone"] * 4,
    ]


async def test_thousands_are_changed_a_thousand_at_a_time(api: Harness) -> None:
    await creators(api, 2_300)
    await api.owner.execute("UPDATE instagram_creators SET niche = 'space'")

    answer = await api.ask("PATCH", f"{PATH}/space", json={"name": "Outer Space"})

    assert answer.json()["creators_updated"] == 2_300
    assert len(answer.json()["undo_tokens"]) == 3
    assert set(await niches(api)) == {"Outer Space"}


@pytest.mark.parametrize("verb", ["rename", "merge"])
async def test_what_is_cut_off_in_the_midst_is_told_and_finished_by_asking_again(
    api: Harness, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    await creators(api, 1_200)
    await api.owner.execute("UPDATE instagram_creators SET niche = 'space'")
    await api.owner.execute("UPDATE instagram_creators SET niche = 'sky' WHERE id % 100 = 1")

    async def ask() -> Any:
        if verb == "rename":
            return await api.ask("PATCH", f"{PATH}/space", json={"name": "air"})
        return await api.post(f"{PATH}/merge", json={"sources": ["space", "sky"], "into": "air"})

    with monkeypatch.context() as patched:
        cut_off_in_the_second_thousand(patched, niche_moves)
        partial = await ask()
    rest = await ask()

    assert (partial.status, partial.json()["code"]) == (503, "partly_done")
    assert (rest.status, len(partial.json()["undo_tokens"])) == (200, 1)
    moved = [one.json()["creators_updated"] for one in (partial, rest)]
    assert moved == [1_000, 188 if verb == "rename" else 200]
    assert set(await niches(api)) == ({"air", "sky"} if verb == "rename" else {"air"})


async def test_a_niche_given_with_an_add_is_spelt_as_it_is_spelt_here(api: Harness) -> None:
    await api.post(PATH, json={"name": "Deep Space"})
    await api.add("orbit", niche="deep space")
    await api.creator("1", "orbit")
    await api.owner.execute("UPDATE requests SET owner_id = '1'")

    assert await HumanParameters(api.database, await api.lease()).turn() == 1

    assert await niches(api) == ["Deep Space"]

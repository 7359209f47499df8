"""What a person stopped is not collected by itself, and what a person removed is out of sight."""

import asyncio

import pytest
from services.api.tests.integration.api_harness import Harness
from services.api.tests.integration.editing_support import audit, creators, patch, row, subreddit

from b9_api.adapters.accepting import Accepting
from b9_api.dispatcher.discovered import DiscoveredScans
from b9_api.dispatcher.fill import Fill
from b9_api.wishes import StoppedTargetError, Wanted
from b9_common.events import Kind, Lane, Platform


def unasked(name: str) -> Wanted:
    return Wanted(
        kind=Kind.CREATOR_REFRESH,
        platform=Platform.INSTAGRAM,
        target=name,
        caller="dispatcher",
        correlation_id="by-itself",
        lane=Lane.LATER,
        automatic=True,
    )


async def test_a_paused_creator_is_collected_only_where_somebody_asks(api: Harness) -> None:
    [one] = await creators(api, 1)
    path = f"/api/instagram/creators/{one}"
    accepting = Accepting(api.database)

    paused, again = await api.post(f"{path}/pause"), await api.post(f"{path}/pause")
    with pytest.raises(StoppedTargetError):
        await accepting.accept(unasked("orbit1"))
    asked = await api.post("/api/instagram/creators/orbit1/refresh")
    await api.owner.execute("UPDATE requests SET status = 'completed'")
    resumed = await api.post(f"{path}/resume")

    assert [answer.status for answer in (paused, again, asked, resumed)] == [200, 200, 202, 200]
    assert again.json()["item"]["paused_at"] == paused.json()["item"]["paused_at"]
    assert resumed.json()["item"]["paused_at"] is None
    assert (await accepting.accept(unasked("orbit1"))).folded == "created"
    assert [entry[0] for entry in await audit(api)] == ["creator.paused", "creator.resumed"]


async def test_a_removed_creator_is_out_of_sight_until_somebody_adds_it_again(
    api: Harness,
) -> None:
    first, second = await creators(api, 2)
    path = f"/api/instagram/creators/{first}"

    removed = await api.ask("DELETE", path)
    listed = await api.get("/api/instagram/creators")
    edited = await patch(api, path, notes="x", version=2)
    refreshed = await api.post("/api/instagram/creators/orbit1/refresh")
    with pytest.raises(StoppedTargetError):
        await Accepting(api.database).accept(unasked("orbit1"))

    assert removed.status == 200
    assert [item["id"] for item in listed.json()["items"]] == [str(second)]
    assert (edited.status, refreshed.status) == (404, 404)

    assert (await api.add("orbit1")).status == 202
    stored = await row(api, "instagram_creators", first)
    assert (stored["removed_at"], stored["version"]) == (None, 3)
    assert (await api.get("/api/instagram/creators")).json()["items"][0]["id"] == str(second)
    assert len((await api.get("/api/instagram/creators")).json()["items"]) == 2
    assert [entry[0] for entry in await audit(api)] == ["creator.removed", "creator.returned"]


async def test_a_removal_is_taken_back_whenever_it_was(api: Harness) -> None:
    for one in await creators(api, 5):
        removed = await api.ask("DELETE", f"/api/instagram/creators/{one}")
        undone = await api.post(f"/api/undo/{removed.json()['undo_token']}")
        assert undone.json()["counts"] == {"restored": 1}
        assert (await row(api, "instagram_creators", one))["removed_at"] is None


async def test_a_find_that_somebody_stopped_is_not_looked_at(api: Harness) -> None:
    paused, free = await subreddit(api, "aa1"), await subreddit(api, "aa2")
    await api.owner.execute(
        "UPDATE reddit_subreddits SET observed_at = NULL, discovered_at = now()"
    )
    await api.post(f"/api/reddit/subreddits/{paused}/pause")
    scans = DiscoveredScans(await api.lease(), Fill(api.broker), 10, asyncio.Event())

    assert await scans.turn() == 1
    assert (await row(api, "reddit_subreddits", free))["scan_requested_at"] is not None

    await api.post(f"/api/reddit/subreddits/{paused}/resume")
    assert await scans.turn() == 1


async def test_a_removed_community_comes_back_when_it_is_added(api: Harness) -> None:
    one = await subreddit(api, "aa1")
    await api.ask("DELETE", f"/api/reddit/subreddits/{one}")

    rescanned = await api.post("/api/reddit/subreddits/orbitsaa1/scan")
    assert rescanned.status == 404
    assert (await api.add_subreddit("orbitsaa1")).status == 202

    assert (await row(api, "reddit_subreddits", one))["removed_at"] is None


async def test_who_may_not_remove_may_not_take_a_removal_back(api: Harness) -> None:
    [one] = await creators(api, 1)
    made = await api.post("/api/keys", json={"name": "a reviewer", "scope": "review"})
    reviewer = {"Authorization": f"Bearer {made.json()['key']}"}
    removed = await api.ask("DELETE", f"/api/instagram/creators/{one}")
    path = f"/api/undo/{removed.json()['undo_token']}"

    refused = await api.post(path, headers=reviewer)
    allowed = await api.post(path)

    assert (refused.status, refused.json()["code"], allowed.status) == (403, "forbidden", 200)

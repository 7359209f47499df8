"""A list that grows: what authors lead to is found, kept with its lineage, and looked at."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from tests.e2e.conftest import IMPATIENT
from tests.support.communities import PROGRAMS, against_leads, against_reddit
from tests.support.operator import Operator
from tests.support.world import FOR_REDDIT, World, until, world

from b9_devstack.supervisor import StackOptions

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]

CAP = 6
ENV = IMPATIENT | {
    "dispatcher": IMPATIENT["dispatcher"] | {"B9_DISPATCHER__DISCOVERED_SCANS_PER_DAY": str(CAP)}
}
FOUND = """
SELECT name, is_user_feed, suggested_review, review, scan_requested_at, via_user,
       discovery.post_id, discovery.request_id, discovery.source_id
  FROM subreddit_discoveries AS discovery JOIN reddit_subreddits USING (subreddit_id)
 WHERE discovered_at IS NOT NULL
"""
SCANS = "SELECT * FROM requests WHERE requested_by = 'dispatcher' AND kind = 'subreddit_scan'"
TURN_S = 2.0
MIDDLING = ("--posts", "50-90", "--user-posts", "2-4")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def growing(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A stack that looks at no more than `CAP` of its finds, and has discovered one community."""
    folder = tmp_path_factory.mktemp("growing") / "stack"
    options = StackOptions(
        durable=False, seed=7, services=FOR_REDDIT, env=ENV, reddit_simulator_args=MIDDLING
    )
    async with world(folder, options) as made:
        await made.allow("reddit", 500, burst=50)
        row = await made.followed(await made.seek("pottery", "discover"))
        assert row["status"] == "completed", row["error_code"]
        yield made


async def looked_at(growing: World) -> set[str]:
    """The authors that were asked for, by the simulator's own count."""
    calls = (await growing.reddit("GET", "calls"))["calls"]
    return {call["who"] for call in calls if call["endpoint"] == "/user/submitted"}


async def answered(growing: World) -> list[str]:
    """Whose posts were shown, each as often as they were."""
    calls = (await growing.reddit("GET", "calls"))["calls"]
    asked = [call for call in calls if call["endpoint"] == "/user/submitted"]
    return sorted(call["who"] for call in asked if call["status"] == 200)


async def test_a_discovery_finds_what_was_not_known_before_and_keeps_how(growing: World) -> None:
    authors = await looked_at(growing)
    truth = await growing.reddit("GET", "subreddits/pottery/truth?hot=1")
    rows = [row for row in await growing.rows(FOUND) if row["source_id"] == truth["id"]]

    assert len(authors) == 10
    assert await against_leads(growing, ["pottery"], authors=authors) == []
    assert len({row["name"] for row in rows}) > 2 * CAP
    for row in rows:
        (post,) = await growing.rows(
            "SELECT subreddit_name AS name, lower(author_username) AS via_user FROM reddit_posts"
            " WHERE reddit_id = $1",
            row["post_id"],
        )
        assert post == {key: row[key] for key in post}
    status, told = await growing.ask("GET", f"reddit/subreddits/{rows[0]['name']}")
    assert status == 200
    assert {line["source"] for line in told["lineage"]} == {"pottery"}


async def test_finds_are_looked_at_later_once_each_and_no_more_of_them_than_a_day_allows(
    growing: World,
) -> None:
    async def all_ended() -> bool:
        scans = await growing.rows(SCANS)
        return len(scans) >= CAP and all(scan["finished_at"] for scan in scans)

    await until(all_ended, 30)
    await asyncio.sleep(2 * TURN_S)
    scans = await growing.rows(SCANS)
    found = {row["name"].lower() for row in await growing.rows(FOUND) if not row["is_user_feed"]}
    requested = await growing.value(
        "SELECT count(*) FROM reddit_subreddits WHERE scan_requested_at IS NOT NULL"
    )

    assert len(scans) == len({scan["target"] for scan in scans}) == requested == CAP
    assert {scan["lane"] for scan in scans} == {"later"}
    assert {scan["target"] for scan in scans} <= found
    whole = [scan["target"] for scan in scans if scan["status"] == "completed"]
    assert whole
    seen = "SELECT count(*) FROM reddit_subreddits WHERE lower(name) = ANY ($1) AND {} IS NOT NULL"
    assert await growing.value(seen.format("rules_observed_at"), whole) == len(whole)


async def test_feeds_of_users_are_marked_and_never_looked_at(growing: World) -> None:
    feeds = [row for row in await growing.rows(FOUND) if row["is_user_feed"]]

    assert feeds
    assert all(feed["name"].startswith("u_") for feed in feeds)
    assert {(feed["suggested_review"], feed["review"], feed["scan_requested_at"])
            for feed in feeds} == {("User Feed", None, None)}  # fmt: skip
    asked = (await growing.reddit("GET", "calls"))["calls"]
    assert not [call for call in asked if call["who"].startswith("u_")]


async def test_neither_programs_nor_deleted_accounts_lead_anywhere(growing: World) -> None:
    writers = await growing.rows("SELECT DISTINCT lower(author_username) AS name FROM reddit_posts")

    assert {row["name"] for row in writers} & PROGRAMS, "none of them ever posted"
    assert not await looked_at(growing) & PROGRAMS


async def test_a_second_discovery_finds_the_same_again_without_asking_for_its_authors(
    growing: World,
) -> None:
    before = await answered(growing)
    known = {(row["name"], row["via_user"]) for row in await growing.rows(FOUND)}
    row = await growing.followed(await growing.seek("pottery", "discover"))
    seen_again = await growing.rows(
        "SELECT subreddit_id FROM subreddit_discoveries WHERE last_seen_at > first_seen_at"
    )

    assert row["status"] == "completed"
    assert await answered(growing) == before
    assert {(row["name"], row["via_user"]) for row in await growing.rows(FOUND)} == known
    # What is repeated was seen then, not now.
    assert seen_again == []


async def test_the_operator_adds_verifies_and_looks_at_a_replay(
    growing: World, tmp_path: Path
) -> None:
    operator = Operator(growing.stack, tmp_path)
    added = await operator.b9("add", "reddit", "few_cli", "r/Few_Other", "missing_cli", "--wait")
    verified = await operator.b9("verify", "r/few_cli", "r/few_other", "r/pottery")
    request_id = await growing.value("SELECT id::text FROM requests WHERE target = 'few_cli'")
    tried = await operator.b9("replay", "persister-content", "--request", request_id)

    assert added.code == 1, added.said
    said = " ".join(added.said.split())
    assert "few_cli completed ok 7 posts" in said
    assert "missing_cli failed" in said
    assert "target_not_found" in said
    assert await against_reddit(growing, ["few_cli", "few_other"]) == []
    assert verified.code == 0, verified.said
    assert "3 verified, 0 differences" in verified.said
    assert tried.code == 0, tried.said
    assert "nothing was sent" in tried.said
    assert "paid calls  0" in tried.said

"""Communities and accounts of Reddit, from the API to the tables."""

from datetime import timedelta
from typing import Any

import pytest
from tests.support.communities import ROW, STATE, added, against_reddit, shown_of
from tests.support.state import ghosts_and_gaps
from tests.support.traces import broken_in
from tests.support.world import World, until

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]

SERVICES = {"gateway", "dispatcher", "reddit-ingest", "persister"}


async def test_a_community_is_added_whole_for_four_calls_in_one_trace(reddit: World) -> None:
    row = await added(reddit, "https://www.reddit.com/r/Pottery/", body={"name": "r/Pottery"})

    assert (row["status"], row["target"], row["lane"]) == ("completed", "pottery", "now")
    assert await against_reddit(reddit, ["pottery"]) == []
    (community,) = await reddit.rows(ROW, "pottery")
    truth, _ = await shown_of(reddit, "pottery")
    assert community["subreddit_id"] == truth["id"]
    assert community["subscribers"] == truth["subscribers"]
    assert (community["upstream_state"], community["review"]) == ("ok", None)
    assert community["rules_observed_at"] is not None
    assert community["activity_score"] is not None
    calls = (await reddit.reddit("GET", "calls?username=pottery"))["calls"]
    assert sorted(call["endpoint"] for call in calls) == [
        "/r/about", "/r/hot", "/r/rules", "/r/top",
    ]  # fmt: skip
    assert await broken_in(reddit, row["trace_id"], SERVICES) == []


async def test_a_second_add_is_a_scan_that_doubles_nothing(reddit: World) -> None:
    first = await added(reddit, "few_again")
    before = await reddit.value("SELECT count(*) FROM reddit_posts WHERE subreddit_name = $1",
                                "few_again")  # fmt: skip
    second = await added(reddit, "few_again")

    assert (first["status"], second["status"]) == ("completed", "completed")
    assert first["id"] != second["id"]
    assert before == 7
    assert len(await reddit.rows(ROW, "few_again")) == 1
    assert await against_reddit(reddit, ["few_again"]) == []


# Of another kind: a thing that is no post, and is passed over.
KEPT_WEIRD = ("otherkind", "nul", "surrogate", "bigcount", "textcount", "negative", "twice",
              "doublekey", "oddtypes", "bare")  # fmt: skip


@pytest.mark.parametrize("kind", ["noid", "objectid", "notobject", "nodata"])
async def test_a_post_that_nobody_could_keep_is_a_dead_letter_and_its_siblings_are_stored(
    reddit: World, kind: str
) -> None:
    name = f"weird_{kind}_few_x"
    row = await added(reddit, name)

    _, shown = await shown_of(reddit, name)
    spoilt = sum(not post["keepable"] for listed in shown.values() for post in listed)
    assert row["status"] == "completed"
    assert spoilt > 0
    assert await against_reddit(reddit, [name]) == []
    letters = await reddit.rows("SELECT kind FROM dead_letters WHERE request_id = $1", row["id"])
    assert [letter["kind"] for letter in letters] == ["item"] * spoilt


@pytest.mark.parametrize("kind", KEPT_WEIRD)
async def test_what_is_only_of_odd_make_costs_no_post(reddit: World, kind: str) -> None:
    row = await added(reddit, f"weird_{kind}_few_x")

    assert row["status"] == "completed"
    assert await against_reddit(reddit, [f"weird_{kind}_few_x"]) == []
    assert await reddit.value("SELECT count(*) FROM dead_letters WHERE request_id = $1",
                              row["id"]) == 0  # fmt: skip


@pytest.mark.parametrize("name", ["flaky_few_x", "limited_few_x", "short_x", "repeating_x",
                                  "hidden_few_x", "nsfw_few_x"])  # fmt: skip
async def test_what_only_hinders_does_not_hurt(reddit: World, name: str) -> None:
    row = await added(reddit, name)

    assert row["status"] == "completed", row["error_code"]
    assert await against_reddit(reddit, [name]) == []


async def discovered(reddit: World, name: str) -> tuple[int, dict[str, Any]]:
    """What is answered of an account, once more where it took longer than anybody waits."""
    status, told = await reddit.ask("POST", "reddit/users/discover", {"username": name})
    if status == 202:
        await reddit.followed(told["request_id"])
        status, told = await reddit.ask("POST", "reddit/users/discover", {"username": name})
    return status, told


async def test_an_account_is_discovered_with_figures_and_becomes_one_of_ours(reddit: World) -> None:
    status, told = await discovered(reddit, "u/Some_Potter")

    truth = await reddit.reddit("GET", "users/some_potter/truth?submitted=100")
    assert (status, told["success"]) == (200, True)
    user = told["user"]
    assert (user["reddit_id"], user["username"]) == (truth["id"], "some_potter")
    assert user["total_posts_analyzed"] == user["counts"]["posts"] == len(truth["submitted"])
    assert user["karma_per_day"] > 0
    found = await reddit.rows(
        "SELECT name FROM subreddit_discoveries JOIN reddit_subreddits USING (subreddit_id)"
        " WHERE source_id = '' AND via_user = 'some_potter'"
    )
    assert {row["name"] for row in found} == set(truth["communities"]) != set()
    query = "SELECT our_creator FROM reddit_users WHERE lower(username) = 'some_potter'"

    async def ours() -> bool:
        return bool(await reddit.value(query))

    await until(ours, 10)


async def test_a_suspended_account_is_told_so_and_found_by_its_state(reddit: World) -> None:
    status, told = await discovered(reddit, "suspended_x")

    assert (status, told["code"]) == (403, "target_suspended")
    assert await reddit.value(STATE, "user", "suspended_x") == "suspended"
    rows = await reddit.rows("SELECT is_suspended FROM reddit_users WHERE username = 'suspended_x'")
    assert all(row["is_suspended"] for row in rows)


async def test_no_file_is_copied_unless_somebody_asked_for_it(reddit: World) -> None:
    plain = await added(reddit, "plain_x")
    mirrored = await added(
        reddit, "mirrored_x", body={"name": "mirrored_x", "options": {"mirror_media": True}}
    )

    assert (plain["status"], mirrored["status"]) == ("completed", "completed")
    # A video's cover is a file that the truth does not name.
    query = "SELECT state FROM media_assets WHERE owner_id = $1 AND kind <> 'cover' AND bytes > 0"
    assert await reddit.rows(query, plain["owner_id"]) == []
    held = [row["state"] for row in await reddit.rows(query, mirrored["owner_id"])]
    _, shown = await shown_of(reddit, "mirrored_x")
    files = {file for listed in shown.values() for post in listed for file in post["files"]}
    assert held == ["stored"] * len(held)
    assert len(held) == len(files) > 0
    assert await ghosts_and_gaps(reddit) == []


async def test_names_that_nobody_can_have_are_refused_without_row_or_call(reddit: World) -> None:
    await reddit.idle()
    rows = await reddit.value("SELECT count(*) FROM requests")
    calls = (await reddit.reddit("GET", "calls?limit=0"))["total"]
    for name in ("", "r/", "two words", "a" * 22, "ünïcode", "all", "u/somebody"):
        status, told = await reddit.ask("POST", "reddit/subreddits", {"name": name})
        assert status == 422, told

    assert await reddit.value("SELECT count(*) FROM requests") == rows
    assert (await reddit.reddit("GET", "calls?limit=0"))["total"] == calls


async def test_a_scan_of_a_name_that_nobody_added_is_refused(reddit: World) -> None:
    status, told = await reddit.ask("POST", "reddit/subreddits/never_added/scan", {})

    assert (status, told["code"]) == (404, "unknown_subreddit")


async def test_added_today_counts_what_came_here_today_however_old_it_is_on_reddit(
    reddit: World,
) -> None:
    await added(reddit, "few_today")
    (community,) = await reddit.rows(ROW, "few_today")
    _, told = await reddit.ask("GET", "reddit/subreddits?include=counts")

    assert community["created_utc"] < community["created_at"] - timedelta(days=365)
    assert told["counts"]["new_today"] > 0


async def test_texts_are_kept_as_written_and_not_as_html_escapes_them(reddit: World) -> None:
    await added(reddit, "plainly")
    texts = await reddit.rows(
        "SELECT concat_ws(' ', title, selftext, url) AS text FROM reddit_posts"
        " WHERE subreddit_name = 'plainly'"
    )
    written = " ".join(row["text"] for row in texts)

    assert any(sign in written for sign in "&<>"), "nothing there that HTML would escape"
    assert not [word for word in ("&amp;", "&lt;", "&gt;") if word in written]


async def test_a_scan_is_told_in_a_few_lines_of_log_and_not_in_thirty_three(reddit: World) -> None:
    request_id = await reddit.seek("few_quiet")
    await reddit.followed(request_id)
    logs = [path.read_text(encoding="utf-8") for path in reddit.stack.folder.logs.glob("*.log*")]
    lines = [line for text in logs for line in text.splitlines() if request_id in line]

    assert 1 <= len(lines) <= 10, lines

"""What Reddit answers when it shows nothing: of the target, of us, or because it is not well."""

from datetime import timedelta
from typing import Any

import pytest
from tests.support.communities import HUMAN, ROW, STATE, added
from tests.support.world import World, until

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]

DECIDE = """
UPDATE reddit_subreddits
   SET review = 'Ok', reviewed_at = now(), reviewed_by = 'ann', notes = 'ours',
       primary_category = 'crafts', tags = '["clay"]'
 WHERE lower(name) = $1
"""
AGAIN_IN = """
UPDATE requests SET waiting_until = now() + $2 WHERE id = $1::uuid AND status = 'waiting'
"""


# What Reddit says of a name that holds no data, by how the name begins.
REFUSED = {
    "missing_x": ("target_not_found", "not_found"),
    "ghost_x": ("target_not_found", "not_found"),
    "redirect_x": ("target_not_found", "not_found"),
    "private_x": ("target_private", "private"),
    "gold_x": ("target_private", "private"),
    "banned_x": ("target_banned", "banned"),
    "quarantined_x": ("target_quarantined", "quarantined"),
    "legal_x": ("target_unavailable_legal", "unavailable_legal"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_a_name_that_is_refused_fails_says_why_and_makes_no_community(
    reddit: World, name: str
) -> None:
    row = await added(reddit, name)
    status, told = await reddit.ask("GET", f"reddit/subreddits/{name}")

    code, state = REFUSED[name]
    assert (row["status"], row["error_code"]) == ("failed", code)
    assert await reddit.value(STATE, "subreddit", name) == state
    assert await reddit.rows(ROW, name) == []
    assert status == 404
    assert f"Reddit said of it: {state}" in told["detail"]


async def test_a_community_that_is_really_empty_completes_and_is_not_called_failed(
    reddit: World,
) -> None:
    row = await added(reddit, "empty_x")

    assert (row["status"], row["error_code"]) == ("completed", None)
    (community,) = await reddit.rows(ROW, "empty_x")
    assert community["upstream_state"] == "ok"
    assert (community["posts_analysed"], community["activity_score"]) == (0, None)


@pytest.mark.parametrize(
    ("fault", "state"), [("banned", "banned"), ("private", "private"), ("not_found", "not_found")]
)
async def test_a_refusal_never_touches_what_a_person_decided(
    reddit: World, fault: str, state: str
) -> None:
    name = f"few_kept_{fault}"
    await added(reddit, name)
    await reddit.rows(DECIDE, name)
    decided = await reddit.rows(HUMAN, name)
    rule = {"match": name, "kind": fault}
    await reddit.reddit("POST", "faults", rule)
    try:
        row = await added(reddit, name, "scan")
    finally:
        await reddit.reddit("DELETE", "faults")

    assert (row["status"], row["error_code"]) == ("failed", f"target_{state}")
    (community,) = await reddit.rows(ROW, name)
    assert await reddit.rows(HUMAN, name) == decided
    assert community["upstream_state"] == state
    assert community["suggested_review"] == (None if state == "private" else "Banned")
    assert community["subscribers"] is not None


# What is said of us, or by a Reddit that is not well, and the reason that is shown for the wait.
NOT_OF_THE_TARGET = {
    "unavailable": "upstream_error",
    "forbidden": "forbidden",
    "blocked": "blocked",
    "wrong_payload": "malformed",
}


@pytest.mark.parametrize("fault", NOT_OF_THE_TARGET)
async def test_what_is_not_said_of_the_target_leaves_it_waiting_visibly_and_then_it_resumes(
    reddit: World, fault: str
) -> None:
    name = f"few_{fault}"
    await added(reddit, name)
    await reddit.rows(DECIDE, name)
    before = await reddit.rows(ROW, name)
    await reddit.reddit("POST", "faults", {"match": name, "kind": fault})
    try:
        request_id = await reddit.seek(name, "scan")

        seen: dict[str, Any] = {}

        async def waiting() -> bool:
            # What is shown, and why, in one answer: a wait lasts a second.
            _, told = await reddit.ask("GET", f"requests/{request_id}")
            seen.clear()
            seen.update(told["waiting"] or {})
            return bool(told["status"] == "waiting")

        await until(waiting, 20)
        await reddit.rows(AGAIN_IN, request_id, timedelta(hours=1))
        meanwhile = await reddit.rows(ROW, name)
    finally:
        await reddit.reddit("DELETE", "faults")
        await knock_again(reddit)

    assert (seen["reason"], seen["until"] is not None) == (NOT_OF_THE_TARGET[fault], True)
    assert meanwhile == before
    await reddit.rows(AGAIN_IN, request_id, timedelta())
    assert (await reddit.followed(request_id))["status"] == "completed"


async def knock_again(reddit: World) -> None:
    """Refusals and many failures shut the door for half a minute; a new process knows of none."""
    await reddit.server("reddit-ingest-1").restart()

"""A day of the operator, at the command line, on a stack of one's own."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from tests.support.operator import Operator, Ran

from b9_cli.client import Gateway
from b9_devstack.supervisor import Stack, StackOptions

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def operator(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Operator]:
    folder = tmp_path_factory.mktemp("operator")
    async with Stack.start(folder / "stack", StackOptions(durable=False)) as stack:
        yield Operator(stack, folder)


async def status_saying(operator: Operator, words: str) -> Ran:
    """The status once it holds *words*: a switch reaches the workers a moment later."""
    async with asyncio.timeout(30):
        while words not in (seen := await operator.b9("status")).said:
            continue
    return seen


async def test_adding_and_waiting_ends_with_a_line_per_creator(operator: Operator) -> None:
    ran = await operator.b9("add", "instagram", "few.one", "@few.Two", "--niche", "art", "--wait")

    assert ran.code == 0, ran.said
    lines = [" ".join(line.split()) for line in ran.said.splitlines()[-2:]]
    assert lines[0].startswith("few.one completed 13 reels 5 posts")
    assert lines[1].startswith("@few.Two completed 13 reels 5 posts")
    async with Gateway.connect(operator.stack.gateway_url, operator.stack.token) as gateway:
        creator = await gateway.creator("few.two")
    assert creator is not None
    assert creator["niche"] == "art"


async def test_adding_is_a_failure_unless_all_completed(operator: Operator) -> None:
    ran = await operator.b9("add", "instagram", "few.fine", "missing.nobody", "", "--wait")

    assert ran.code == 1
    assert "target_not_found" in ran.said
    assert ": refused, username" in ran.said
    assert "few.fine" in ran.said


async def test_a_request_can_be_listed_shown_and_traced(operator: Operator) -> None:
    added = await operator.b9("add", "instagram", "few.seen", "--wait")
    listed = await operator.b9("requests", "--target", "few.seen", "--status", "completed")
    request_id = listed.said.splitlines()[1].split()[0]
    shown = await operator.b9("show", request_id)
    traced = await operator.b9("trace", request_id)

    assert added.code == listed.code == shown.code == traced.code == 0, shown.said
    assert "13 announced, 13 inserted" in shown.said
    assert "request_completed" in shown.said
    assert traced.said.splitlines()[1].startswith("POST /api/instagram/creator/add")
    assert "media-uploader" in traced.said.splitlines()[0]


async def test_status_is_well_while_all_runs_and_says_who_does_not(operator: Operator) -> None:
    well = await operator.b9("status")
    persister = operator.stack.children["persister-1"]
    persister.auto_restart = False
    persister.kill()
    try:
        ill = await operator.b9("status")
    finally:
        await persister.restart()
        persister.auto_restart = True

    assert well.code == 0, well.said
    for part in ("Consumers", "Control", "Budget", "Work", "dead letters"):
        assert part in well.said
    assert ill.code == 1
    assert "NOT READY  persister-1 is" in ill.said


async def until_stopped(operator: Operator) -> None:
    """Wait until the scraper itself says that it has heard of the pause."""
    path = "/api/instagram/scraper/status"
    async with (
        Gateway.connect(operator.stack.gateway_url, operator.stack.token) as gateway,
        asyncio.timeout(30),
    ):
        while (await gateway.ask("GET", path)).body["system_health"]["scraper"] != "stopped":
            await asyncio.sleep(0.1)


async def test_what_is_paused_waits_and_what_is_resumed_ends(operator: Operator) -> None:
    paused = await operator.b9("pause", "instagram", "--reason", "tea")
    await until_stopped(operator)
    added = await operator.b9("add", "instagram", "few.patient", "--wait", "--timeout", "2")
    seen = await operator.b9("status")
    resumed = await operator.b9("resume", "instagram")
    ended = await operator.b9("add", "instagram", "few.patient", "--wait")

    assert paused.code == resumed.code == 0, paused.said
    assert added.code == 3, added.said
    assert "STOPPED: tea" in seen.said
    assert ended.code == 0, ended.said


async def test_paid_calls_can_be_switched_off_and_on(operator: Operator) -> None:
    off = await operator.b9("paid-calls", "off", "--reason", "month end")
    seen = await status_saying(operator, "STOPPED: month end")
    on = await operator.b9("paid-calls", "on")

    assert off.code == on.code == 0, off.said
    assert "paid_calls: stopped" in off.said
    assert "STOPPED: month end" in seen.said


async def test_dead_letters_are_listed_shown_and_replayed(operator: Operator) -> None:
    added = await operator.b9("add", "instagram", "few.garbage.nopk.x", "--wait")
    listed = await operator.b9("dead-letters", "list")
    letter = listed.said.splitlines()[1].split()[0]
    shown = await operator.b9("dead-letters", "show", letter)
    tried = await operator.b9("dead-letters", "replay", letter, "--dry-run")
    unknown = await operator.b9("dead-letters", "replay", "999999")

    assert added.code == 0, added.said
    assert "rejected" in listed.said
    assert "no_pk" in shown.said
    assert f"{letter}: would go to" in tried.said
    assert unknown.code == 1
    assert "unknown_dead_letter" in unknown.said


async def until_booked(operator: Operator, name: str, request_id: str) -> None:
    """Wait until every call for *name* has its row: they are told beside the content."""
    booked = "SELECT count(*) FROM api_calls WHERE request_id = $1::uuid"
    asked = f"/_sim/calls?username={name}&limit=1000"
    async with (
        aiohttp.ClientSession(operator.stack.simulator_url) as http,
        operator.as_owner() as owner,
        asyncio.timeout(30),
    ):
        async with http.get(asked) as answer:
            made = len((await answer.json())["calls"])
        while await owner.fetchval(booked, request_id) < made:
            await asyncio.sleep(0.1)


async def test_rows_lost_by_hand_are_replayed_after_a_look_and_for_free(operator: Operator) -> None:
    added = await operator.b9("add", "instagram", "few.lost", "--wait")
    request_id = added.said.split()[-1]
    await until_booked(operator, "few.lost", request_id)
    async with operator.as_owner() as owner:
        held = await owner.fetchval("SELECT count(*) FROM instagram_reels")
        calls = await owner.fetchval("SELECT count(*) FROM api_calls")
        await owner.execute("DELETE FROM instagram_reels WHERE creator_username = 'few.lost'")
    words = ("replay", "persister-content", "--request", request_id)

    looked = await operator.b9(*words)
    sent = await operator.b9(*words, "--yes")
    never = await operator.b9("replay", "instagram-ingest-now", "--since", "1h")

    assert looked.code == sent.code == 0, looked.said + sent.said
    assert "nothing was sent" in looked.said
    assert "paid calls  0" in looked.said
    assert sent.said.endswith("to replay.persister-content; paid calls: 0\n")
    assert (never.code, "paid for twice" in never.said) == (2, True), never.said
    async with operator.as_owner() as owner, asyncio.timeout(20):
        while await owner.fetchval("SELECT count(*) FROM instagram_reels") < held:
            await asyncio.sleep(0.1)
        assert await owner.fetchval("SELECT count(*) FROM api_calls") == calls
    verified = await operator.b9("verify", "@few.lost")
    assert verified.code == 0, verified.said


async def test_everything_reconciles_and_a_reset_leaves_nothing(operator: Operator) -> None:
    added = await operator.b9("add", "instagram", "few.last", "--wait")
    verified = await operator.b9("verify", "--all")
    refused = await operator.b9("reset")
    reset = await operator.b9("reset", "--yes")
    left = await operator.b9("requests")
    again = await operator.b9("add", "instagram", "few.last", "--wait")
    verified_again = await operator.b9("verify", "--all")

    assert added.code == verified.code == 0, verified.said
    assert " 0 differences" in verified.said
    assert refused.code == 1
    assert reset.code == 0, reset.said
    assert left.said == "No requests.\n"
    assert again.code == 0, again.said
    assert verified_again.code == 0, verified_again.said


async def test_a_name_nobody_has_is_a_difference(operator: Operator) -> None:
    ran = await operator.b9("verify", "@never.heard.of")
    assert ran.code == 1
    assert "nobody here is called never.heard.of" in ran.said

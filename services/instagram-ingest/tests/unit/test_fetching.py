"""What becomes of a request, whatever its provider says."""

from datetime import timedelta

import msgspec
import pytest
from ingest_fakes import (
    DOWN,
    EMPTY,
    NOW,
    OWNER,
    FakeProvider,
    World,
    page_of,
    reply,
)

from b9_common.budget import BudgetStopError
from b9_common.errors import OutageError, PoisonError, TerminalError
from b9_common.events import (
    CallClass,
    FetchOutcome,
    Kind,
    Options,
    Profile,
    StageState,
    Walk,
)
from b9_common.fetching.errors import WaitError
from b9_devstack.testing.fetching import Killed
from b9_instagram_ingest.ports import Ask


async def test_profile_then_both_lists_to_their_depth_in_twelve_calls() -> None:
    world = World()

    await world.deliver()

    assert len(world.provider.asked) == world.budget.spent == 12
    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.COMPLETE, None)
    assert world.marker.totals == {"profile": 1, "reels": 90, "posts": 30}
    assert world.counted(Walk.REELS) == [f"reels-{number}" for number in range(90)]
    assert world.counted(Walk.POSTS) == [f"posts-{number}" for number in range(30)]
    assert [ask.count for ask in world.provider.asked_for(Walk.REELS)] == [12] * 7 + [6]
    assert world.marker.owner == OWNER
    assert (world.marker.kind, world.marker.target) == (Kind.CREATOR_ADD, "anna")


async def test_a_refresh_is_thirty_and_ten_in_five_calls() -> None:
    world = World()

    await world.deliver(kind=Kind.CREATOR_REFRESH, reels=30, posts=10)

    assert len(world.provider.asked) == 5
    assert world.marker.totals == {"profile": 1, "reels": 30, "posts": 10}


async def test_lists_shorter_than_their_depth_are_complete() -> None:
    world = World(FakeProvider(reels=13, posts=5))

    await world.deliver()

    assert world.marker.outcome is FetchOutcome.COMPLETE
    assert world.marker.totals == {"profile": 1, "reels": 13, "posts": 5}


async def test_assets_travel_with_their_items_unless_they_are_not_to_be_mirrored() -> None:
    mirrored, bare = World(), World()

    await mirrored.deliver()
    await bare.deliver(options=Options(mirror_media=False))

    assert all(page.assets for page in mirrored.pages if page.items)
    assert not any(page.assets for page in bare.pages)


async def test_a_private_account_is_stored_and_ends_the_request() -> None:
    profile = Profile(id=OWNER.id, username=OWNER.username, is_private=True)
    world = World(FakeProvider(profile=profile))

    with pytest.raises(TerminalError, match="target_private"):
        await world.deliver()

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.FAILED, "target_private")
    assert world.marker.pages == ("r:1:1:profile:0",)
    assert len(world.provider.asked) == 1


async def test_an_unknown_account_ends_the_request_with_one_call_and_no_page() -> None:
    not_found = reply(CallClass.NOT_FOUND, code="target_not_found", status=404)
    world = World(FakeProvider(answers={Walk.PROFILE: [not_found]}))

    with pytest.raises(TerminalError, match="target_not_found"):
        await world.deliver()

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.FAILED, "target_not_found")
    assert (world.pages, world.marker.owner) == ([], None)
    assert len(world.provider.asked) == len(world.tracker.calls) == 1


async def test_an_account_that_closes_midway_ends_the_request_but_keeps_its_pages() -> None:
    private = reply(CallClass.PRIVATE, status=400)
    world = World(FakeProvider(answers={Walk.POSTS: [None, private]}))

    with pytest.raises(TerminalError, match="target_private"):
        await world.deliver()

    assert world.marker.outcome is FetchOutcome.FAILED
    assert world.marker.totals == {"profile": 1, "reels": 90, "posts": 12}


async def test_empty_lists_of_an_account_that_speaks_of_none_are_empty() -> None:
    profile = Profile(id=OWNER.id, username=OWNER.username, media_count=0)
    world = World(FakeProvider(reels=0, posts=0, profile=profile))

    await world.deliver()

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.EMPTY, "no_content")
    assert world.marker.totals == {"profile": 1}


async def test_empty_lists_of_an_account_that_speaks_of_content_are_not_believed() -> None:
    world = World(FakeProvider(reels=0, posts=0))

    await world.deliver()

    assert world.marker.outcome is FetchOutcome.PARTIAL
    assert world.marker.code == "empty_but_has_content"


async def test_one_empty_list_beside_a_full_one_is_complete() -> None:
    world = World(FakeProvider(reels=0))

    await world.deliver()

    assert world.marker.outcome is FetchOutcome.COMPLETE
    assert len(world.provider.asked_for(Walk.REELS)) == 3


async def test_an_empty_page_is_asked_for_twice_more_before_it_is_believed() -> None:
    world = World(FakeProvider(answers={Walk.REELS: [None, EMPTY, EMPTY]}))

    await world.deliver()

    assert world.marker.totals["reels"] == 90
    assert world.slept == [2.0, 5.0]
    assert ("content", StageState.RETRYING, "empty_page") in world.tracker.stages


async def test_a_list_that_promises_more_and_gives_nothing_is_partial() -> None:
    promise = page_of([], more=True, cursor="12")
    world = World(FakeProvider(answers={Walk.REELS: [None, *[promise] * 3]}))

    await world.deliver()

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.PARTIAL, "empty_page")
    assert world.marker.totals == {"profile": 1, "reels": 12, "posts": 30}


@pytest.mark.parametrize(
    ("answers", "code", "calls", "reels"),
    [
        ([page_of(["a", "b"], more=True)], "cursor_missing", 1, 2),
        ([page_of(["a"], more=True, cursor="x"), page_of(["b"], more=True, cursor="x")],
         "cursor_loop", 2, 2),
    ],
)  # fmt: skip
async def test_a_cursor_that_leads_nowhere_ends_the_walk_as_partial(
    answers: list[object], code: str, calls: int, reels: int
) -> None:
    world = World(FakeProvider(answers={Walk.REELS: answers}))  # type: ignore[dict-item]

    await world.deliver()

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.PARTIAL, code)
    assert len(world.provider.asked_for(Walk.REELS)) == calls
    assert world.marker.totals["reels"] == reels


async def test_a_missing_cursor_behind_the_last_wanted_page_is_no_fault() -> None:
    world = World(FakeProvider(answers={Walk.POSTS: [page_of(list("abc"), more=True)]}))

    await world.deliver(posts=3)

    assert world.marker.outcome is FetchOutcome.COMPLETE


async def test_an_endless_list_of_new_cursors_is_given_up_in_the_end() -> None:
    endless = [page_of(["same"], more=True, cursor=f"c{number}") for number in range(99)]
    world = World(FakeProvider(answers={Walk.REELS: [*endless]}))

    await world.deliver(reels=12)

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.PARTIAL, "too_many_pages")
    assert len(world.provider.asked_for(Walk.REELS)) < 20
    assert world.counted(Walk.REELS) == ["same"]


async def test_items_that_drifted_onto_the_next_page_are_announced_once() -> None:
    first = page_of([f"reels-{number}" for number in range(12)], more=True, cursor="10")
    world = World(FakeProvider(answers={Walk.REELS: [first]}))

    await world.deliver()

    found = world.counted(Walk.REELS)
    assert len(found) == len(set(found)) == world.marker.totals["reels"] == 90


async def test_known_items_end_a_cheap_refresh() -> None:
    world = World()

    await world.deliver(known_ids=tuple(f"reels-{number}" for number in range(50)))

    assert len(world.provider.asked_for(Walk.REELS)) == 1
    assert world.marker.outcome is FetchOutcome.COMPLETE


async def test_a_failed_call_is_repeated_at_once_and_forgotten_when_it_succeeds() -> None:
    world = World(FakeProvider(answers={Walk.REELS: [DOWN, DOWN]}))

    await world.deliver()

    assert world.marker.outcome is FetchOutcome.COMPLETE
    assert len(world.tracker.calls) == 14


async def test_between_the_tries_of_a_call_its_request_says_that_it_goes_on() -> None:
    world = World(FakeProvider(answers={Walk.PROFILE: [DOWN] * 3}))

    await world.deliver()

    assert world.tracker.stages == [
        ("profile", StageState.STARTED, None),
        ("profile", StageState.RETRYING, "upstream_error"),
        ("profile", StageState.RETRYING, "upstream_error"),
        ("profile", StageState.WAITING, "upstream_error"),
    ]


async def test_a_provider_that_is_down_makes_the_request_wait_with_its_reason() -> None:
    world = World(FakeProvider(answers={Walk.PROFILE: [DOWN] * 3}))

    await world.deliver()

    assert world.tracker.stages[-1] == ("profile", StageState.WAITING, "upstream_error")
    assert world.tracker.until == NOW + timedelta(seconds=30)
    assert world.tracker.flushes == 1
    assert world.content == {}


async def test_each_wait_is_twice_as_long_up_to_ten_minutes() -> None:
    world = World(FakeProvider(answers={Walk.PROFILE: [DOWN] * 18}))
    waits = []

    for drive in range(1, 7):
        await world.deliver(drive=drive)
        assert world.tracker.until is not None
        waits.append((world.tracker.until - NOW).total_seconds())

    assert waits == [30, 60, 120, 240, 480, 600]


async def test_a_page_that_came_makes_the_next_wait_short_again() -> None:
    world = World(FakeProvider(answers={Walk.PROFILE: [DOWN] * 6, Walk.REELS: [None, *[DOWN] * 3]}))

    for drive in (1, 2, 3):
        await world.deliver(drive=drive)

    assert world.tracker.until == NOW + timedelta(seconds=30)


async def test_a_waiting_request_resumes_its_run_when_it_is_sent_again() -> None:
    world = World(FakeProvider(answers={Walk.REELS: [None, None, DOWN, DOWN, DOWN]}))
    await world.deliver()
    asked_before = len(world.provider.asked)

    await world.deliver(drive=2)

    assert world.marker.outcome is FetchOutcome.COMPLETE
    assert (world.marker.drive, world.marker.run, world.marker.leg) == (2, 1, 2)
    assert world.counted(Walk.REELS) == [f"reels-{number}" for number in range(90)]
    assert len(world.provider.asked) - asked_before == 6


async def test_one_list_that_waits_does_not_stop_the_other() -> None:
    world = World(FakeProvider(answers={Walk.REELS: [DOWN] * 3}))

    await world.deliver()
    progress, _ = await world.store.get("r")

    assert progress is not None
    assert progress.walk(Walk.POSTS).have == 30
    assert world.markers == []


async def test_a_page_that_alone_keeps_failing_is_given_up_and_the_rest_is_partial() -> None:
    world = World(FakeProvider(answers={Walk.REELS: [None, *[DOWN] * 9]}))
    # Other requests go on succeeding meanwhile.
    world.provider.before = lambda: setattr(world.breaker, "answered", world.breaker.answered + 1)

    for drive in (1, 2, 3):
        await world.deliver(drive=drive)

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.PARTIAL, "upstream_error")
    assert world.marker.totals == {"profile": 1, "reels": 12, "posts": 30}


async def test_a_profile_that_alone_keeps_failing_fails_the_request() -> None:
    world = World(FakeProvider(answers={Walk.PROFILE: [DOWN] * 9}))
    world.provider.before = lambda: setattr(world.breaker, "answered", world.breaker.answered + 1)

    await world.deliver(drive=1)
    await world.deliver(drive=2)
    with pytest.raises(TerminalError, match="upstream_error"):
        await world.deliver(drive=3)

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.FAILED, "upstream_error")


async def test_killed_after_the_profile_was_given_up_another_says_so_without_a_call() -> None:
    world = World(FakeProvider(answers={Walk.PROFILE: [DOWN] * 9}))
    world.provider.before = lambda: setattr(world.breaker, "answered", world.breaker.answered + 1)
    await world.deliver(drive=1)
    await world.deliver(drive=2)

    def die() -> None:
        raise Killed

    world.before_publish = die
    with pytest.raises(Killed):
        await world.deliver(drive=3)
    asked = len(world.provider.asked)
    world.before_publish = lambda: None
    with pytest.raises(TerminalError, match="upstream_error"):
        await world.deliver(drive=3, attempt=2)

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.FAILED, "upstream_error")
    assert len(world.provider.asked) == asked


async def test_a_cursor_that_is_no_longer_understood_ends_its_walk_not_the_request() -> None:
    refused = reply(CallClass.BAD_REQUEST, status=400)
    world = World(FakeProvider(answers={Walk.REELS: [None, refused]}))

    await world.deliver()

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.PARTIAL, "bad_request")


async def test_too_many_requests_stops_every_process_for_as_long_as_was_asked() -> None:
    slow_down = reply(CallClass.RATE_LIMITED, retry_after_s=7.0, status=429)
    world = World(FakeProvider(answers={Walk.PROFILE: [slow_down]}))

    await world.deliver()

    assert world.budget.stops == [(NOW.timestamp() + 7.0, "rate_limited")]
    assert world.marker.outcome is FetchOutcome.COMPLETE
    assert not world.breaker.is_open


async def test_a_spent_quota_stops_the_provider_until_its_reset_or_the_end_of_the_day() -> None:
    told = reply(CallClass.QUOTA_EXHAUSTED, quota_reset_s=500.0, status=429)
    untold = reply(CallClass.QUOTA_EXHAUSTED, status=429)
    world = World(FakeProvider(answers={Walk.PROFILE: [told, untold]}))

    await world.deliver()

    midnight = NOW.replace(hour=0) + timedelta(days=1)
    assert [until for until, _ in world.budget.stops] == [
        NOW.timestamp() + 500.0,
        midnight.timestamp(),
    ]


async def test_the_last_call_of_a_quota_is_kept_and_is_the_last() -> None:
    world = World()
    profile = msgspec.structs.replace(
        world.provider.truth(Ask(walk=Walk.PROFILE, username="anna")), quota_left=0
    )
    world.provider.answers = {Walk.PROFILE: [profile]}

    await world.deliver()

    assert [reason for _, reason in world.budget.stops] == ["quota_exhausted"]
    assert world.budget.quota_remaining == 0
    assert len(world.pages) > 0


@pytest.mark.parametrize(
    "refusal", [CallClass.UNAUTHORIZED, CallClass.MISCONFIGURED, CallClass.BLOCKED]
)
async def test_a_refusal_of_us_opens_the_breaker_and_makes_the_request_wait(
    refusal: CallClass,
) -> None:
    world = World(FakeProvider(answers={Walk.PROFILE: [reply(refusal, status=403)]}))

    await world.deliver()

    assert world.breaker.refused
    assert world.tracker.stages[-1] == ("profile", StageState.WAITING, refusal)
    assert len(world.provider.asked) == 1


async def test_over_the_daily_cap_the_request_waits_until_midnight() -> None:
    world = World()
    midnight = NOW.replace(hour=0) + timedelta(days=1)
    world.budget.stop = BudgetStopError("daily_cap", midnight.timestamp())

    await world.deliver()

    assert world.tracker.stages[-1] == ("profile", StageState.WAITING, "daily_cap")
    assert world.tracker.until == midnight
    assert world.provider.asked == []


async def test_a_pause_stops_before_the_next_call_and_gives_the_permit_back() -> None:
    world = World()

    def pause_after_four() -> None:
        if len(world.provider.asked) == 3:
            world.forbidden = WaitError("paused", NOW)

    world.provider.before = pause_after_four
    await world.deliver()

    assert len(world.provider.asked) == world.budget.spent == 4
    assert world.tracker.stages[-1] == ("content", StageState.WAITING, "paused")


async def test_a_process_that_stops_leaves_the_request_to_another_at_once() -> None:
    world = World()
    world.forbidden = OutageError("stopping", delay_s=1.0)

    with pytest.raises(OutageError):
        await world.deliver()

    assert world.provider.asked == []


async def test_a_request_of_another_kind_is_poison() -> None:
    with pytest.raises(PoisonError):
        await World().deliver(kind=Kind.SUBREDDIT_SCAN)

"""What becomes of a request for a community or an account, whatever Reddit says."""

from datetime import timedelta

import pytest
from reddit_fakes import (
    DOWN,
    GONE,
    NOW,
    PRIVATE,
    REFUSED,
    SUSPENDED,
    FakeReddit,
    World,
    page_of,
    post,
    reply,
)

from b9_common.budget import BudgetStopError
from b9_common.errors import OutageError, PoisonError, TerminalError
from b9_common.events import (
    CallClass,
    FetchOutcome,
    Kind,
    Options,
    Owner,
    Platform,
    StageState,
    Walk,
)
from b9_common.fetching.errors import WaitError
from b9_reddit_ingest.page import Page
from b9_reddit_ingest.ports import Reply, Window

OWNER = Owner(id="id-pics", username="pics")
FULL = {"about": 1, "rules": 1, "hot": 30, "top": 30}


async def test_a_scan_asks_for_about_rules_and_both_listings_at_the_same_time() -> None:
    world = World()

    await world.deliver()

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.COMPLETE, None)
    assert world.marker.totals == FULL
    assert world.marker.owner == OWNER
    assert len(world.reddit.asked) == world.budget.spent == world.reddit.most_at_once == 4
    assert {page.owner for page in world.pages} == {OWNER}
    assert world.counted(Walk.HOT) == [f"hot-{number}" for number in range(30)]


async def test_listings_are_paged_by_a_hundred_down_to_the_depth() -> None:
    world = World(FakeReddit(hot=400, top=130))

    await world.deliver(posts=250)

    assert [(ask.limit, ask.after) for ask in world.reddit.asked_for(Walk.HOT)] == [
        (100, None),
        (100, "100"),
        (50, "200"),
    ]
    assert world.marker.totals == {"about": 1, "rules": 1, "hot": 250, "top": 130}
    assert world.marker.outcome is FetchOutcome.COMPLETE


async def test_a_page_of_a_hundred_posts_goes_out_in_numbered_parts() -> None:
    world = World(FakeReddit(hot=100, top=0))

    await world.deliver(posts=100)

    assert [page.key for page in world.pages if page.walk is Walk.HOT] == [
        "r:1:1:hot:0",
        "r:1:1:hot:0.1",
    ]
    assert set(world.marker.pages) == {page.key for page in world.pages}


async def test_a_scan_without_depth_is_of_the_community_alone() -> None:
    world = World()

    await world.deliver(posts=0)

    assert {ask.walk for ask in world.reddit.asked} == {Walk.ABOUT, Walk.RULES}
    assert world.marker.outcome is FetchOutcome.COMPLETE


async def test_a_single_fetch_is_three_calls_at_once() -> None:
    world = World(FakeReddit(top=300))

    await world.deliver(Kind.SUBREDDIT_FETCH_SINGLE, posts=500)

    assert sorted(ask.walk for ask in world.reddit.asked) == ["about", "rules", "top"]
    assert world.reddit.most_at_once == 3
    assert world.marker.totals == {"about": 1, "rules": 1, "top": 100}


async def test_an_account_is_its_profile_and_posts_and_tells_of_their_communities() -> None:
    world = World()

    await world.deliver(Kind.USER_DISCOVER, target="anna")

    assert world.marker.owner == Owner(id="id-anna", username="anna")
    assert world.marker.totals == {"profile": 1, "submitted": 4}
    assert world.found() == {("anna_0", "anna"), ("anna_1", "anna")}
    assert {one.source_id for page in world.pages for one in page.found} == {None}


async def test_the_marker_says_what_was_asked_for() -> None:
    world = World()

    await world.deliver(Kind.USER_DISCOVER, target="anna")

    assert (world.marker.kind, world.marker.target) == (Kind.USER_DISCOVER, "anna")


async def test_files_are_named_and_the_wish_to_mirror_them_travels_on() -> None:
    world = World()

    await world.deliver(options=Options(mirror_media=False))

    posts = [page for page in world.pages if page.posts]
    assert all(page.assets for page in posts)
    assert not any(page.options.mirror_media for page in world.pages)


async def test_a_page_waits_for_the_id_that_about_or_any_post_tells() -> None:
    world = World(FakeReddit(hot=0, top=0))
    world.reddit.answers = {(Walk.ABOUT, "pics"): [DOWN, None]}

    await world.deliver()

    assert {page.walk for page in world.pages} == {Walk.ABOUT, Walk.RULES}
    assert {page.owner for page in world.pages} == {OWNER}


async def test_posts_tell_the_id_where_about_keeps_failing() -> None:
    world = World(FakeReddit(answers={(Walk.ABOUT, "pics"): [DOWN] * 9}))
    world.reddit.before = lambda: setattr(world.breaker, "answered", world.breaker.answered + 1)

    for drive in (1, 2, 3):
        await world.deliver(drive=drive)

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.PARTIAL, "upstream_error")
    assert world.marker.totals == {"rules": 1, "hot": 30, "top": 30}
    assert world.marker.owner == OWNER


async def test_posts_of_other_communities_do_not_name_this_one() -> None:
    strangers = [post("x", subreddit="elsewhere")]
    world = World(FakeReddit(answers={(Walk.HOT, "pics"): [page_of(strangers)]}))

    await world.deliver()

    assert world.marker.owner == OWNER


@pytest.mark.parametrize(
    ("call_class", "code"),
    [
        (CallClass.PRIVATE, "target_private"),
        (CallClass.BANNED, "target_banned"),
        (CallClass.QUARANTINED, "target_quarantined"),
        (CallClass.NOT_FOUND, "target_not_found"),
        (CallClass.UNAVAILABLE_LEGAL, "target_unavailable_legal"),
    ],
)
async def test_what_about_says_of_the_community_ends_the_request(
    call_class: CallClass, code: str
) -> None:
    said = reply(call_class, status=403)
    walks = (Walk.ABOUT, Walk.RULES, Walk.HOT, Walk.TOP)
    world = World(FakeReddit(answers={(walk, "pics"): [said] for walk in walks}))

    with pytest.raises(TerminalError, match=code):
        await world.deliver()

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.FAILED, code)
    assert (world.marker.kind, world.marker.target) == (Kind.SUBREDDIT_SCAN, "pics")
    assert (world.pages, world.marker.owner) == ([], None)
    assert len(world.reddit.asked) == 4


async def test_a_suspended_account_fails_as_suspended() -> None:
    answers = {(Walk.PROFILE, "anna"): [SUSPENDED], (Walk.SUBMITTED, "anna"): [PRIVATE]}
    world = World(FakeReddit(answers=answers))  # type: ignore[arg-type]

    with pytest.raises(TerminalError, match="target_suspended"):
        await world.deliver(Kind.USER_DISCOVER, target="anna")

    assert world.marker.code == "target_suspended"


async def test_one_listing_that_is_refused_leaves_the_rest_as_partial() -> None:
    world = World(FakeReddit(answers={(Walk.TOP, "pics"): [GONE]}))

    await world.deliver()

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.PARTIAL, "target_not_found")
    assert world.marker.totals == {"about": 1, "rules": 1, "hot": 30}


async def test_a_community_without_posts_is_empty() -> None:
    world = World(FakeReddit(hot=0, top=0))

    await world.deliver()

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.EMPTY, "no_content")
    assert world.marker.totals == {"about": 1, "rules": 1}
    assert world.slept == []


async def test_failed_is_never_empty() -> None:
    world = World(FakeReddit(hot=0, top=0))
    world.reddit.answers = {(Walk.HOT, "pics"): [DOWN] * 3, (Walk.TOP, "pics"): [DOWN] * 3}

    await world.deliver()

    assert world.markers == []
    assert world.tracker.stages[-1] == ("content", StageState.WAITING, "upstream_error")


@pytest.mark.parametrize(
    ("pages", "code", "calls"),
    [
        ([page_of([post("a")], after="x"), page_of([post("b")], after="x")], "cursor_loop", 2),
        ([page_of([post("a")], after="x"), page_of([], after="y")], "empty_page", 2),
        ([page_of([post("a")], after=f"c{n}") for n in range(99)], "too_many_pages", 8),
    ],
)
async def test_a_listing_that_leads_nowhere_ends_as_partial(
    pages: list[object], code: str, calls: int
) -> None:
    world = World(FakeReddit(answers={(Walk.HOT, "pics"): pages}))  # type: ignore[dict-item]

    await world.deliver()

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.PARTIAL, code)
    assert len(world.reddit.asked_for(Walk.HOT)) == calls


async def test_an_empty_last_page_is_an_end_like_any_other() -> None:
    world = World(FakeReddit(answers={(Walk.HOT, "pics"): [page_of([post("a")], after="x"),
                                                            page_of([])]}))  # fmt: skip

    await world.deliver()

    assert world.marker.outcome is FetchOutcome.COMPLETE
    assert world.marker.totals["hot"] == 1


async def test_posts_that_drifted_onto_the_next_page_are_announced_once() -> None:
    first = page_of([post(f"hot-{number}") for number in range(12)], after="10")
    world = World(FakeReddit(answers={(Walk.HOT, "pics"): [first]}))

    await world.deliver()

    found = world.counted(Walk.HOT)
    assert len(found) == len(set(found)) == world.marker.totals["hot"] == 30


async def test_rejected_posts_are_announced_with_their_reasons() -> None:
    world = World(FakeReddit(answers={(Walk.HOT, "pics"): [page_of([post("a")], bad=2)]}))

    await world.deliver()

    assert world.marker.totals["hot"] == 3


async def test_without_any_owner_nothing_can_be_kept_and_that_is_a_failure() -> None:
    nothing = reply(CallClass.OK, Page(), status=200)
    world = World(FakeReddit(hot=0, top=0, answers={(Walk.ABOUT, "pics"): [nothing]}))

    with pytest.raises(TerminalError, match="no_owner"):
        await world.deliver()

    assert world.pages == []


async def test_rules_wait_with_about_and_are_not_given_up_for_it() -> None:
    world = World(FakeReddit(hot=0, top=0, answers={(Walk.ABOUT, "pics"): [DOWN] * 3}))
    await world.deliver()

    await world.deliver(drive=2)

    assert (world.marker.drive, world.marker.outcome) == (2, FetchOutcome.EMPTY)
    assert world.marker.totals == {"about": 1, "rules": 1}


async def test_a_request_that_waits_says_so_in_the_stage_it_is_at() -> None:
    world = World(FakeReddit(hot=0, top=0, answers={(Walk.ABOUT, "pics"): [DOWN] * 3}))

    await world.deliver()

    assert world.tracker.stages[-1] == ("listing", StageState.WAITING, "upstream_error")
    assert world.tracker.until == NOW + timedelta(seconds=30)


async def test_over_budget_the_request_waits_with_the_reason() -> None:
    world = World()
    world.budget.stop = BudgetStopError("rate_window", NOW.timestamp() + 60)

    await world.deliver()

    assert world.tracker.stages[-1] == ("listing", StageState.WAITING, "rate_window")
    assert world.tracker.until == NOW + timedelta(seconds=60)
    assert world.reddit.asked == []


async def test_too_many_requests_stops_every_process_for_as_long_as_was_asked() -> None:
    slow_down = reply(CallClass.RATE_LIMITED, retry_after_s=7.0, status=429)
    world = World(FakeReddit(answers={(Walk.HOT, "pics"): [slow_down]}))

    await world.deliver()

    assert world.budget.stops == [(NOW.timestamp() + 7.0, "rate_limited")]
    assert world.marker.outcome is FetchOutcome.COMPLETE


async def test_what_the_headers_say_of_the_window_reaches_the_budget() -> None:
    told = reply(
        CallClass.OK, Page(), status=200, window=Window(remaining=17.0, reset_s=42.5, used=83)
    )
    world = World(FakeReddit(answers={(Walk.RULES, "pics"): [told]}))

    await world.deliver()

    assert world.budget.observed == [(17.0, 42.5, NOW.timestamp())]


async def test_a_refusal_of_us_opens_the_breaker_and_never_speaks_of_the_target() -> None:
    blocked = reply(CallClass.BLOCKED, status=403)
    walks = (Walk.ABOUT, Walk.RULES, Walk.HOT, Walk.TOP)
    world = World(FakeReddit(answers={(walk, "pics"): [blocked] for walk in walks}))

    await world.deliver()

    assert world.breaker.refused
    assert world.tracker.stages[-1] == ("listing", StageState.WAITING, CallClass.BLOCKED)
    assert world.markers == []


async def test_a_pause_stops_before_the_next_call_and_gives_the_permit_back() -> None:
    world = World(FakeReddit(hot=300))

    def pause_after_four() -> None:
        if len(world.reddit.asked) == 3:
            world.forbidden = WaitError("paused", NOW)

    world.reddit.before = pause_after_four

    await world.deliver(posts=300)

    assert len(world.reddit.asked) == world.budget.spent == 4
    assert world.tracker.stages[-1] == ("content", StageState.WAITING, "paused")


async def test_a_stopping_process_leaves_the_request_to_another_with_all_it_has() -> None:
    world = World(FakeReddit(hot=300))

    def stop_after_four() -> None:
        if len(world.reddit.asked) == 3:
            world.forbidden = OutageError("stopping")

    world.reddit.before = stop_after_four
    with pytest.raises(OutageError):
        await world.deliver(posts=300)
    world.forbidden, world.reddit.before = None, lambda: None

    await world.deliver(posts=300, attempt=2)

    assert world.marker.totals == {"about": 1, "rules": 1, "hot": 300, "top": 30}
    assert len(world.reddit.asked) == 6


async def test_calls_are_told_and_cost_nothing() -> None:
    world = World()

    await world.deliver()

    assert len(world.tracker.calls) == 4
    assert {(call.provider, call.cost_usd) for call in world.tracker.calls} == {("reddit", 0.0)}


@pytest.mark.parametrize("wrong", [{"kind": Kind.CREATOR_ADD}, {"platform": Platform.INSTAGRAM}])
async def test_a_request_that_is_not_for_reddit_is_no_work_of_ours(wrong: dict[str, str]) -> None:
    world = World()

    with pytest.raises(PoisonError):
        await world.deliver(**{"kind": Kind.SUBREDDIT_SCAN, **wrong})  # type: ignore[arg-type]


@pytest.mark.parametrize("answer", [DOWN, REFUSED])
async def test_a_list_that_alone_keeps_failing_is_given_up_though_nobody_else_asks(
    answer: Reply,
) -> None:
    world = World(FakeReddit(answers={(Walk.HOT, "pics"): [answer] * 99}))

    for drive in range(1, 7):
        await world.deliver(drive=drive)

    assert world.marker.outcome is FetchOutcome.PARTIAL
    assert world.marker.code == answer.call_class
    assert world.marker.totals == {"about": 1, "rules": 1, "top": 30}


async def test_an_about_page_that_never_comes_is_given_up_though_nobody_else_asks() -> None:
    world = World(FakeReddit(answers={(Walk.ABOUT, "pics"): [DOWN] * 99}))

    for drive in range(1, 7):
        await world.deliver(drive=drive)

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.PARTIAL, "upstream_error")
    assert world.marker.owner == OWNER


async def test_where_nothing_of_the_target_is_answered_it_may_be_us_and_is_waited_for() -> None:
    reddit = FakeReddit(hot=0, top=0)
    for walk in (Walk.ABOUT, Walk.RULES, Walk.HOT, Walk.TOP):
        reddit.answers[walk, "pics"] = [REFUSED] * 99
    world = World(reddit)

    for drive in range(1, 7):
        await world.deliver(drive=drive)

    assert world.markers == []
    assert world.tracker.stages[-1][:2] == ("listing", StageState.WAITING)

"""What a discovery finds, what it costs, and what is left of it after a death."""

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

from b9_common.errors import OutageError, TerminalError
from b9_common.events import CallClass, FetchOutcome, Kind, Options, StageState, Walk
from b9_devstack.testing.fetching import Killed
from b9_reddit_ingest.page import Page
from b9_reddit_ingest.ports import Reply
from b9_reddit_ingest.seen import Findings

DISCOVER = Kind.SUBREDDIT_DISCOVER
TEN = [f"author{number}" for number in range(10)]
FOUND = {(f"{name}_{number}", name) for name in TEN for number in (0, 1)}


async def test_the_predecessors_dead_discovery_subtracted_what_it_had_just_added() -> None:
    """There every community was noted as processed before the processed were taken away."""
    world = World()
    world.reddit.posts = {"author0": [post("1", subreddit="unheard_of", author="author0")]}

    await world.deliver(DISCOVER, authors=10)
    first = world.found()
    # The same community again, and another one with the same authors: all of them are known now.
    await world.deliver(DISCOVER, authors=10, drive=2)
    again = world.found()
    await world.deliver(DISCOVER, authors=10, request_id="r2", target="Aww")
    elsewhere = world.found()

    assert ("unheard_of", "author0") in first
    assert len(first) == 19
    assert first == again == elsewhere


async def test_ten_authors_of_both_listings_are_looked_at_all_at_once() -> None:
    world = World()

    await world.deliver(DISCOVER)

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.COMPLETE, None)
    assert len(world.reddit.asked) == 4 + 10
    assert world.reddit.most_at_once == 10
    assert world.marker.totals == {"about": 1, "rules": 1, "hot": 30, "top": 30, "submitted": 40}
    assert world.found() == FOUND
    assert {ask.limit for ask in world.reddit.asked_for(Walk.SUBMITTED)} == {100}


async def test_files_of_authors_posts_elsewhere_are_not_wanted_with_those_of_the_community() -> (
    None
):
    world = World()

    await world.deliver(DISCOVER, authors=1, options=Options(mirror_media=True))

    wanted = {page.walk: page.options.mirror_media for page in world.pages}
    assert wanted[Walk.TOP]
    assert not wanted[Walk.SUBMITTED]


async def test_lineage_names_the_community_the_author_and_a_post() -> None:
    world = World()

    await world.deliver(DISCOVER, authors=1)

    (page,) = [page for page in world.pages if page.walk is Walk.SUBMITTED]
    assert (page.key, page.owner.id, page.owner.username) == (
        "r:1:1:submitted:0",
        "id-author0",
        "author0",
    )
    assert [(one.source_id, one.via_user_id, one.post_id) for one in page.found] == [
        ("id-pics", "id-author0", "author0-0"),
        ("id-pics", "id-author0", "author0-1"),
    ]


async def test_authors_of_stickied_posts_count_too_but_no_bot_and_nobody_deleted() -> None:
    posts = [
        post("1", author="anna", stickied=True),
        post("2", author="AutoModerator"),
        post("3", author=None, author_id=None),
        post("4", author="[deleted]"),
        post("5", author="pics-ModTeam"),
        post("6", author="reply_bot"),
        post("7", author="Talbot"),
    ]
    world = World(FakeReddit(top=0, answers={(Walk.HOT, "pics"): [page_of(posts)]}))

    await world.deliver(DISCOVER)

    assert [ask.name for ask in world.reddit.asked_for(Walk.SUBMITTED)] == ["anna", "Talbot"]


@pytest.mark.parametrize("answer", [GONE, SUSPENDED, PRIVATE])
async def test_an_author_who_is_gone_suspended_or_hidden_is_no_fault_of_the_run(
    answer: Reply,
) -> None:
    world = World(FakeReddit(answers={(Walk.SUBMITTED, "author3"): [answer]}))

    await world.deliver(DISCOVER)

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.COMPLETE, None)
    assert world.marker.totals["submitted"] == 36


async def test_posts_refused_without_a_reason_are_the_authors_matter_if_others_are_answered() -> (
    None
):
    world = World(FakeReddit(answers={(Walk.SUBMITTED, "author0"): [REFUSED]}))

    await world.deliver(DISCOVER)

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.COMPLETE, None)
    assert world.marker.totals["submitted"] == 36
    assert len(world.reddit.asked) == 4 + 10


@pytest.mark.parametrize("profile", [None, SUSPENDED])
async def test_where_nobody_else_was_asked_for_the_profile_tells_whose_matter_a_refusal_is(
    profile: Reply | None,
) -> None:
    world = World()
    world.reddit.answers = {
        (Walk.SUBMITTED, "author0"): [REFUSED],
        (Walk.PROFILE, "author0"): [profile],
    }

    await world.deliver(DISCOVER, authors=1)

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.COMPLETE, None)
    assert len(world.reddit.asked) == 4 + 1 + 1


async def test_a_refusal_of_posts_and_profile_alike_may_be_of_us_and_is_waited_for() -> None:
    world = World()
    world.reddit.answers = {
        (Walk.SUBMITTED, "author0"): [REFUSED],
        (Walk.PROFILE, "author0"): [REFUSED],
    }

    await world.deliver(DISCOVER, authors=1)

    assert world.markers == []
    assert world.tracker.stages[-1] == ("content", StageState.WAITING, "forbidden")


async def test_an_author_who_fails_is_asked_again_and_the_others_are_not() -> None:
    world = World(FakeReddit(answers={(Walk.SUBMITTED, "author3"): [DOWN] * 3}))
    await world.deliver(DISCOVER)
    assert world.markers == []
    assert world.tracker.stages[-1] == ("content", StageState.WAITING, "upstream_error")

    await world.deliver(DISCOVER, drive=2)

    assert world.marker.outcome is FetchOutcome.COMPLETE
    assert world.found() == FOUND
    asked = [ask.name for ask in world.reddit.asked_for(Walk.SUBMITTED)]
    assert len(asked) == 10 + 3
    assert asked.count("author3") == 4


async def test_an_author_who_alone_keeps_failing_is_given_up_and_the_rest_is_partial() -> None:
    world = World(FakeReddit(answers={(Walk.SUBMITTED, "author3"): [DOWN] * 9}))
    world.reddit.before = lambda: setattr(world.breaker, "answered", world.breaker.answered + 1)

    for drive in (1, 2, 3):
        await world.deliver(DISCOVER, drive=drive)

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.PARTIAL, "upstream_error")
    assert world.marker.totals["submitted"] == 36


async def test_findings_seen_lately_are_told_again_as_of_then_and_without_a_call() -> None:
    world = World()
    await world.deliver(DISCOVER)
    asked = len(world.reddit.asked)

    await world.deliver(DISCOVER, request_id="r2", target="Aww")

    assert len(world.reddit.asked) == asked + 4
    assert world.found() == FOUND
    repeated = [page for page in world.counting if page.walk is Walk.SUBMITTED]
    assert {one.source_id for page in repeated for one in page.found} == {"id-aww"}
    assert {page.observed_at for page in repeated} == {NOW}
    assert sum(page.announced for page in repeated) == 0
    assert "submitted" not in world.marker.totals


async def test_an_author_is_remembered_only_once_the_page_is_confirmed() -> None:
    world = World()
    told: list[bool] = []
    world.seen.before = lambda: told.append(
        all(world.store.entries["r"][0].count(page.key.encode()) == 1 for page in world.pages)
    )

    await world.deliver(DISCOVER, authors=3)

    assert told == [True] * 3


async def test_an_author_without_posts_is_remembered_too_and_tells_nothing() -> None:
    world = World(FakeReddit(posts={"author0": []}))
    await world.deliver(DISCOVER, authors=1)

    await world.deliver(DISCOVER, authors=1, request_id="r2")

    assert len(world.reddit.asked_for(Walk.SUBMITTED)) == 1
    assert world.marker.outcome is FetchOutcome.COMPLETE
    assert world.found() == set()


async def test_findings_of_nobody_known_by_id_are_told_by_nobody() -> None:
    world = World()
    world.seen.kept["author0"] = Findings(name="author0", observed_at=NOW)

    await world.deliver(DISCOVER, authors=1)

    assert world.reddit.asked_for(Walk.SUBMITTED) == []
    assert world.marker.outcome is FetchOutcome.COMPLETE


async def test_where_no_post_tells_an_authors_id_the_profile_does() -> None:
    listed = page_of([post("1", author="anna", author_id=None)])
    own = page_of([post("2", subreddit="cats", author="anna", author_id=None)])
    answers = {(Walk.HOT, "pics"): [listed], (Walk.SUBMITTED, "anna"): [own]}
    world = World(FakeReddit(top=0, answers=answers))  # type: ignore[arg-type]

    await world.deliver(DISCOVER)

    assert [ask.name for ask in world.reddit.asked_for(Walk.PROFILE)] == ["anna"]
    assert world.found() == {("cats", "anna")}
    assert world.pages[-1].owner.id == "id-anna"


async def test_user_feeds_are_found_as_such() -> None:
    world = World(FakeReddit(posts={"author0": [post("1", subreddit="u_author0"),
                                                 post("2", subreddit="cats")]}))  # fmt: skip

    await world.deliver(DISCOVER, authors=1)

    found = {one.name: one.is_user_feed for page in world.pages for one in page.found}
    assert found == {"u_author0": True, "cats": False}


async def test_a_private_community_has_no_authors_to_look_at() -> None:
    world = World(FakeReddit(answers={(Walk.ABOUT, "pics"): [PRIVATE]}))

    with pytest.raises(Exception, match="target_private"):
        await world.deliver(DISCOVER)

    assert world.reddit.asked_for(Walk.SUBMITTED) == []


async def test_an_unreadable_answer_about_an_author_is_no_empty_one() -> None:
    bad = reply(CallClass.MALFORMED, Page(), code="not_json")
    world = World(FakeReddit(answers={(Walk.SUBMITTED, "author0"): [bad] * 3}))

    await world.deliver(DISCOVER, authors=1)

    assert world.markers == []
    assert world.seen.kept == {}


async def test_the_list_of_authors_is_never_drawn_anew() -> None:
    world = World()

    def stop_in_the_middle() -> None:
        if len(world.reddit.asked) == 4 + 5:
            world.forbidden = OutageError("stopping")

    world.reddit.before = stop_in_the_middle
    world.reddit.answers = {(Walk.SUBMITTED, f"author{n}"): [DOWN] for n in range(6, 10)}
    with pytest.raises(OutageError):
        await world.deliver(DISCOVER)
    entry, _ = await world.store.get("r")
    world.forbidden, world.reddit.before = None, lambda: None
    world.reddit.authors = ("somebody", "else")

    await world.deliver(DISCOVER, attempt=2)

    assert entry is not None
    assert [author.name for author in entry.authors or ()] == TEN
    assert world.found() == FOUND
    assert len({page.n for page in world.counting if page.walk is Walk.SUBMITTED}) == 10


async def test_killed_between_the_listings_and_the_authors_the_listings_stand() -> None:
    world = World()
    puts = 0

    def die_before_the_list_of_authors() -> None:
        nonlocal puts
        puts += 1
        if puts == 6:
            raise Killed

    world.store.before = die_before_the_list_of_authors
    with pytest.raises(Killed):
        await world.deliver(DISCOVER)
    world.store.before = lambda: None

    await world.deliver(DISCOVER, attempt=2)

    assert len(world.reddit.asked) == 4 + 10
    assert world.found() == FOUND


async def test_an_author_whose_posts_never_come_ends_though_nobody_else_is_asked_for() -> None:
    world = World()
    world.reddit.answers = {
        (Walk.SUBMITTED, "author0"): [REFUSED] * 99,
        (Walk.PROFILE, "author0"): [REFUSED] * 99,
    }

    for drive in range(1, 7):
        await world.deliver(DISCOVER, authors=1, drive=drive)

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.PARTIAL, "forbidden")


async def test_a_community_that_was_banned_meanwhile_fails_as_banned() -> None:
    world = World(FakeReddit(answers={(Walk.HOT, "pics"): [REFUSED] * 99}))
    world.reddit.answers[Walk.ABOUT, "pics"] = [None, reply(CallClass.BANNED, status=404)]
    await world.deliver(DISCOVER)

    with pytest.raises(TerminalError):
        await world.deliver(DISCOVER, drive=2)

    assert (world.marker.outcome, world.marker.code) == (FetchOutcome.FAILED, "target_banned")

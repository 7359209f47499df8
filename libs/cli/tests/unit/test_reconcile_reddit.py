"""The same of a community: its pages bring posts, and things that are no items."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import pytest

from b9_cli.reconcile.checks import Finding, check_target
from b9_cli.reconcile.content_log import ContentLog, LoggedPage, logged
from b9_cli.reconcile.facts import AssetFacts, PageFacts, RequestFacts, TargetFacts
from b9_cli.reconcile.reddit_facts import LISTS
from b9_common.events import (
    FetchFinished,
    FetchOutcome,
    FoundSubreddit,
    Owner,
    Platform,
    RedditPage,
    RedditPost,
    Rules,
    Subreddit,
    Walk,
)

AT = datetime(2026, 1, 2, tzinfo=UTC)
ANNOUNCED = {"about": 1, "rules": 1, "hot": 2, "submitted": 1}
ASSET = "reddit/p1/image-0"
THINGS = {"community:2qh", "rules:2qh", "found:9zz:2qh:someone"}
Spoil = Callable[[TargetFacts], None]


def key(walk: str) -> str:
    return f"r1:1:1:{walk}:0"


def page(walk: str, announced: int, **changes: object) -> PageFacts:
    booked = PageFacts(
        key=key(walk), request_id="r1", walk=walk, announced=announced, inserted=announced,
        rejected=0, dead=False, asset_keys=(ASSET,) if walk == "hot" else (),
    )  # fmt: skip
    return msgspec.structs.replace(booked, **changes)


def community() -> TargetFacts:
    """One community that was discovered from, all of it as it should be; no file is wanted."""
    marker = FetchFinished(
        request_id="r1", drive=1, run=1, leg=1, platform=Platform.REDDIT,
        owner=Owner(id="2qh", username="Pottery"), pages=tuple(map(key, ANNOUNCED)),
        totals=ANNOUNCED, outcome=FetchOutcome.COMPLETE, finished_at=AT,
    )  # fmt: skip
    request = RequestFacts(
        id="r1", kind="subreddit_discover", status="completed", wanted={"hot": 100},
        created_at=AT, mirrors=False, marker=marker,
    )  # fmt: skip
    return TargetFacts(
        name="r/Pottery",
        kind="community",
        platform=Platform.REDDIT,
        lists=LISTS,
        whole=False,
        owner_id="2qh",
        requests=[request],
        pages={key(walk): page(walk, number) for walk, number in ANNOUNCED.items()},
        rows={"posts": {"p1", "p2", "p3"}},
        things=set(THINGS),
        assets={ASSET: AssetFacts(key=ASSET, state="wanted")},
    )


def published(walk: str, *posts: str, things: tuple[str, ...] = ()) -> LoggedPage:
    return LoggedPage(
        key=key(walk), seq=1, request_id="r1", walk=walk, announced=ANNOUNCED[walk],
        item_ids=posts, asset_keys=(), things=things,
    )  # fmt: skip


LOG = ContentLog(
    pages={
        one.key: one
        for one in (
            published("about", things=("community:2qh",)),
            published("rules", things=("rules:2qh",)),
            published("hot", "p1", "p2"),
            published("submitted", "p3", things=("found:9zz:2qh:someone",)),
        )
    },
    kept_since=datetime(2026, 1, 1, tzinfo=UTC),
    persisted_up_to=10,
)


def differences(found: list[Finding]) -> list[str]:
    return [str(finding) for finding in found if finding.kind == "difference"]


def test_a_whole_community_has_no_differences_though_nobody_fetches_its_files() -> None:
    found = check_target(community(), LOG, {})

    assert differences(found) == []
    assert [one.what for one in found if one.kind == "note"] == [
        "hot: 2 of 100 wanted (the list ended)"
    ]


def lose_post(facts: TargetFacts) -> None:
    facts.rows["posts"].remove("p3")


def lose_lineage(facts: TargetFacts) -> None:
    facts.things.remove("found:9zz:2qh:someone")


def lose_rules(facts: TargetFacts) -> None:
    facts.things.remove("rules:2qh")


def lose_community(facts: TargetFacts) -> None:
    facts.owner_id = None


def doctor_counts(facts: TargetFacts) -> None:
    facts.pages[key("hot")] = page("hot", 3)


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lose_post, "1 submitted were published but have no row: p3"),
        (lose_lineage, "1 other rows were published but are not there: found:9zz:2qh:someone"),
        (lose_rules, "1 other rows were published but are not there: rules:2qh"),
        (doctor_counts, "hot of r1: 2 announced, 3 booked"),
        (
            lose_community,
            "4 pages brought rows, but there is no community: "
            + ", ".join(sorted(map(key, ANNOUNCED))),
        ),
    ],
)
def test_each_fault_of_a_community_is_found_and_named(spoil: Spoil, found: str) -> None:
    facts = community()
    spoil(facts)

    assert found in differences(check_target(facts, LOG, {}))


def test_rows_of_others_are_counted_only_as_far_back_as_the_stream_reaches() -> None:
    facts = community()
    facts.rows["posts"] = {"p1", "p2"}

    found = differences(check_target(facts, ContentLog(), {}))
    assert not any("rows were inserted" in one for one in found)


def test_a_page_of_reddit_tells_its_posts_and_the_things_it_brought() -> None:
    found = FoundSubreddit(id="9zz", name="Kiln", via_user="SomeOne", post_id="p3", source_id="2qh")
    itself = msgspec.structs.replace(found, id="2qh", name="Pottery")
    event = RedditPage(
        request_id="r1", drive=1, run=1, leg=1, walk=Walk.SUBMITTED, n=0,
        platform=Platform.REDDIT, owner=Owner(id="2qh", username="Pottery"), observed_at=AT,
        subreddit=Subreddit(id="2qh", name="Pottery"), rules=Rules(), found=(found, itself),
        posts=(
            RedditPost(
                id="p3", subreddit_id="9zz", subreddit="Kiln", title="t", created_at=AT,
                content_type="text",
            ),
        ),
    )  # fmt: skip

    seen = logged(event, 7)

    assert (seen.seq, seen.item_ids, seen.announced) == (7, ("p3",), 3)
    assert set(seen.things) == THINGS

"""What must agree: each fault is found, named by its ids, and nothing else is."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import pytest

from b9_cli.objects import ObjectFacts
from b9_cli.reconcile.checks import Finding, check_target, objects_wanted
from b9_cli.reconcile.content_log import ContentLog, LoggedPage
from b9_cli.reconcile.facts import (
    AssetFacts,
    LetterFacts,
    PageFacts,
    RequestFacts,
    TargetFacts,
)
from b9_common.events import Depth, FetchFinished, FetchOutcome, Owner, Platform

AT = datetime(2026, 1, 2, tzinfo=UTC)
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
ASSET = "instagram/11/video-0"
Spoil = Callable[[TargetFacts], None]


def marker(**changes: object) -> FetchFinished:
    whole = FetchFinished(
        request_id="r1",
        drive=1,
        run=1,
        leg=1,
        platform=Platform.INSTAGRAM,
        owner=Owner(id="7", username="nasa"),
        pages=("r1:1:1:profile:0", "r1:1:1:reels:0"),
        totals={"profile": 1, "reels": 2},
        depth=Depth(reels=90, posts=30),
        outcome=FetchOutcome.COMPLETE,
        finished_at=AT,
    )
    return msgspec.structs.replace(whole, **changes)


def page(walk: str, announced: int, **changes: object) -> PageFacts:
    booked = PageFacts(
        key=f"r1:1:1:{walk}:0",
        request_id="r1",
        walk=walk,
        announced=announced,
        inserted=announced,
        rejected=0,
        dead=False,
        asset_keys=(ASSET,) if walk == "reels" else (),
    )
    return msgspec.structs.replace(booked, **changes)


def creator() -> TargetFacts:
    """One creator with two reels and one file, all of it as it should be."""
    request = RequestFacts(
        id="r1",
        kind="creator_add",
        status="completed",
        wanted={"reels": 90, "posts": 30},
        created_at=AT,
        mirrors=True,
        marker=marker(),
    )
    pages = [page("profile", 1), page("reels", 2)]
    return TargetFacts(
        name="nasa",
        owner_id="7",
        requests=[request],
        pages={one.key: one for one in pages},
        rows={"reels": {"11", "12"}},
        assets={
            ASSET: AssetFacts(key=ASSET, state="stored", object_key=ASSET, bytes=9, sha256="ab")
        },
        outcomes={"r1": {ASSET}},
    )


def logged(walk: str, announced: int, *items: str, seq: int = 1) -> LoggedPage:
    return LoggedPage(
        key=f"r1:1:1:{walk}:0",
        seq=seq,
        request_id="r1",
        walk=walk,
        announced=announced,
        item_ids=items,
        asset_keys=(),
    )


def content(*pages: LoggedPage, floor: int = 10) -> ContentLog:
    return ContentLog(
        pages={one.key: one for one in pages}, kept_since=BEFORE, persisted_up_to=floor
    )


WHOLE_LOG = content(logged("profile", 1), logged("reels", 2, "11", "12"))
HEADS: dict[str, ObjectFacts | None] = {ASSET: ObjectFacts(ASSET, 9, "ab")}


def differences(found: list[Finding]) -> list[str]:
    return [str(finding) for finding in found if finding.kind == "difference"]


def test_a_whole_creator_has_no_differences_and_says_what_it_lacks() -> None:
    found = check_target(creator(), WHOLE_LOG, HEADS)

    assert differences(found) == []
    assert [finding.what for finding in found] == [
        "reels: 2 of 90 wanted (the list ended)",
        "posts: 0 of 30 wanted (the list ended)",
    ]


def drop_row(facts: TargetFacts) -> None:
    facts.rows["reels"].remove("12")


def drop_page(facts: TargetFacts) -> None:
    del facts.pages["r1:1:1:reels:0"]
    facts.rows.clear()


def doctor_counts(facts: TargetFacts) -> None:
    facts.pages["r1:1:1:reels:0"] = page("reels", 3)


def drop_asset(facts: TargetFacts) -> None:
    facts.assets.clear()


def drop_outcome(facts: TargetFacts) -> None:
    facts.outcomes.clear()


def forget_asset(facts: TargetFacts) -> None:
    facts.assets[ASSET] = AssetFacts(key=ASSET, state="wanted")


def doctor_hash(facts: TargetFacts) -> None:
    facts.assets[ASSET] = AssetFacts(
        key=ASSET, state="stored", object_key=ASSET, bytes=9, sha256="cd"
    )


def doctor_size(facts: TargetFacts) -> None:
    facts.assets[ASSET] = AssetFacts(
        key=ASSET, state="stored", object_key=ASSET, bytes=8, sha256="ab"
    )


def lose_key(facts: TargetFacts) -> None:
    facts.assets[ASSET] = AssetFacts(key=ASSET, state="stored", bytes=9, sha256="ab")


def lose_creator(facts: TargetFacts) -> None:
    facts.owner_id = None


def bury(facts: TargetFacts) -> None:
    facts.letters.append(letter(kind="message"))


def reject_silently(facts: TargetFacts) -> None:
    facts.pages["r1:1:1:reels:0"] = page("reels", 2, rejected=1)


def forget_to_send(facts: TargetFacts) -> None:
    facts.outbox = 2


def end_without_marker(facts: TargetFacts) -> None:
    facts.requests = [msgspec.structs.replace(facts.requests[0], marker=None)]


def never_end(facts: TargetFacts) -> None:
    facts.requests = [msgspec.structs.replace(facts.requests[0], status="running")]


def letter(**changes: object) -> LetterFacts:
    told = LetterFacts(
        id=4, origin="r1:1:1:reels:0", kind="item", code="rejected", error="no_pk", replayed=False
    )
    return msgspec.structs.replace(told, **changes)


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (drop_row, "1 reels were published but have no row: 12"),
        (drop_page, "1 pages that the marker of r1 lists are not booked: r1:1:1:reels:0"),
        (drop_page, "1 pages in CONTENT were acked but never booked: r1:1:1:reels:0"),
        (doctor_counts, "reels of r1: 2 announced, 3 booked"),
        (doctor_counts, "page r1:1:1:reels:0 announced 2 items, 3 are booked"),
        (drop_asset, f"1 assets were named but have no row: {ASSET}"),
        (drop_outcome, f"1 assets of r1 have no outcome: {ASSET}"),
        (forget_asset, f"1 assets are wanted, and nobody is fetching them: {ASSET}"),
        (doctor_hash, f"1 objects have another sha256 than was recorded: {ASSET}"),
        (doctor_size, f"1 objects have another size than was recorded: {ASSET}"),
        (lose_key, f"1 assets are stored without saying where: {ASSET}"),
        (
            lose_creator,
            "2 pages brought rows, but there is no creator: r1:1:1:profile:0, r1:1:1:reels:0",
        ),
        (bury, "1 dead letters wait for somebody: 4 (rejected: no_pk)"),
        (reject_silently, "1 pages rejected items without a dead letter each: r1:1:1:reels:0"),
        (forget_to_send, "2 messages of it wait in the outbox"),
        (end_without_marker, "1 requests ended well without a marker: r1"),
        (never_end, "1 requests have not ended: r1"),
    ],
)
def test_each_fault_is_found_and_named(spoil: Spoil, found: str) -> None:
    facts = creator()
    spoil(facts)

    assert found in differences(check_target(facts, WHOLE_LOG, HEADS))


def test_a_missing_object_is_named() -> None:
    assert objects_wanted(creator()) == [ASSET]
    found = check_target(creator(), WHOLE_LOG, {ASSET: None})
    assert differences(found) == [f"1 objects are missing: {ASSET}"]


def test_a_page_that_is_not_acked_yet_is_late_not_lost() -> None:
    facts = creator()
    drop_page(facts)
    log = content(logged("profile", 1), logged("reels", 2, "11", "12", seq=11))

    said = differences(check_target(facts, log, HEADS))
    assert "1 pages were published and are not persisted yet: r1:1:1:reels:0" in said
    assert not any("never booked" in one for one in said)


def test_a_booked_page_must_be_in_the_stream_only_as_far_back_as_that_reaches() -> None:
    lost = "2 pages are booked that CONTENT does not hold: r1:1:1:profile:0, r1:1:1:reels:0"
    assert differences(check_target(creator(), content(), HEADS)) == [lost]
    later = ContentLog(kept_since=datetime(2026, 1, 3, tzinfo=UTC))
    assert differences(check_target(creator(), later, HEADS)) == []
    assert differences(check_target(creator(), ContentLog(), HEADS)) == []


def test_without_the_stream_a_lost_row_is_still_noticed() -> None:
    facts = creator()
    drop_row(facts)
    assert differences(check_target(facts, ContentLog(), HEADS)) == [
        "reels: 2 rows were inserted, 1 are there"
    ]


def test_rejected_items_with_their_dead_letters_are_a_note() -> None:
    facts = creator()
    facts.pages["r1:1:1:reels:0"] = page("reels", 2, inserted=1, rejected=1)
    facts.rows["reels"] = {"11"}
    facts.letters.append(letter())
    log = content(logged("profile", 1), logged("reels", 2, "11"))

    found = check_target(facts, log, HEADS)
    assert differences(found) == []
    assert "1 items were rejected, each with its dead letter" in [one.what for one in found]


def test_files_that_are_gone_are_a_note_with_their_reason() -> None:
    facts = creator()
    facts.assets[ASSET] = AssetFacts(key=ASSET, state="gone", reason="404")

    found = check_target(facts, WHOLE_LOG, {})
    assert differences(found) == []
    assert "1 assets are gone (404)" in [one.what for one in found]


def test_a_cut_list_tells_the_code_it_was_cut_for() -> None:
    facts = creator()
    cut = marker(outcome=FetchOutcome.PARTIAL, code="upstream_error")
    facts.requests = [msgspec.structs.replace(facts.requests[0], marker=cut, status="partial")]

    notes = [finding.what for finding in check_target(facts, WHOLE_LOG, HEADS)]
    assert "reels: 2 of 90 wanted (partial: upstream_error)" in notes


def test_of_many_ids_the_first_are_named_and_the_others_counted() -> None:
    finding = Finding("difference", "13 of them", tuple(f"{n:02}" for n in range(13)))
    assert str(finding).endswith("08, 09 and 3 more")

from typing import Any

import msgspec
import pytest

from b9_common.events import FetchFinished, FetchOutcome
from b9_persister.completion import (
    Facts,
    PageFacts,
    StageNow,
    Verdict,
    final_status,
    judge,
)
from b9_persister.testing.events import marker, page, profile_page

REQUEST = "00000000-0000-4000-8000-000000000001"
PAGES = [profile_page(REQUEST), page(REQUEST)]


def ended(outcome: FetchOutcome = FetchOutcome.COMPLETE, **fields: Any) -> FetchFinished:
    return marker(REQUEST, PAGES, outcome=outcome, **fields)


def facts(**fields: Any) -> Facts:
    stages = fields.pop("stages", {})
    given: dict[str, Any] = {
        "status": "running",
        "drive": 1,
        "kind": "creator_add",
        "wanted_items": 121,
        "mirror": True,
        "full_depth": True,
        "pages": PageFacts(booked=2, announced=2, stored=2, heads=1),
        "stages": {
            name: StageNow(stage=name, state=stages.get(name, "pending"))
            for name in ("profile", "content", "rows", "media", "analytics")
        },
    }
    return Facts(**(given | fields))


def listed(**fields: Any) -> PageFacts:
    return PageFacts(
        **({"listed": 2, "booked": 2, "announced": 2, "stored": 2, "heads": 1} | fields)
    )


def states(verdict: Verdict) -> dict[str, str]:
    return {stage.stage: stage.state for stage in verdict.stages}


def test_pages_alone_start_a_request_and_complete_nothing() -> None:
    verdict = judge(facts(status="queued"))

    assert verdict.status == "running"
    assert states(verdict) == {"profile": "done", "content": "running", "rows": "running"}
    assert not verdict.finished


def test_a_marker_before_its_pages_waits_for_them() -> None:
    verdict = judge(facts(marker=ended(), pages=listed(booked=1)))

    assert states(verdict)["content"] == "done"
    assert states(verdict)["rows"] == "running"
    assert not verdict.finished
    assert not verdict.whole


def test_rows_are_done_when_every_listed_page_is_booked() -> None:
    verdict = judge(facts(marker=ended(), pages=listed(), media={None: 3}))

    assert states(verdict)["rows"] == "done"
    assert verdict.whole
    assert not verdict.finished


def test_media_is_done_when_nothing_is_awaited() -> None:
    verdict = judge(facts(marker=ended(), pages=listed(), media={"stored": 2, "failed": 1}))

    assert states(verdict)["media"] == "done"
    assert verdict.finished


def test_a_creator_without_files_needs_none() -> None:
    assert judge(facts(marker=ended(), pages=listed(), media={})).finished


def test_unmirrored_media_is_skipped() -> None:
    verdict = judge(facts(marker=ended(), pages=listed(), mirror=False, media={None: 3}))

    assert states(verdict)["media"] == "skipped"
    assert verdict.finished


def test_a_failed_fetch_ends_the_request_once_its_pages_are_there() -> None:
    marker_ = ended(FetchOutcome.FAILED, code="target_private")

    assert judge(facts(marker=marker_, pages=listed(booked=1))).status is None
    verdict = judge(facts(marker=marker_, pages=listed()))
    assert verdict.status == "failed"
    assert states(verdict) == {
        "profile": "done",
        "content": "failed",
        "rows": "done",
        "media": "skipped",
        "analytics": "skipped",
    }


def test_a_missing_target_fails_its_profile() -> None:
    missing = marker(REQUEST, [], outcome=FetchOutcome.FAILED, code="target_not_found")
    verdict = judge(facts(marker=missing, pages=PageFacts(listed=0)))

    assert verdict.status == "failed"
    assert states(verdict)["profile"] == "failed"


@pytest.mark.parametrize(
    ("outcome", "media", "dead", "status"),
    [
        (FetchOutcome.COMPLETE, {"stored": 1, "already_stored": 2}, 0, "completed"),
        (FetchOutcome.EMPTY, {}, 0, "completed"),
        (FetchOutcome.PARTIAL, {"stored": 1}, 0, "partial"),
        (FetchOutcome.COMPLETE, {"stored": 1, "gone": 1}, 0, "partial"),
        (FetchOutcome.COMPLETE, {"too_large": 1}, 0, "partial"),
        (FetchOutcome.COMPLETE, {"rejected": 1}, 0, "partial"),
        (FetchOutcome.COMPLETE, {"failed": 1}, 0, "partial"),
        (FetchOutcome.COMPLETE, {}, 1, "partial"),
    ],
)
def test_a_request_is_completed_only_when_all_it_named_is_held(
    outcome: FetchOutcome, media: dict[str | None, int], dead: int, status: str
) -> None:
    assert final_status(facts(marker=ended(outcome), media=media, pages=listed(dead=dead))) == (
        status
    )


def test_rejected_items_do_not_make_a_request_partial() -> None:
    assert final_status(facts(marker=ended(), media={}, pages=listed(rejected=1))) == "completed"


@pytest.mark.parametrize("outcome", [FetchOutcome.PARTIAL, FetchOutcome.FAILED])
def test_only_a_complete_fetch_is_whole(outcome: FetchOutcome) -> None:
    assert not judge(facts(marker=ended(outcome), pages=listed(), media={})).whole


def test_a_shallow_fetch_is_never_whole() -> None:
    assert not judge(facts(marker=ended(), pages=listed(), media={}, full_depth=False)).whole


def test_stages_never_move_backwards() -> None:
    done = facts(stages=dict.fromkeys(("profile", "content", "rows", "media"), "done"))

    assert set(states(judge(done)).values()) <= {"done"}


def test_a_new_drive_has_reset_its_stages_and_they_run_again() -> None:
    verdict = judge(facts(status="queued", drive=2, stages={"profile": "done"}))

    assert states(verdict)["content"] == "running"
    assert verdict.status == "running"


def test_what_a_worker_says_of_its_stage_stands_while_pages_come() -> None:
    verdict = judge(facts(status="waiting", stages={"content": "waiting"}))

    assert states(verdict)["content"] == "waiting"
    assert verdict.status is None


def test_the_same_facts_twice_change_nothing() -> None:
    first = facts(marker=ended(), pages=listed(), media={None: 1})
    now = {**first.stages, **{stage.stage: stage for stage in judge(first).stages}}

    assert judge(msgspec.structs.replace(first, stages=now)).stages == ()

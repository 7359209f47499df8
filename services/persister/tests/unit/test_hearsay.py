from typing import Any

import msgspec

from b9_common.events import StageState, StageTracked
from b9_persister.hearsay import Heard, StageHeard, hear
from b9_persister.testing.events import at

WAITING, STARTED = StageState.WAITING, StageState.STARTED


def request(status: str = "running", **states: str) -> Heard:
    names = ("profile", "content", "media")
    return Heard(
        drive=1,
        status=status,
        stages={name: StageHeard(stage=name, state=states.get(name, "pending")) for name in names},
    )


def said(state: StageState, minutes: float = 1, stage: str = "content", **fields: Any) -> Any:
    given = {"drive": 1, "service": "s", "instance": "0", **fields}
    return StageTracked(request_id="r", stage=stage, state=state, at=at(minutes), **given)


def test_a_start_makes_a_queued_request_run() -> None:
    after = hear(request("queued"), [said(STARTED)])

    assert after.status == "running"
    assert after.stages["content"].state == "running"
    assert after.stages["content"].heartbeat_at == at(1)


def test_waiting_shows_its_reason_and_until_when() -> None:
    after = hear(request(), [said(WAITING, reason="over budget", until=at(60))])

    assert (after.status, after.waiting_reason, after.waiting_until) == (
        "waiting",
        "over budget",
        at(60),
    )


def test_what_was_said_before_a_wait_does_not_end_it() -> None:
    waits = hear(request(), [said(WAITING, 5, reason="cap")])

    after = hear(waits, [said(STARTED, 3), said(StageState.HEARTBEAT, 4, stage="profile")])

    assert (after.status, after.waiting_reason) == ("waiting", "cap")


def test_a_start_after_a_wait_ends_it() -> None:
    after = hear(request(), [said(STARTED, 6), said(WAITING, 5, reason="cap")])

    assert (after.status, after.waiting_reason) == ("running", None)


def test_another_drive_is_not_heard() -> None:
    assert not hear(request(), [said(WAITING, drive=2)]).news


def test_an_unknown_stage_is_not_heard() -> None:
    assert not hear(request(), [said(STARTED, stage="listing")]).news


def test_an_ended_stage_keeps_its_state() -> None:
    after = hear(request(content="done"), [said(STARTED, reason="late")])

    assert after.stages["content"].state == "done"
    assert after.stages["content"].reason is None


def test_a_store_that_is_away_does_not_make_the_request_wait() -> None:
    after = hear(request(), [said(WAITING, stage="media", reason="store away")])

    assert after.status == "running"
    assert after.stages["media"].state == "waiting"


def test_a_worker_that_failed_will_try_again() -> None:
    after = hear(request(), [said(StageState.FAILED, reason="boom")])

    assert after.status == "retrying"
    assert after.stages["content"].reason == "boom"


def test_the_same_news_twice_is_news_once() -> None:
    once = hear(request(), [said(STARTED)])

    assert not hear(msgspec.structs.replace(once, news=False), [said(STARTED)]).news

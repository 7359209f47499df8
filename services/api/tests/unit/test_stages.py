import pytest

from b9_api.stages import CREATOR_STAGES, Stage, current_stage, progress


def stages(**states: str) -> list[Stage]:
    return [Stage(stage=name, state=states.get(name, "pending")) for name in CREATOR_STAGES]


def test_an_accepted_request_has_come_two_percent() -> None:
    assert progress("queued", stages(accepted="done")) == 2


def test_a_stage_counts_by_its_share_of_what_was_expected() -> None:
    known = stages(accepted="done", profile="done", content="done")
    known[3] = Stage(stage="rows", state="running", done_items=60, expected_items=120)
    assert progress("running", known) == 2 + 8 + 30 + 17


def test_more_than_expected_is_not_more_than_all() -> None:
    known = stages()
    known[3] = Stage(stage="rows", state="running", done_items=240, expected_items=120)
    assert progress("running", known) == 35


def test_only_what_completed_is_a_hundred() -> None:
    done = stages(**dict.fromkeys(CREATOR_STAGES, "done"))
    assert progress("completed", done) == 100
    assert [progress(status, done) for status in ("running", "partial", "failed")] == [99] * 3


def test_what_was_skipped_weighs_nothing() -> None:
    known = stages(accepted="done", media="skipped", analytics="skipped", profile="done")
    assert progress("running", known) == 100 * 10 // 75


@pytest.mark.parametrize(
    ("states", "current"),
    [
        ({"accepted": "done"}, "profile"),
        ({"accepted": "done", "profile": "failed", "content": "skipped"}, "rows"),
        (dict.fromkeys(CREATOR_STAGES, "done"), None),
    ],
)
def test_the_current_stage_is_the_first_that_has_not_ended(
    states: dict[str, str], current: str | None
) -> None:
    assert current_stage(stages(**states)) == current

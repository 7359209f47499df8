"""What a change comes to for one row, whatever the row holds."""

from typing import Any

import pytest

from b9_api.editing.changes import Change, Row, TagChange, planned, primary_category
from b9_api.editing.entities import CREATORS, SUBREDDITS, USERS, Editable

NOW = "2026-03-01T12:00:00+00:00"


def row(version: int = 3, **held: Any) -> Row:
    return Row(id=7, key="k", name="orbit", version=version, held=held)


def community(**held: Any) -> Row:
    empty = dict.fromkeys(
        ("review", "reviewed_at", "reviewed_by", "primary_category", "tags_updated_at",
         "tags_updated_by", "removed_at")
    )  # fmt: skip
    return row(**{**empty, "tags": [], **held})


def of(editable: Editable, **more: Any) -> Change:
    return Change(of=editable, ids=(7,), **more)


def plan(change: Change, found: Row | None) -> Any:
    return planned(change, found, 7, actor="ada", now=NOW)


@pytest.mark.parametrize(
    ("verb", "after"),
    [("add", ["a", "b", "c"]), ("remove", ["a"]), ("replace", ["b", "c"])],
)
def test_tags_keep_their_order_and_stand_once(verb: Any, after: list[str]) -> None:
    assert TagChange(verb, ("b", "c", "b")).applied(["a", "b"]) == after


@pytest.mark.parametrize(
    ("tags", "category"),
    [
        ([], None),
        (["loud"], None),
        (["loud", "topic:space", "format:photo"], "topic"),
        ([":space", "topic:"], "topic"),
    ],
)
def test_the_category_is_that_of_the_first_tag_that_has_one(
    tags: list[str], category: str | None
) -> None:
    assert primary_category(tags) == category


def test_whoever_decides_signs_and_what_follows_changes_too() -> None:
    change = of(SUBREDDITS, set={"review": "Ok"}, tags=TagChange("add", ("topic:space",)))

    done = plan(change, community())

    assert done.result == "updated"
    assert done.version == 4
    assert done.after == {
        "review": "Ok",
        "reviewed_at": NOW,
        "reviewed_by": "ada",
        "tags": ["topic:space"],
        "tags_updated_at": NOW,
        "tags_updated_by": "ada",
        "primary_category": "topic",
    }
    assert set(done.before) == set(done.after)


def test_the_same_decision_again_signs_nothing() -> None:
    done = plan(of(SUBREDDITS, set={"review": "Ok"}), community(review="Ok", reviewed_by="bo"))

    assert (done.result, done.version, done.after) == ("unchanged", 3, {})


def test_a_row_at_another_version_or_otherwise_than_expected_is_left_alone() -> None:
    change = {"review": "Ok"}
    found = community(review="No Seller")

    assert plan(of(SUBREDDITS, set=change, versions={7: 2}), found).result == "conflict"
    assert plan(of(SUBREDDITS, set=change, versions={8: 2}), found).result == "updated"
    assert plan(of(SUBREDDITS, set=change, expect={"review": None}), found).result == "conflict"
    assert plan(of(SUBREDDITS, set=change, expect={"version": 3}), found).result == "updated"


def test_what_is_out_of_sight_is_not_found_unless_it_is_what_it_is_about() -> None:
    found = row(removed_at=NOW, notes=None)

    assert plan(of(CREATORS, set={"notes": "x"}), found).result == "not_found"
    assert plan(of(CREATORS, set={"notes": "x"}, hidden=True), found).result == "updated"
    assert plan(of(CREATORS, set={"notes": "x"}), None).result == "not_found"


def test_a_field_that_is_to_be_kept_is_kept_and_the_others_change() -> None:
    change = of(USERS, set={"status": "active", "model_id": 1}, keep={"status": "banned"})

    assert plan(change, row(status="banned", model_id=None)).after == {"model_id": 1}
    assert plan(change, row(status="inactive", model_id=1)).after == {"status": "active"}

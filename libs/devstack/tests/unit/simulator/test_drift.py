"""Drift is repeatable, and what was there throughout can be told."""

from b9_devstack.simulator.creators import make_creator
from b9_devstack.simulator.drift import Course, Courses
from b9_devstack.simulator.truth import truth_of


def drifted(name: str, calls: int) -> Course:
    course = Course()
    for _ in range(calls):
        course.advance(make_creator(7, name))
    return course


def test_the_same_number_of_calls_gives_the_same_changes() -> None:
    assert drifted("nasa", 60) == drifted("nasa", 60)
    assert drifted("nasa", 60) != drifted("spacex", 60)


def test_items_appear_and_vanish() -> None:
    changes = drifted("nasa", 100).changes["reels"]
    assert changes.appeared
    assert changes.vanished


def test_nothing_vanishes_on_the_first_call() -> None:
    for number in range(50):
        first = drifted(f"creator{number}", 1)
        assert not first.changes["reels"].vanished | first.changes["posts"].vanished


def test_a_creator_with_nothing_has_nothing_to_lose() -> None:
    assert not drifted("empty.x", 200).changes["reels"].vanished


def test_truth_follows_the_changes() -> None:
    creator, course = make_creator(7, "nasa"), drifted("nasa", 100)
    calm = truth_of(creator, reels=90, posts=30, changes=Course().changes)
    moved = truth_of(creator, reels=90, posts=30, changes=course.changes)
    assert calm["reels"] != moved["reels"]
    assert len(moved["reels"]) == 90


def test_the_longest_unused_course_is_forgotten() -> None:
    courses = Courses(limit=2)
    a, b, c = (make_creator(7, name) for name in "abc")
    courses.of(a).advance(a)
    courses.of(b)
    assert courses.of(a).calls == 1
    courses.of(c)
    assert courses.of(a).calls == 1
    assert courses.of(b) == Course()

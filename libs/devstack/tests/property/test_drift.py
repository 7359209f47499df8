"""Walks of many creators whose lists change between the pages."""

from b9_devstack.simulator.creators import make_creator
from b9_devstack.simulator.drift import Course
from b9_devstack.simulator.feeds import make_page
from b9_devstack.simulator.truth import throughout_of


def test_a_walk_under_drift_misses_nothing_that_was_there_throughout() -> None:
    for number in range(30):
        creator, course = make_creator(7, f"creator{number}"), Course()
        stored: set[str] = set()
        cursor = None
        for _ in range(8):
            course.advance(creator)
            page = make_page(
                creator, "reels", asked_cursor=cursor, count=12, changes=course.changes["reels"]
            )
            stored |= {str(item.pk) for item in page.items}
            cursor = page.cursor
        must = throughout_of(creator, reels=90, posts=0, changes=course.changes)
        assert {item["pk"] for item in must["reels"]} <= stored
        assert len(must["reels"]) > 60

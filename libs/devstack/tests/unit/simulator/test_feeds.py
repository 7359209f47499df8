"""Pages end where they should, and go wrong only where they are told to."""

from itertools import pairwise

import pytest

from b9_devstack.simulator.creators import Walk, make_creator
from b9_devstack.simulator.feeds import (
    BadCursorError,
    Changes,
    Page,
    make_page,
    read_cursor,
    slots,
    write_cursor,
)


def pages(name: str, walk: Walk = "reels", count: int = 12, limit: int = 300) -> list[Page]:
    creator = make_creator(7, name)
    found: list[Page] = []
    cursor = None
    while len(found) < limit:
        twists = creator.traits
        page = make_page(
            creator, walk, asked_cursor=cursor, count=count, changes=Changes(), twists=twists
        )
        found.append(page)
        cursor = page.cursor
        if not page.more or cursor is None:
            break
    return found


def test_a_walk_sees_everything_once() -> None:
    creator = make_creator(7, "nasa")
    seen = [item.slot for page in pages("nasa") for item in page.items]
    assert seen == list(slots(creator, "reels", Changes(), None))
    assert len(seen) == creator.reels + creator.pinned


def test_ninety_reels_take_eight_pages_and_thirty_posts_three() -> None:
    assert sum(len(page.items) for page in pages("nasa")[:8]) == 96
    assert sum(len(page.items) for page in pages("nasa", "posts")[:3]) == 36


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (5, 5), (12, 12), (50, 12)])
def test_a_page_is_capped_at_twelve(asked: int, given: int) -> None:
    assert len(pages("nasa", count=asked, limit=1)[0].items) == given


def test_an_empty_list_is_one_empty_page() -> None:
    assert pages("empty.x") == [Page((), more=False, cursor=None)]


def test_short_pages_still_see_everything_once() -> None:
    found = pages("short.x")
    assert {len(page.items) for page in found[:-1]} <= {1, 2, 3, 4, 5}
    seen = [item.slot for page in found for item in page.items]
    assert len(seen) == len(set(seen)) >= 120


def test_overlapping_pages_repeat_one_item_each() -> None:
    found = pages("overlap.x")
    assert all(a.items[-1] == b.items[0] for a, b in pairwise(found))
    assert len({item.slot for page in found for item in page.items}) >= 120


def test_a_cursor_may_be_missing_although_there_is_more() -> None:
    [page] = pages("nocursor.x")
    assert page.more
    assert page.cursor is None


def test_a_cursor_may_lead_back_to_itself() -> None:
    found = pages("loopcursor.x", limit=5)
    assert found[1] == found[2] == found[3]


@pytest.mark.parametrize("cursor", ["x", "%%%", write_cursor("posts", 3), "Yjkv"])
def test_a_cursor_of_another_list_is_refused(cursor: str) -> None:
    with pytest.raises(BadCursorError):
        read_cursor(cursor, "reels")


def test_a_cursor_survives_what_appears_and_vanishes() -> None:
    creator = make_creator(7, "few.x")
    first = make_page(creator, "reels", asked_cursor=None, count=5, changes=Changes())
    drifted = Changes(appeared=[-1, -2], vanished={4, 6})
    second = make_page(creator, "reels", asked_cursor=first.cursor, count=5, changes=drifted)
    assert [item.slot for item in second.items] == [5, 7, 8, 9, 10]
    again = make_page(creator, "reels", asked_cursor=None, count=3, changes=drifted)
    assert [item.slot for item in again.items] == [-2, -1, 0]

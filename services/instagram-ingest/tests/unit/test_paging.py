import pytest
from ingest_fakes import item, rejected

from b9_common.fetching.paging import stuck
from b9_common.fetching.progress import WalkProgress
from b9_instagram_ingest.page import Page
from b9_instagram_ingest.paging import count_to_ask, take


def page(pks: str = "", *, more: bool = False, cursor: str | None = None, bad: int = 0) -> Page:
    return Page(
        items=tuple(item(pk) for pk in pks),
        rejected=tuple(rejected(index) for index in range(bad)),
        more_available=more,
        next_cursor=cursor,
    )


@pytest.mark.parametrize(("have", "wanted", "asked"), [(0, 90, 12), (84, 90, 6), (0, 5, 5)])
def test_never_more_is_asked_for_than_is_wanted_or_given(
    have: int, wanted: int, asked: int
) -> None:
    assert count_to_ask(WalkProgress(have=have), wanted) == asked


def test_rejected_items_count_as_found_so_that_garbage_costs_no_extra_pages() -> None:
    step = take(WalkProgress(), page("ab", more=True, cursor="x", bad=3), 5)

    assert (step.after.announced, step.after.have) == (5, 5)
    assert step.after.is_done(5)


def test_the_end_needs_no_cursor() -> None:
    step = take(WalkProgress(), page("ab"), 90)

    assert (step.after.ended, step.after.code) == (True, None)


def test_an_empty_last_page_is_an_end_like_any_other() -> None:
    step = take(WalkProgress(n=3, cursor="x"), page(), 90)

    assert (step.after.ended, step.after.code, step.after.announced) == (True, None, 0)


def test_a_page_confirmed_clears_what_counted_against_it() -> None:
    step = take(WalkProgress(failures=2), page("a", more=True, cursor="x"), 90)

    assert step.after.failures == 0


def test_a_walk_reopened_without_a_cursor_would_begin_again_so_it_is_stuck() -> None:
    assert stuck(WalkProgress(n=3, cursor=None))
    assert not stuck(WalkProgress())
    assert not stuck(WalkProgress(n=3, cursor="x"))


def test_a_deeper_wish_reopens_a_walk_that_stopped_at_its_depth_but_not_one_that_ended() -> None:
    stopped = take(WalkProgress(), page("abc", more=True, cursor="x"), 3).after
    ended = take(WalkProgress(), page("abc"), 3).after

    assert stopped.is_done(3)
    assert not stopped.is_done(9)
    assert ended.is_done(9)

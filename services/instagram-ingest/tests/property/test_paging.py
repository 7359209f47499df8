"""Any pages in any order."""

from hypothesis import given
from hypothesis import strategies as st
from ingest_fakes import item

from b9_common.fetching.paging import stuck
from b9_common.fetching.progress import WalkProgress
from b9_instagram_ingest.page import Page
from b9_instagram_ingest.paging import SPARE_PAGES, take

PKS = st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=6)


@given(st.lists(st.tuples(PKS, st.booleans(), st.none() | st.sampled_from("xyz")), max_size=120))
def test_any_pages_end_the_walk_in_bounded_steps_and_count_each_item_once(
    pages: list[tuple[list[str], bool, str | None]],
) -> None:
    state, told, wanted = WalkProgress(), list[str](), 8
    steps = 0
    for pks, more, cursor in pages:
        if state.is_done(wanted) or stuck(state):
            break
        page = Page(items=tuple(map(item, pks)), more_available=more, next_cursor=cursor)
        step = take(state, page, wanted)
        told += step.fresh
        state, steps = step.after, steps + 1

    assert steps <= wanted + SPARE_PAGES + 1
    assert len(told) == len(set(told)) == state.announced == len(state.seen)

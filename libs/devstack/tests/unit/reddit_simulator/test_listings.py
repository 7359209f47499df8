"""Paging as Reddit does it, and as it goes wrong."""

import pytest

from b9_devstack.reddit_simulator.listings import Asked, ordered, page_of
from b9_devstack.reddit_simulator.outline import Ref
from b9_devstack.reddit_simulator.universe import Universe
from b9_devstack.simulator.items import EPOCH_S

DAY_S = 86_400


@pytest.fixture(scope="module")
def refs() -> list[Ref]:
    universe = Universe(7, (230, 230), (2, 40))
    community = universe.community("pottery")
    assert community is not None
    return universe.posts_of(community)


def in_a_row(pages: list[list[str]]) -> list[str]:
    return [item for page in pages for item in page]


def walk(
    listed: list[Ref],
    limit: int,
    *,
    on_top: int = 0,
    pages: int = 50,
    twists: frozenset[str] = frozenset(),
) -> list[list[str]]:
    """Follow ``after`` as a client does; return the pages."""
    found: list[list[str]] = []
    after = None
    for _ in range(pages):
        asked = Asked(limit=limit, after=after, count=100 if after else 0)
        shown, after, _ = page_of(listed, asked, on_top=on_top, twists=twists)
        found.append([item.id for item in shown])
        if after is None:
            break
    return found


@pytest.mark.parametrize(("limit", "sizes"), [(100, [100, 100, 30]), (500, [100, 100, 30])])
def test_after_leads_down_to_null_past_every_post_once(
    refs: list[Ref], limit: int, sizes: list[int]
) -> None:
    found = walk(refs, limit)
    assert [len(page) for page in found] == sizes
    assert in_a_row(found) == [ref.id for ref in refs]


def test_a_last_page_that_is_full_has_no_cursor(refs: list[Ref]) -> None:
    assert [len(page) for page in walk(refs[:200], 100)] == [100, 100]


@pytest.mark.parametrize("limit", [0, -3])
def test_without_a_sensible_limit_a_page_holds_25(refs: list[Ref], limit: int) -> None:
    assert len(page_of(refs, Asked(limit=limit))[0]) == 25


def test_stickied_posts_come_on_top_besides_the_limit(refs: list[Ref]) -> None:
    hot = ordered(refs, "hot", "all")
    stickied = [ref.sticky for ref in hot].index(False)
    assert stickied in {1, 2}
    found = walk(hot, 100, on_top=stickied)
    assert len(found[0]) == 100 + stickied
    assert in_a_row(found) == [ref.id for ref in hot]


def test_before_leads_back(refs: list[Ref]) -> None:
    _, after, before = page_of(refs, Asked(limit=50))
    assert before is None
    second, after, before = page_of(refs, Asked(limit=50, after=after, count=50))
    assert before == second[0].fullname
    back, after, before = page_of(refs, Asked(limit=50, before=before, count=51))
    assert [ref.id for ref in back] == [ref.id for ref in refs[:50]]
    assert (after, before) == (back[-1].fullname, None)


def test_an_unknown_cursor_is_the_end(refs: list[Ref]) -> None:
    assert page_of(refs, Asked(after="t3_zzz")) == ([], None, None)


def test_what_is_gone_is_not_shown_and_still_a_cursor(refs: list[Ref]) -> None:
    gone = {refs[9].fullname, refs[20].fullname}
    shown, after, _ = page_of(refs, Asked(limit=10), gone=gone)
    assert [ref.id for ref in shown] == [ref.id for ref in refs[:11] if ref is not refs[9]]
    assert after == refs[10].fullname
    shown, _, _ = page_of(refs, Asked(limit=3, after=refs[9].fullname), gone=gone)
    assert [ref.id for ref in shown] == [ref.id for ref in refs[10:13]]


def test_new_is_by_time_and_top_by_score_within_the_span(refs: list[Ref]) -> None:
    new = ordered(refs, "new", "day")
    assert [ref.created for ref in new] == sorted((ref.created for ref in refs), reverse=True)
    top = ordered(refs, "top", "week")
    assert [ref.score for ref in top] == sorted((ref.score for ref in top), reverse=True)
    assert {ref.id for ref in top} == {ref.id for ref in refs if ref.created >= EPOCH_S - 7 * DAY_S}
    assert len(ordered(refs, "top", "all")) == len(refs)


def test_short_pages_lose_nothing(refs: list[Ref]) -> None:
    found = walk(refs, 100, twists=frozenset({"short"}))
    assert len(found) > 3
    assert in_a_row(found) == [ref.id for ref in refs]


def test_repeating_pages_begin_with_what_was_shown(refs: list[Ref]) -> None:
    found = walk(refs, 100, twists=frozenset({"repeating"}))
    assert found[1][:3] == found[0][-3:]
    assert list(dict.fromkeys(in_a_row(found))) == [ref.id for ref in refs]


def test_an_endless_cursor_never_moves_on(refs: list[Ref]) -> None:
    found = walk(refs, 100, pages=5, twists=frozenset({"endless"}))
    assert len(found) == 5
    assert found[1] == found[4]

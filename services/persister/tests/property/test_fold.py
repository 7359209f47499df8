"""Pages of Instagram in any order."""

from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st
from services.persister.tests.unit.folding import folded

from b9_persister.testing.events import item, page

REQUEST = str(uuid4())


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(6)))
def test_any_order_of_pages_folds_to_the_same_rows(order: list[int]) -> None:
    pages = [
        page(
            REQUEST,
            n=n,
            items=[item("1", like_count=n), item(str(n % 3 + 2), like_count=n)],
            minutes=n // 2,
        )
        for n in range(6)
    ]

    one, other = folded(*pages), folded(*(pages[n] for n in order))

    assert [(r.content_hash, r.observed_at) for r in one.instagram.reels] == [
        (r.content_hash, r.observed_at) for r in other.instagram.reels
    ]
    assert one.assets == other.assets

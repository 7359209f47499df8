"""Pages of Reddit in any order."""

from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st
from services.persister.tests.unit.folding import folded

from b9_common.events import Walk
from b9_persister.testing.reddit import found, post, reddit_page

REQUEST = str(uuid4())


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(6)))
def test_any_order_of_pages_folds_to_the_same_rows(order: list[int]) -> None:
    pages = [
        reddit_page(
            REQUEST,
            Walk.SUBMITTED,
            n=n,
            posts=[post("p1", score=n), post(f"p{n % 3 + 2}", score=n)],
            found=[found(f"c{n % 2 + 2}", "New", f"p{n}")],
            minutes=n // 2,
        )
        for n in range(6)
    ]

    one, other = folded(*pages), folded(*(pages[n] for n in order))

    assert [(r.content_hash, r.observed_at) for r in one.reddit.posts] == [
        (r.content_hash, r.observed_at) for r in other.reddit.posts
    ]
    assert one.reddit.communities == other.reddit.communities
    assert one.reddit.discoveries == other.reddit.discoveries
    assert one.assets == other.assets

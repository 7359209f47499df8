"""Any listings, cut into pages anyhow."""

from hypothesis import given
from hypothesis import strategies as st
from reddit_fakes import post

from b9_reddit_ingest.authors import Choosing


@given(
    st.lists(st.sampled_from(["a", "A", "b", "c", "x_bot", "[deleted]"]), max_size=12),
    st.lists(st.sampled_from(["a", "d", "e", "AutoModerator"]), max_size=12),
    st.integers(1, 6),
)
def test_the_choice_is_the_same_however_the_listings_were_cut_into_pages(
    hot: list[str], top: list[str], wanted: int
) -> None:
    choosing = Choosing(wanted)
    lists = {"hot": [post(str(n), author=name) for n, name in enumerate(hot)],
             "top": [post(str(n), author=name) for n, name in enumerate(top)]}  # fmt: skip
    whole = {walk: choosing.noted((), posts) for walk, posts in lists.items()}
    cut = {walk: choosing.noted(choosing.noted((), p[:5]), p[5:]) for walk, p in lists.items()}

    chosen = choosing.chosen(whole)

    assert choosing.chosen(cut) == chosen
    names = [author.name.lower() for author in chosen]
    assert len(names) == len(set(names)) <= wanted

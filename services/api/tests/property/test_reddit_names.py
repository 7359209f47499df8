"""Whatever is typed for a name of Reddit."""

from hypothesis import given
from hypothesis import strategies as st

from b9_api.names import InvalidNameError
from b9_api.reddit_names import COMMUNITY, USER, normalise_reddit_user, normalise_subreddit


@given(st.text(max_size=320) | st.from_regex(r"/?r/[A-Za-z0-9_]{1,22}/?"))
def test_whatever_is_typed_gives_a_community_in_its_one_spelling_or_is_refused(typed: str) -> None:
    try:
        name = normalise_subreddit(typed)
    except InvalidNameError:
        return
    assert COMMUNITY.fullmatch(name)
    assert normalise_subreddit(name) == name


@given(st.text(max_size=320) | st.from_regex(r"/?u/[A-Za-z0-9_-]{1,22}/?"))
def test_whatever_is_typed_gives_an_account_in_its_one_spelling_or_is_refused(typed: str) -> None:
    try:
        name = normalise_reddit_user(typed)
    except InvalidNameError:
        return
    assert USER.fullmatch(name)
    assert normalise_reddit_user(name) == name

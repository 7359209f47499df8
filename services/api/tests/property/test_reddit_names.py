"""Whatever is typed for a name of Reddit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b9_api.names import InvalidNameError
from b9_api.reddit_names import COMMUNITY, USER, normalise_reddit_user, normalise_subreddit


@pytest.mark.parametrize(
    "typed",
    [
        "pottery",
        "Pottery",
        "  r/Pottery ",
        "/r/pottery/",
        "R/POTTERY",
        "reddit.com/r/pottery",
        "https://www.reddit.com/r/Pottery/",
        "https://old.reddit.com/r/pottery/top/?t=week",
        "HTTPS://NEW.REDDIT.COM/r/pottery#rules",
        "https://www.reddit.com/r/pottery/comments/abc/a_title/",
    ],
)
def test_a_community_is_found_however_it_was_typed(typed: str) -> None:
    assert normalise_subreddit(typed) == "pottery"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("r/u_Some-Body", "u_some-body"),
        ("u_somebody", "u_somebody"),
        ("AB", "ab"),
        ("a" * 21, "a" * 21),
        ("_snake_", "_snake_"),
    ],
)
def test_feeds_of_users_and_names_at_the_limits_are_communities(typed: str, name: str) -> None:
    assert normalise_subreddit(typed) == name


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "/",
        "r/",
        "a",
        "a" * 22,
        "two words",
        "some-body",
        "pötterý",
        "r/one+two",
        "r/one/two",
        "u/somebody",
        "@pottery",
        "r/all",
        "popular",
        "https://www.reddit.com/",
        "https://www.reddit.com/r/",
        "https://www.reddit.com/user/somebody",
        "https://evil.example/r/pottery",
        "https://notreddit.com/r/pottery",
        "https://reddit.com.evil.example/r/pottery",
        "https://[reddit.com/r/pottery",
        "pottery\x00",
        "poc\u212aet",
        "r/" + "x" * 400,
    ],
)
def test_what_cannot_be_a_community_is_refused(typed: str) -> None:
    with pytest.raises(InvalidNameError):
        normalise_subreddit(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "some-body",
        "Some-Body",
        " @some-body ",
        "u/Some-Body",
        "/u/some-body/",
        "/user/some-body",
        "reddit.com/u/some-body",
        "https://www.reddit.com/user/Some-Body/submitted/",
    ],
)
def test_an_account_is_found_however_it_was_typed(typed: str) -> None:
    assert normalise_reddit_user(typed) == "some-body"


@pytest.mark.parametrize(
    "typed",
    ["", "ab", "a" * 21, "[deleted]", "two words", "r/pottery", "@@one", "u/", "jo\u017fe",
     "https://www.reddit.com/r/pottery", "https://www.reddit.com/user/"],
)  # fmt: skip
def test_what_cannot_be_an_account_is_refused(typed: str) -> None:
    with pytest.raises(InvalidNameError):
        normalise_reddit_user(typed)


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

"""Whatever is typed for a name of Instagram."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b9_api.names import NAME, InvalidNameError, normalise_username


@pytest.mark.parametrize(
    "typed",
    [
        "nasa",
        "NASA",
        "  @Nasa\n",
        "instagram.com/nasa",
        "https://www.instagram.com/NASA/",
        "http://instagram.com/nasa?hl=en&igsh=x",
        "https://instagram.com/nasa/reels/",
        "https://www.instagram.com/nasa#top",
        "HTTPS://M.INSTAGRAM.COM/nasa",
        "https://www.instagram.com/@nasa",
    ],
)
def test_a_name_is_found_however_it_was_typed(typed: str) -> None:
    assert normalise_username(typed) == "nasa"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "@",
        "@@nasa",
        "two words",
        "näsa",
        "nasa!",
        "x" * 31,
        "a" * 301,
        "https://www.instagram.com/",
        "https://www.instagram.com/p/abc/",
        "https://www.instagram.com/reel/abc",
        "https://evil.example/nasa",
        "https://notinstagram.com/nasa",
        "https://instagram.com.evil.example/nasa",
        "nasa\x00",
        "\u017f",
    ],
)
def test_what_cannot_be_a_name_is_refused(typed: str) -> None:
    with pytest.raises(InvalidNameError):
        normalise_username(typed)


@given(st.text(max_size=320))
def test_whatever_is_typed_gives_a_name_of_the_one_spelling_or_is_refused(typed: str) -> None:
    try:
        name = normalise_username(typed)
    except InvalidNameError:
        return
    assert NAME.fullmatch(name)
    assert normalise_username(name) == name

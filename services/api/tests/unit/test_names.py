import pytest

from b9_api.names import InvalidNameError, normalise_username


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

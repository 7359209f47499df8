"""Whatever is typed for a name of Instagram."""

from hypothesis import given
from hypothesis import strategies as st

from b9_api.names import NAME, InvalidNameError, normalise_username


@given(st.text(max_size=320))
def test_whatever_is_typed_gives_a_name_of_the_one_spelling_or_is_refused(typed: str) -> None:
    try:
        name = normalise_username(typed)
    except InvalidNameError:
        return
    assert NAME.fullmatch(name)
    assert normalise_username(name) == name

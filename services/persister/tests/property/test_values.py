"""Any text on its way into a column."""

from hypothesis import given
from hypothesis import strategies as st

from b9_persister.values import clean_text


@given(st.text(st.characters(codec=None), max_size=30))
def test_cleaned_text_is_always_storable(text: str) -> None:
    cleaned = clean_text(text)

    assert "\0" not in cleaned
    assert cleaned.encode().decode() == cleaned


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30))
def test_clean_text_is_not_changed(text: str) -> None:
    assert clean_text(text) == text

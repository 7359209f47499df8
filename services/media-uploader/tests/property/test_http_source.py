"""Whatever a server says of waiting."""

from hypothesis import given
from hypothesis import strategies as st

from b9_media_uploader.adapters.http_source import MAX_RETRY_AFTER_S, retry_after_s


@given(st.text(max_size=40))
def test_no_text_makes_it_fail(text: str) -> None:
    wait_s = retry_after_s({"Retry-After": text})
    assert wait_s is None or 0 <= wait_s <= MAX_RETRY_AFTER_S

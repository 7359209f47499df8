"""Whatever a file begins with."""

from hypothesis import given
from hypothesis import strategies as st

from b9_media_uploader.sniff import media_type


@given(st.binary(max_size=512))
def test_no_bytes_make_it_fail(head: bytes) -> None:
    found = media_type(head)
    assert found is None or found.startswith(("image/", "video/"))

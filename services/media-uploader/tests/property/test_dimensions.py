"""Whatever stands where a header should."""

import io

from hypothesis import given
from hypothesis import strategies as st

from b9_media_uploader.dimensions import dimensions
from b9_media_uploader.testing import samples

TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "video/webm")


@given(st.sampled_from(TYPES), st.binary(max_size=600))
def test_no_bytes_make_it_fail(content_type: str, content: bytes) -> None:
    dimensions(io.BytesIO(content), content_type)


@given(st.binary(max_size=60), st.integers(0, 120))
def test_no_damage_to_a_film_makes_it_fail(damage: bytes, at: int) -> None:
    whole = samples.mp4()
    content = whole[:at] + damage + whole[at + len(damage) :]
    dimensions(io.BytesIO(content), "video/mp4")

"""Sizes from headers."""

import io

import pytest

from b9_media_uploader.dimensions import UNKNOWN, dimensions
from b9_media_uploader.sniff import media_type
from b9_media_uploader.testing import samples


@pytest.mark.parametrize(
    "content",
    [
        samples.jpeg(640, 480, filler=1_000),
        samples.png(640, 480),
        samples.gif(640, 480),
        samples.webp_lossy(640, 480),
        samples.webp_lossless(640, 480),
        samples.webp_extended(640, 480),
        samples.mp4(640, 480),
        samples.mp4(640, 480, version=1),
        samples.mp4(640, 480, filler=100_000, moov_last=True),
    ],
)
def test_headers_tell_the_size(content: bytes) -> None:
    content_type = media_type(content[:512])
    assert content_type is not None
    assert dimensions(io.BytesIO(content), content_type) == (640, 480)


def test_a_jpeg_with_padding_and_an_early_thumbnail_has_its_own_size() -> None:
    thumbnail = b"\xff\xe1\x00\x0c" + b"\xff\xc0\x00\x11\x08\0\1\0\1\0"
    content = b"\xff\xd8" + thumbnail + b"\xff" + samples.jpeg(640, 480)[2:]
    assert dimensions(io.BytesIO(content), "image/jpeg") == (640, 480)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (samples.png(0, 480), "image/png"),
        (samples.png(70_000, 480), "image/png"),
        (samples.png()[:20], "image/png"),
        (samples.jpeg()[:15], "image/jpeg"),
        (b"\xff\xd8" + b"\xff\xe0\x00\x02" * 1_000, "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8Q" + b"\0" * 20, "image/webp"),
        (samples.box(b"ftyp", b"isom"), "video/mp4"),
        (samples.box(b"moov", samples.box(b"moov", samples.track(1, 1))), "video/mp4"),
        (samples.box(b"free", b"") * 100 + samples.box(b"moov", samples.track(1, 1)), "video/mp4"),
        (b"\0\0\0\x01moov" + b"\xff" * 8, "video/mp4"),
        (samples.webm(), "video/webm"),
    ],
)
def test_what_headers_do_not_tell_is_unknown(content: bytes, content_type: str) -> None:
    assert dimensions(io.BytesIO(content), content_type) == UNKNOWN

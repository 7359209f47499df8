"""Files are real, and every asset has bytes of its own."""

import io
import struct
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from b9_devstack.simulator.media_files import CHUNK, MediaBank, _make_jpeg

JPEG = _make_jpeg("test", (90, 120))
# Enough of an MP4 for a walk over its boxes.
MP4 = struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0) + struct.pack(">I4s", 12, b"mdat") + b"data"


@pytest.fixture
def bank(tmp_path: Path) -> MediaBank:
    made = MediaBank(7, tmp_path)
    made._images, made._videos = [JPEG], [MP4]
    return made


def bytes_of(bank: MediaBank, asset: str, size: int = 0, *, video: bool = False) -> bytes:
    file = bank.file(asset, video=video, min_bytes=size, max_bytes=size)
    body = b"".join(file.chunks())
    assert len(body) == file.size
    return body


def boxes(body: bytes) -> list[bytes]:
    found = []
    while body:
        size, kind = struct.unpack(">I4s", body[:8])
        found.append(kind)
        body = body[size:]
    return found


def test_every_asset_has_its_own_bytes_and_always_the_same(bank: MediaBank) -> None:
    for video in (False, True):
        digests = [sha256(bytes_of(bank, name, video=video)).digest() for name in "abca"]
        assert len(set(digests)) == 3
        assert digests[0] == digests[3]


@pytest.mark.parametrize("size", [0, 100_000, 3 * 65_533 + 2, 1_234_567])
def test_a_padded_image_is_still_an_image(bank: MediaBank, size: int) -> None:
    body = bytes_of(bank, "a", size)
    assert len(body) >= size - 8
    with Image.open(io.BytesIO(body)) as image:
        image.load()
        assert image.size == (90, 120)


@pytest.mark.parametrize("extra", range(12))
def test_any_few_bytes_of_padding_keep_an_image_whole(bank: MediaBank, extra: int) -> None:
    size = len(bytes_of(bank, "a")) + 65_533 + extra
    with Image.open(io.BytesIO(bytes_of(bank, "a", size))) as image:
        image.load()


@pytest.mark.parametrize("size", [0, 70, 75, 5_000, CHUNK * 3 + 17])
def test_a_padded_video_is_still_made_of_boxes(bank: MediaBank, size: int) -> None:
    body = bytes_of(bank, "a", size, video=True)
    assert boxes(body)[:3] == [b"ftyp", b"mdat", b"free"]
    assert len(body) >= size - 8


def test_sizes_are_spread_between_the_bounds(bank: MediaBank) -> None:
    sizes = [
        bank.file(str(n), video=True, min_bytes=1_000, max_bytes=1_000_000).size for n in range(300)
    ]
    assert min(sizes) >= 1_000
    assert max(sizes) <= 1_000_000
    assert sum(size < 31_623 for size in sizes) in range(100, 200)

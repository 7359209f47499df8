"""Width and height from a file's headers; pixels are never decoded. None where headers don't say.

Everything here reads a bounded number of small pieces, whatever the file claims about itself.
"""

import struct
from collections.abc import Iterator
from typing import IO, Final

Size = tuple[int, int] | tuple[None, None]

UNKNOWN: Final = (None, None)
MAX_SIDE: Final = 65_535
MAX_STEPS: Final = 64
# JPEG's frame headers; C4, C8 and CC in that range mean something else.
_JPEG_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_LONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_CONTAINERS: Final = {b"moov", b"trak"}


def dimensions(body: IO[bytes], content_type: str) -> Size:
    """Width and height of the file in *body*, as its headers give them."""
    reader = _READERS.get(content_type)
    if reader is None:
        return UNKNOWN
    try:
        width, height = reader(body)
    except (struct.error, ValueError, IndexError):
        return UNKNOWN
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        return UNKNOWN
    return width, height


def _png(body: IO[bytes]) -> tuple[int, int]:
    width, height = struct.unpack(">II", body.read(24)[16:24])
    return width, height


def _gif(body: IO[bytes]) -> tuple[int, int]:
    width, height = struct.unpack("<HH", body.read(10)[6:10])
    return width, height


def _webp(body: IO[bytes]) -> tuple[int, int]:
    head = body.read(30)
    match head[12:16]:
        case b"VP8X":
            return (
                int.from_bytes(head[24:27], "little") + 1,
                int.from_bytes(head[27:30], "little") + 1,
            )
        case b"VP8 ":
            width, height = struct.unpack("<HH", head[26:30])
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            bits = int.from_bytes(head[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    raise ValueError("no size")


def _jpeg(body: IO[bytes]) -> tuple[int, int]:
    at = 2
    for _ in range(MAX_STEPS):
        body.seek(at)
        marker, code, length = struct.unpack(">BBH", body.read(4))
        if marker != 0xFF:  # noqa: PLR2004  JPEG's own
            break
        if code in _JPEG_FRAMES:
            height, width = struct.unpack(">xHH", body.read(5))
            return width, height
        # FF may be repeated as padding; some markers stand alone.
        at += 1 if code == 0xFF else 2 if code in _JPEG_LONE else 2 + length  # noqa: PLR2004
    raise ValueError("no frame")


def _mp4(body: IO[bytes]) -> tuple[int, int]:
    """The largest track: sound has a header too, of size zero."""
    end = body.seek(0, 2)
    sizes = [_track_size(body, at) for at in _track_headers(body, 0, end, depth=0)]
    return max(sizes)


def _track_headers(body: IO[bytes], at: int, end: int, depth: int) -> Iterator[int]:
    """Where the contents of each ``tkhd`` begin."""
    for _ in range(MAX_STEPS):
        if at + 8 > end:
            return
        body.seek(at)
        size, name = struct.unpack(">I4s", body.read(8))
        start = at + 8
        if size == 1:
            (size,) = struct.unpack(">Q", body.read(8))
            start = at + 16
        stop = end if size == 0 else at + size
        if stop <= at or stop < start:
            return
        if name == b"tkhd":
            yield start
        elif name in _CONTAINERS and depth < len(_CONTAINERS):
            yield from _track_headers(body, start, min(stop, end), depth + 1)
        at = stop


def _track_size(body: IO[bytes], at: int) -> tuple[int, int]:
    body.seek(at)
    version = body.read(1)[0]
    # Width and height end the box; version 1 has 64-bit times before them.
    body.seek(at + (88 if version == 1 else 76))
    width, height = struct.unpack(">II", body.read(8))
    return width >> 16, height >> 16


_READERS: Final = {
    "image/png": _png,
    "image/gif": _gif,
    "image/webp": _webp,
    "image/jpeg": _jpeg,
    "video/mp4": _mp4,
    "video/quicktime": _mp4,
}

"""Files of each kind, as small as their headers allow, and one long one of any size."""

import struct


def png(width: int = 3, height: int = 2) -> bytes:
    """A PNG."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + b"\0" * 4


def gif(width: int = 3, height: int = 2) -> bytes:
    """A GIF."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def jpeg(width: int = 3, height: int = 2, *, filler: int = 0) -> bytes:
    """A JPEG; *filler* bytes of picture make it long."""
    app0 = b"\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + b"\0" * 9
    return b"\xff\xd8" + app0 + frame + b"\xff\xda" + b"\x5a" * filler + b"\xff\xd9"


def webp_lossy(width: int = 3, height: int = 2) -> bytes:
    """A WebP of the first kind."""
    frame = b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height)
    return b"RIFF" + b"\0\0\0\0" + b"WEBP" + b"VP8 " + b"\0\0\0\0" + frame


def webp_lossless(width: int = 3, height: int = 2) -> bytes:
    """A WebP without loss."""
    bits = (width - 1) | (height - 1) << 14
    return b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + bits.to_bytes(4, "little") + b"\0" * 8


def webp_extended(width: int = 3, height: int = 2) -> bytes:
    """A WebP with an extended header."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0" + b"\0" * 4 + size


def box(name: bytes, content: bytes) -> bytes:
    """One box of an ISO base media file."""
    return struct.pack(">I4s", 8 + len(content), name) + content


def track(width: int, height: int, *, version: int = 0) -> bytes:
    """A track of a film, with nothing but its header."""
    before = 88 if version == 1 else 76  # bytes of the header before the size
    fields = bytes([version]) + b"\0" * (before - 1)
    return box(b"trak", box(b"tkhd", fields + struct.pack(">II", width << 16, height << 16)))


def mp4(
    width: int = 4,
    height: int = 6,
    *,
    filler: int = 0,
    brand: bytes = b"isom",
    version: int = 0,
    moov_last: bool = False,
) -> bytes:
    """A film: sound, a picture track, and *filler* bytes of data."""
    kind = box(b"ftyp", brand + b"\0\0\2\0" + b"iso2mp41")
    index = box(
        b"moov", box(b"mvhd", b"\0" * 100) + track(0, 0) + track(width, height, version=version)
    )
    data = box(b"mdat", b"\x5a" * filler)
    return kind + (data + index if moov_last else index + data)


def webm() -> bytes:
    """A WebM."""
    return b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + b"\0" * 32


def matroska() -> bytes:
    """A Matroska that is no WebM."""
    return b"\x1a\x45\xdf\xa3\xa3\x42\x86\x81\x01\x42\x82\x88matroska" + b"\0" * 32


def iso_brand(brand: bytes) -> bytes:
    """A file that is nothing but its brand."""
    return box(b"ftyp", brand + b"\0\0\0\0" + brand) + b"\0" * 32

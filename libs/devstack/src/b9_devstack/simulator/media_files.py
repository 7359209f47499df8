"""Real JPEG and MP4 bytes: a few base files, stamped so that every asset has bytes of its own."""

import asyncio
import io
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import shake_128
from pathlib import Path
from typing import Final

import imageio_ffmpeg
from PIL import Image

from b9_devstack.simulator.draw import Draw

# Changes whenever the base files would come out different.
VERSION: Final = "v1"
IMAGE_SIZES: Final = ((360, 640), (432, 540), (480, 480), (540, 675))
VIDEO_SOURCES: Final = ("testsrc2", "mandelbrot", "smptehdbars")
FFMPEG_TIMEOUT_S: Final = 60.0
CHUNK: Final = 1 << 18
SOI: Final = b"\xff\xd8"
MAX_COMMENT: Final = 65_533
BOX_HEADER: Final = 8


@dataclass(frozen=True, slots=True)
class File:
    """One asset's bytes: *head*, then *pad* bytes of no meaning, then *tail*."""

    head: bytes
    pad: int
    tail: bytes
    video: bool

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.head) + self.pad + len(self.tail)

    @property
    def content_type(self) -> str:
        """Its type."""
        return "video/mp4" if self.video else "image/jpeg"

    def chunks(self) -> Iterator[bytes]:
        """Yield all of it, in order, never much at once."""
        yield self.head
        yield from _box_padding(self.pad) if self.video else _comment_padding(self.pad)
        for start in range(0, len(self.tail), CHUNK):
            yield self.tail[start : start + CHUNK]


class MediaBank:
    """The base files, kept in *folder* between runs; `ready` once, then `file` at will."""

    def __init__(self, seed: int, folder: Path) -> None:
        self._seed = seed
        self._folder = folder
        self._images: list[bytes] = []
        self._videos: list[bytes] = []

    async def ready(self) -> None:
        """Make what is missing; takes seconds the first time, nothing afterwards."""
        self._folder.mkdir(parents=True, exist_ok=True)
        names = (f"{VERSION}-{number}.jpg" for number in range(len(IMAGE_SIZES)))
        makers = zip(names, IMAGE_SIZES, strict=True)
        self._images = [await asyncio.to_thread(self._image, *maker) for maker in makers]
        self._videos = [await self._video(source) for source in VIDEO_SOURCES]

    def file(self, asset: str, *, video: bool, min_bytes: int = 0, max_bytes: int = 0) -> File:
        """Return the file of *asset*; its size lies between the bounds where they are set."""
        draw = Draw(self._seed, "file", asset)
        base = draw.pick(self._videos if video else self._images)
        stamp = f"b9 {self._seed} {asset}".encode()
        size = draw.spread(min_bytes or 1, max_bytes) if max_bytes else 0
        if video:
            head, tail = base + _free_box(stamp), b""
            spare = max(0, size - len(head))
            return File(head, spare if spare > BOX_HEADER else 0, tail, video=True)
        head, tail = SOI + _comment(stamp), base[len(SOI) :]
        spare = max(0, size - len(head) - len(tail))
        return File(head, spare if spare > 2 * len(SOI) else 0, tail, video=False)

    def _image(self, name: str, size: tuple[int, int]) -> bytes:
        path = self._folder / name
        if not path.exists():
            _write_whole(path, _make_jpeg(name, size))
        return path.read_bytes()

    async def _video(self, source: str) -> bytes:
        path = self._folder / f"{VERSION}-{source}.mp4"
        if not path.exists():
            await _make_mp4(source, path)
        return path.read_bytes()


def _make_jpeg(name: str, size: tuple[int, int]) -> bytes:
    width, height = size[0] // 15, size[1] // 15
    pixels = shake_128(name.encode()).digest(width * height * 3)
    out = io.BytesIO()
    image = Image.frombytes("RGB", (width, height), pixels)
    image.resize(size, Image.Resampling.BICUBIC).save(out, "JPEG", quality=60)
    return out.getvalue()


async def _make_mp4(source: str, path: Path) -> None:
    """Let ffmpeg draw two seconds of *source*; the same bytes every time."""
    unfinished = path.with_suffix(f".{os.getpid()}.part.mp4")
    process = await asyncio.create_subprocess_exec(
        imageio_ffmpeg.get_ffmpeg_exe(),
        *("-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", f"{source}=size=240x426:rate=12"),
        *("-f", "lavfi", "-i", "sine=frequency=440", "-t", "2", "-threads", "1"),
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", "38", "-pix_fmt", "yuv420p"),
        *("-c:a", "aac", "-b:a", "32k", "-movflags", "+faststart"),
        *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
        str(unfinished),
    )
    try:
        async with asyncio.timeout(FFMPEG_TIMEOUT_S):
            code = await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if code != 0:
        raise RuntimeError(f"ffmpeg could not draw {source}: exit {code}")
    unfinished.replace(path)


def _write_whole(path: Path, content: bytes) -> None:
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _comment(text: bytes) -> bytes:
    """Return a JPEG comment segment: any decoder skips it."""
    return b"\xff\xfe" + struct.pack(">H", len(text) + 2) + text


def _free_box(text: bytes) -> bytes:
    """Return an MP4 box of no meaning: any player skips it."""
    return struct.pack(">I4s", BOX_HEADER + len(text), b"free") + text


_BLOCK: Final = shake_128(b"padding").digest(CHUNK)


def _comment_padding(size: int) -> Iterator[bytes]:
    while size > 0:
        # No last piece may be smaller than an empty comment segment.
        piece = size if size <= MAX_COMMENT else min(MAX_COMMENT, size - 4)
        yield _comment(_BLOCK[: piece - 4])
        size -= piece


def _box_padding(size: int) -> Iterator[bytes]:
    if not size:
        return
    yield struct.pack(">I4s", size, b"free")
    for start in range(0, size - BOX_HEADER, CHUNK):
        yield _BLOCK[: min(CHUNK, size - BOX_HEADER - start)]

"""Where the link is encrypted the kernel cannot send the file: it goes out in bounded pieces."""

import io
from typing import Any

import pytest

from b9_media_uploader.adapters.s3_body import PIECE_BYTES, FileBody


class EncryptedTransport:
    def get_extra_info(self, name: str) -> object:
        return object() if name == "sslcontext" else None


class RecordingWriter:
    """Remembers what was written over an encrypted link."""

    transport = EncryptedTransport()

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    async def write(self, piece: bytes) -> None:
        self.pieces.append(piece)


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES, 2 * PIECE_BYTES + 7])
async def test_an_encrypted_body_is_the_whole_file_in_bounded_pieces(size: int) -> None:
    content = (bytes(range(251)) * (size // 251 + 1))[:size]
    file = io.BytesIO(content)
    file.seek(0, io.SEEK_END)
    writer: Any = RecordingWriter()

    await FileBody(file, size).write(writer)

    assert b"".join(writer.pieces) == content
    assert all(len(piece) <= PIECE_BYTES for piece in writer.pieces)


async def test_no_more_than_the_promised_length_is_sent() -> None:
    writer: Any = RecordingWriter()

    await FileBody(io.BytesIO(b"twelve bytes"), 12).write_with_length(writer, 6)

    assert b"".join(writer.pieces) == b"twelve"


async def test_a_file_that_turned_out_shorter_ends_the_sending() -> None:
    writer: Any = RecordingWriter()

    await FileBody(io.BytesIO(b"short"), 50).write(writer)

    assert b"".join(writer.pieces) == b"short"

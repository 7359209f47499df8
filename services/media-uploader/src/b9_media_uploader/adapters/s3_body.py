"""A file as the body of a put: sent by the kernel where nothing need encrypt it."""

import asyncio
from typing import IO, Final

from aiohttp.abc import AbstractStreamWriter
from aiohttp.payload import Payload

PIECE_BYTES: Final = 256 * 1024


class FileBody(Payload):
    """
    *file* from its start. The client's own body makes a trip to another thread for every 64 KiB:
    half of what an upload would cost.

    `read`, `seek` and `tell` are what the S3 client asks of a body: the first only by name.
    """

    _default_content_type = "application/octet-stream"

    def __init__(self, file: IO[bytes], size: int) -> None:
        super().__init__(file)
        self._file = file
        self._length = size

    def read(self, size: int = -1) -> bytes:
        """See the class."""
        return self._file.read(size)

    def seek(self, offset: int) -> int:
        """See the class."""
        return self._file.seek(offset)

    def tell(self) -> int:
        """See the class."""
        return self._file.tell()

    def decode(self, *_: object, **__: object) -> str:
        """For people who debug the client; a file's bytes are of no use to them."""
        return repr(self._file)

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Send the whole file."""
        await self.write_with_length(writer, None)

    async def write_with_length(
        self, writer: AbstractStreamWriter, content_length: int | None
    ) -> None:
        """Send *content_length* bytes of the file, or all."""
        size = self._length if content_length is None else content_length
        transport = getattr(writer, "transport", None)
        if transport is None or transport.get_extra_info("sslcontext") is not None:
            await self._write_pieces(writer, size)
        elif size > 0:
            writer.send_headers()
            await asyncio.get_running_loop().sendfile(transport, self._file, 0, size)

    async def _write_pieces(self, writer: AbstractStreamWriter, left: int) -> None:
        loop = asyncio.get_running_loop()
        self._file.seek(0)
        while left > 0:
            piece = await loop.run_in_executor(None, self._file.read, min(PIECE_BYTES, left))
            if not piece:
                return
            left -= len(piece)
            await writer.write(piece)

"""A page cut into parts that fit a message: at most 50 items and 512 KiB each."""

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from b9_common.events import (
    MAX_PAGE_BYTES,
    MAX_PAGE_ITEMS,
    AssetRef,
    ContentPage,
    MediaItem,
    RejectedItem,
    encode,
)

Piece = tuple[MediaItem | RejectedItem, tuple[AssetRef, ...]]

# What a piece costs beside its own JSON: commas.
PIECE_OVERHEAD: Final = 2


def parts_of(
    page: ContentPage, assets: Mapping[str, tuple[AssetRef, ...]]
) -> tuple[ContentPage, ...]:
    """
    *page*, given without its items' assets, as numbered parts that hold all of both.

    *assets* are those of each item by its key; the page's own (a profile's) go with the first.
    """
    pieces: list[Piece] = [(item, assets.get(item.media_pk, ())) for item in page.items]
    pieces += [(item, ()) for item in page.rejected]
    bare = msgspec.structs.replace(page, items=(), rejected=(), assets=())
    first = msgspec.structs.replace(bare, assets=page.assets)
    room = MAX_PAGE_BYTES - len(encode(first))
    return tuple(
        _part(first if number == 0 else msgspec.structs.replace(bare, profile=None), number, chunk)
        for number, chunk in enumerate(_chunks(pieces, room))
    )


def _chunks(pieces: list[Piece], room: int) -> Iterator[list[Piece]]:
    """At least one chunk; a piece that is too large alone still gets one of its own."""
    chunk: list[Piece] = []
    used = 0
    for piece in pieces:
        size = len(msgspec.json.encode(piece)) + PIECE_OVERHEAD
        if chunk and (len(chunk) == MAX_PAGE_ITEMS or used + size > room):
            yield chunk
            chunk, used = [], 0
        chunk.append(piece)
        used += size
    yield chunk


def _part(shell: ContentPage, number: int, chunk: list[Piece]) -> ContentPage:
    return msgspec.structs.replace(
        shell,
        part=number,
        items=tuple(item for item, _ in chunk if isinstance(item, MediaItem)),
        rejected=tuple(item for item, _ in chunk if isinstance(item, RejectedItem)),
        assets=shell.assets + tuple(asset for _, assets in chunk for asset in assets),
    )

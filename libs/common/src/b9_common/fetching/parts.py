"""A page cut into parts that fit a message: at most 50 items and 512 KiB each."""

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

import msgspec

from b9_common.events import (
    MAX_PAGE_BYTES,
    MAX_PAGE_ITEMS,
    AssetRef,
    FetchedPage,
    RejectedItem,
    encode,
)

PageT = TypeVar("PageT", bound=FetchedPage)
Assets = tuple[AssetRef, ...]
Piece = tuple[Any, Assets]

# What a piece costs beside its own JSON: commas.
PIECE_OVERHEAD: Final = 2


def parts_of(page: PageT, items: str, assets_of: Callable[[Any], Assets]) -> tuple[PageT, ...]:
    """
    *page*, given without its items' assets, as numbered parts that hold all of both.

    *items* names the field that is cut, beside the rejected. What else its type holds of its own,
    and assets that it has already, go with the first part.
    """
    pieces: list[Piece] = [(item, assets_of(item)) for item in getattr(page, items)]
    pieces += [(item, ()) for item in page.rejected]
    first = msgspec.structs.replace(page, rejected=(), **{items: ()})
    common = {name: getattr(first, name) for name in FetchedPage.__struct_fields__}
    rest = type(page)(**common | {"assets": ()})
    room = MAX_PAGE_BYTES - len(encode(first))
    return tuple(
        _part(rest if number else first, number, items, chunk)
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


def _part(shell: PageT, number: int, items: str, chunk: list[Piece]) -> PageT:
    kept = tuple(item for item, _ in chunk if not isinstance(item, RejectedItem))
    return msgspec.structs.replace(
        shell,
        part=number,
        rejected=tuple(item for item, _ in chunk if isinstance(item, RejectedItem)),
        assets=shell.assets + tuple(asset for _, assets in chunk for asset in assets),
        **{items: kept},
    )

"""Pages and markers become rows, in bounded batches; a bad item is found and set aside."""

import logging
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

import msgspec

from b9_common.errors import OutageError, PoisonError
from b9_common.events import ContentEvent
from b9_common.messaging import Delivery
from b9_common.topology import PERSISTER_CONTENT
from b9_persister.batch import (
    MAX_BATCH_ASSETS,
    MAX_BATCH_BYTES,
    MAX_BATCH_ITEMS,
    Batch,
    ItemId,
    Marker,
    Page,
    Refusal,
    read,
)
from b9_persister.ports import ContentStore, UnstorableError
from b9_persister.things import named

log = logging.getLogger(__name__)

Result: TypeAlias = BaseException | None

# A message that failed twice may be what makes its neighbours fail.
ALONE_FROM: Final = 3


async def persist(
    deliveries: Sequence[Delivery[ContentEvent]], *, store: ContentStore
) -> Sequence[Result]:
    """
    Store *deliveries*; per delivery None or the error that is its own.

    Raises `OutageError` while the database is away: nothing is lost and no attempt is spent.
    Safe to repeat: what is there already is repaired, and counted once.
    """
    results: list[Result] = [None] * len(deliveries)
    good: list[tuple[int, Page | Marker]] = []
    alone: list[tuple[int, Page | Marker]] = []
    for number, delivery in enumerate(deliveries):
        try:
            target = alone if delivery.attempt >= ALONE_FROM else good
            target.append((number, read(delivery)))
        except PoisonError as exc:
            results[number] = exc
    for group in [*_groups(good), *([one] for one in alone)]:
        error = await _store_group([one for _, one in group], store)
        for (number, _), result in zip(group, error, strict=True):
            results[number] = result
    return results


def _groups(
    read_: Sequence[tuple[int, Page | Marker]],
) -> Iterator[list[tuple[int, Page | Marker]]]:
    """Cut to transactions of bounded size, in order."""
    group: list[tuple[int, Page | Marker]] = []
    items = assets = size = 0
    for number, one in read_:
        page = one if isinstance(one, Page) else None
        more = (page.rows, len(page.event.assets), page.size) if page else (0, 0, 0)
        if group and (
            items + more[0] > MAX_BATCH_ITEMS
            or assets + more[1] > MAX_BATCH_ASSETS
            or size + more[2] > MAX_BATCH_BYTES
        ):
            yield group
            group, items, assets, size = [], 0, 0, 0
        group.append((number, one))
        items, assets, size = items + more[0], assets + more[1], size + more[2]
    if group:
        yield group


async def _store_group(group: Sequence[Page | Marker], store: ContentStore) -> Sequence[Result]:
    try:
        await _store(batch_of(group), store)
    except UnstorableError as exc:
        if len(group) == 1:
            log.warning("nothing of a message can be stored: %s", exc)
            return [PoisonError(str(exc), code=exc.code)]
        # Not one of the items, hence one of the messages as a whole.
        results: list[Result] = []
        for one in group:
            results += await _store_group([one], store)
        return results
    except OutageError:
        raise
    except Exception as exc:  # noqa: BLE001 - each of the group has failed by it, and only this group
        return [exc] * len(group)
    return [None] * len(group)


def batch_of(group: Sequence[Page | Marker]) -> Batch:
    """
    One batch; a page that came twice is in it once.

    Items of a page that are sent again alone travel under its key, but are not that page.
    """
    pages = {named(one.event): one for one in reversed(group) if isinstance(one, Page)}
    return Batch(
        durable=PERSISTER_CONTENT.name,
        pages=[pages[key] for key in sorted(pages)],
        markers=[one for one in group if isinstance(one, Marker)],
    )


async def _store(batch: Batch, store: ContentStore) -> None:
    """Store *batch*; if the database refuses it, without the items it refuses."""
    try:
        await store.store(batch)
    except UnstorableError as exc:
        log.warning("a batch of %d pages was refused: %s", len(batch.pages), exc)
        refused = await find_refused(batch, store, exc)
        if not refused:
            raise
        await store.store(msgspec.structs.replace(batch, refused=refused))


async def find_refused(
    batch: Batch, store: ContentStore, first: UnstorableError
) -> dict[ItemId, Refusal]:
    """
    The items that cannot be stored, found by halving: one among 500 costs about 18 tries.

    Empty where it is none of them.
    """
    refused: dict[ItemId, Refusal] = {}
    suspects: list[tuple[list[ItemId], UnstorableError]] = []

    async def suspect(items: list[ItemId]) -> None:
        try:
            await store.probe(batch, items)
        except UnstorableError as exc:
            suspects.append((items, exc))

    whole = batch.item_ids
    await suspect(whole)
    while suspects:
        items, exc = suspects.pop()
        if len(items) == 1:
            refused[items[0]] = Refusal(exc.code, str(exc))
            continue
        middle = len(items) // 2
        await suspect(items[:middle])
        await suspect(items[middle:])
    if not refused:
        log.warning("no item is at fault: %s", first)
    return refused

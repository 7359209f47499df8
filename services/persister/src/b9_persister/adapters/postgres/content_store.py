"""Pages become rows: one transaction per batch, tables and keys always in the same order."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import msgspec

from b9_common import metrics
from b9_common.events import RowsPersisted
from b9_common.metrics import Histogram, timed
from b9_persister.adapters.postgres.database import Connection, Database
from b9_persister.adapters.postgres.finishing import finish
from b9_persister.adapters.postgres.ledger import Judged, SeenOwner, Touched, settle
from b9_persister.adapters.postgres.rows_instagram import write_instagram
from b9_persister.adapters.postgres.rows_reddit import write_reddit
from b9_persister.adapters.postgres.sql import content as sql
from b9_persister.adapters.postgres.writing import (
    Changes,
    run,
    write_happenings,
    write_outbox,
)
from b9_persister.batch import Batch, ItemId, Page, Refusal
from b9_persister.fold import Fold, fold
from b9_persister.happenings import Happening
from b9_persister.seen import Account
from b9_persister.things import HEADS, head_of
from b9_persister.values import array_text, utc
from b9_persister.wake_ups import WakeUp, wake_up


class PostgresContent:
    """See `ports.ContentStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def store(self, batch: Batch) -> None:
        """See `ports.ContentStore`."""

        async def work(connection: Connection) -> tuple[Changes, list[Judged]]:
            return await _store(connection, batch, fold(batch))

        with timed(Histogram.BATCH):
            changes, due = await self._database.transact(work)
        _measure(batch, changes)
        for judged in due:
            await finish(self._database, judged)

    async def probe(self, batch: Batch, only: Collection[ItemId]) -> None:
        """See `ports.ContentStore`."""
        others = {one: Refusal("", "") for one in batch.item_ids if one not in set(only)}
        folded = fold(msgspec.structs.replace(batch, refused={**batch.refused, **others}))
        folded.letters.clear()

        async def work(connection: Connection) -> None:
            await write_rows(connection, folded)

        await self._database.attempt(work)


async def _store(
    connection: Connection, batch: Batch, folded: Fold
) -> tuple[Changes, list[Judged]]:
    changes = await write_rows(connection, folded)
    accounts = _booked(folded.accounts, changes)
    fresh = await _write_pages(connection, batch, folded, accounts)
    await _write_letters(connection, batch, folded)
    await write_happenings(connection, _committed(batch, accounts, fresh))
    await write_outbox(connection, _announced(batch, changes, fresh))
    return changes, await settle(connection, _touched(batch))


def _measure(batch: Batch, changes: Changes) -> None:
    """Count what was committed."""
    tables: dict[str, Counter[str]] = defaultdict(Counter)
    for of_page in changes.values():
        for table, counted in of_page.items():
            tables[table] += counted
    for table, counted in tables.items():
        for change, times in counted.items():
            metrics.count(metrics.Counter.ROWS, times, table=table, change=change)
    metrics.count(metrics.Counter.BATCHES, result="committed")
    metrics.observe(Histogram.BATCH_ROWS, sum(sum(one.values()) for one in tables.values()))
    now = datetime.now(UTC)
    for page in batch.pages:
        metrics.observe(Histogram.PAGE_LATENCY, (now - page.observed_at).total_seconds())


async def write_rows(connection: Connection, folded: Fold) -> Changes:
    """Write the content of a batch; what happened to each page's rows."""
    changes: Changes = defaultdict(lambda: defaultdict(Counter))
    await write_instagram(connection, folded.instagram, changes)
    if not folded.reddit.empty:
        await write_reddit(connection, folded.reddit, changes)
    assets = [
        (
            one.key,
            one.key.partition("/")[0],
            one.ref.media_id,
            one.ref.kind,
            one.ref.index,
            one.ref.owner_id,
            one.ref.url,
            one.ref.expires_at and utc(one.ref.expires_at),
            one.observed_at,
        )
        for one in folded.assets
    ]
    await run(connection, sql.INSERT_ASSETS, *assets)
    return changes


def _booked(accounts: Sequence[Account], changes: Changes) -> Sequence[Account]:
    """The accounts with what the database did; the fold has booked the rest."""
    for number, tables in changes.items():
        for counted in tables.values():
            for change, times in counted.items():
                account = accounts[number]
                setattr(account, change, getattr(account, change) + times)
    return accounts


async def _write_pages(
    connection: Connection, batch: Batch, folded: Fold, accounts: Sequence[Account]
) -> set[str]:
    """Book the pages; the keys of those that were not booked before."""
    rows = sorted(
        (
            page.event.key,
            page.event.request_id,
            page.event.drive,
            page.event.run,
            page.event.leg,
            page.event.walk,
            page.event.n,
            page.event.part,
            page.event.owner.id,
            account.announced,
            account.inserted,
            account.updated,
            account.unchanged,
            account.superseded,
            account.rejected,
            array_text(keys),
            page.observed_at,
            False,
        )
        for page, account, keys in zip(batch.pages, accounts, folded.asset_keys, strict=True)
    )
    if not rows:
        return set()
    columns = [list(column) for column in zip(*rows, strict=True)]
    return {row["page_key"] for row in await connection.fetch(sql.INSERT_PAGES, *columns)}


async def _write_letters(connection: Connection, batch: Batch, folded: Fold) -> None:
    rows = sorted(
        (
            batch.durable,
            batch.pages[one.page].event.key,
            one.index,
            batch.pages[one.page].event.platform,
            batch.pages[one.page].event.request_id,
            one.code,
            one.reason,
            one.payload,
        )
        for one in folded.letters
    )
    await run(connection, sql.INSERT_ITEM_LETTERS, *rows)


def _committed(
    batch: Batch, accounts: Sequence[Account], fresh: Collection[str]
) -> list[Happening]:
    """One line for each page that was not booked before."""
    happenings = []
    for page, account in zip(batch.pages, accounts, strict=True):
        event = page.event
        if event.key in fresh:
            counts = {name: getattr(account, name) for name in Account.__slots__}
            happenings.append(
                Happening(
                    key=f"page:{event.key}",
                    request_id=event.request_id,
                    type="page_committed",
                    stage="rows",
                    severity="warning" if account.rejected else "info",
                    message=f"{event.walk} page {event.n}: {account.announced} announced",
                    data={"page": event.key, "walk": event.walk, "n": event.n, **counts},
                )
            )
    return happenings


def _announced(batch: Batch, changes: Changes, fresh: Collection[str]) -> list[WakeUp]:
    """One wake-up per request; its id comes from the pages, so that a replay is a duplicate."""
    of_request: dict[str, list[tuple[int, Page]]] = defaultdict(list)
    for number, page in enumerate(batch.pages):
        if page.event.key in fresh:
            of_request[page.event.request_id].append((number, page))
    wake_ups = []
    for request_id, pages in sorted(of_request.items()):
        tables: dict[str, Counter[str]] = defaultdict(Counter)
        for number, _ in pages:
            for table, counted in changes.get(number, {}).items():
                tables[table] += counted
        last = pages[-1][1]
        event = RowsPersisted(
            request_id=request_id,
            correlation_id=last.event.correlation_id,
            platform=last.event.platform,
            target_id=last.event.owner.id,
            inserted={table: c["inserted"] for table, c in sorted(tables.items()) if c["inserted"]},
            updated={table: c["updated"] for table, c in sorted(tables.items()) if c["updated"]},
            committed_at=datetime.now(UTC),
        )
        keys = "\n".join(sorted(page.event.key for _, page in pages))
        digest = hashlib.blake2b(keys.encode(), digest_size=16).hexdigest()
        wake_ups.append(wake_up(event, f"rows:{digest}", last.headers))
    return wake_ups


def _touched(batch: Batch) -> Touched:
    owners: dict[str, SeenOwner] = {}
    for number, page in enumerate(batch.pages):
        event, head = page.event, head_of(page.event)
        # What the rows refuse, the ledger refuses as well.
        if head is None or any((number, kind, 0) in batch.refused for kind in HEADS):
            continue
        seen = SeenOwner(event.drive, head.owner, head.followers)
        other = owners.get(event.request_id)
        if other is None or other.drive <= seen.drive:
            owners[event.request_id] = seen
    ids = [page.event.request_id for page in batch.pages]
    ids += [marker.event.request_id for marker in batch.markers]
    return Touched(ids=ids, markers=batch.markers, owners=owners)

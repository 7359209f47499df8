"""Pages become rows: one transaction per batch, tables and keys always in the same order."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from b9_common import metrics
from b9_common.events import RowsPersisted
from b9_common.metrics import Histogram, timed
from b9_persister.adapters.postgres.database import Connection, Database
from b9_persister.adapters.postgres.finishing import finish
from b9_persister.adapters.postgres.ledger import Judged, SeenOwner, Touched, settle
from b9_persister.adapters.postgres.sql import content as sql
from b9_persister.adapters.postgres.writing import run, write_happenings, write_outbox
from b9_persister.batch import Batch, ItemId, Page, Refusal
from b9_persister.columns import POST, PROFILE, REEL, Column, values
from b9_persister.fold import Account, Fold, Seen, fold
from b9_persister.happenings import Happening
from b9_persister.values import array_text, utc
from b9_persister.wake_ups import WakeUp, wake_up

Changes = dict[int, dict[str, Counter[str]]]
"""Per page and table, how many rows were inserted, updated and so on."""


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
    owners = [(owner.id, owner.username) for owner in folded.owners]
    await run(connection, sql.INSERT_OWNERS, *owners)
    if folded.profiles:
        await _write_profiles(connection, folded, changes)
    await _upsert(
        connection, sql.UPSERT_REELS, "instagram_reels", "media_pk", REEL, folded.reels, changes
    )
    await _upsert(
        connection, sql.UPSERT_POSTS, "instagram_posts", "media_pk", POST, folded.posts, changes
    )
    await run(
        connection, sql.INSERT_RELATIONS, *(msgspec.structs.astuple(x) for x in folded.relations)
    )
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


async def _write_profiles(connection: Connection, folded: Fold, changes: Changes) -> None:
    """Profiles, their growth and their names. Names move, so their holders are locked as well."""
    ids = [row.value.id for row in folded.profiles]
    names = sorted({row.value.username.lower() for row in folded.history})
    await connection.execute(sql.LOCK_CREATORS, ids, names)
    await _upsert(
        connection,
        sql.UPSERT_PROFILES,
        "instagram_creators",
        "ig_user_id",
        PROFILE,
        folded.profiles,
        changes,
    )
    history = [
        (
            row.value.id,
            row.observed_at,
            row.value.username,
            row.value.followers_count,
            row.value.following_count,
            row.value.media_count,
        )
        for row in folded.history
    ]
    await run(connection, sql.INSERT_FOLLOWERS, *history)
    seen = [(row.value.id, row.value.username, row.observed_at) for row in folded.history]
    await run(connection, sql.INSERT_NAMES, *seen)
    renamed = await connection.fetch(sql.FIND_RENAMED, ids, names)
    if renamed:
        await connection.execute(sql.CLEAR_NAMES, [row["ig_user_id"] for row in renamed])
        held = [tuple(row) for row in renamed if row["username"] is not None]
        await run(connection, sql.SET_NAMES, *held)


async def _upsert(
    connection: Connection,
    statement: str,
    table: str,
    key: str,
    columns: Sequence[Column],
    rows: Sequence[Seen[Any]],
    changes: Changes,
) -> None:
    if not rows:
        return
    page_of = {getattr(row.value, columns_field(key)): row.page for row in rows}
    for record in await connection.fetch(statement, *values(columns, rows)):
        changes[page_of[record["key"]]][table][record["change"]] += 1


def columns_field(key: str) -> str:
    """The field of an item that a table is keyed by."""
    return "id" if key == "ig_user_id" else key


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
    for page in batch.pages:
        event = page.event
        if event.profile is None:
            continue
        seen = SeenOwner(event.drive, event.owner, event.profile.followers_count)
        other = owners.get(event.request_id)
        if other is None or other.drive <= seen.drive:
            owners[event.request_id] = seen
    ids = [page.event.request_id for page in batch.pages]
    ids += [marker.event.request_id for marker in batch.markers]
    return Touched(ids=ids, markers=batch.markers, owners=owners)

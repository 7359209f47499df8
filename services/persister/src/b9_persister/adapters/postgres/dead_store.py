"""Dead letters become rows, and what they mean for their requests is booked with them."""

from typing import Any

import msgspec

from b9_common.events import DeadLetter
from b9_persister.adapters.postgres.database import Connection, Database
from b9_persister.adapters.postgres.finishing import finish
from b9_persister.adapters.postgres.ledger import Judged, Touched, settle
from b9_persister.adapters.postgres.media_store import write_request_assets
from b9_persister.adapters.postgres.rows_reddit import write_reddit
from b9_persister.adapters.postgres.sql import content as content_sql
from b9_persister.adapters.postgres.sql import dead as sql
from b9_persister.adapters.postgres.writing import transposed, write_happenings
from b9_persister.batch import uuid_or_none
from b9_persister.happenings import request_ended
from b9_persister.letters import REPLAY_PREFIX, Consequences, DeadPage, Ending
from b9_persister.reddit.fold import fold_reddit
from b9_persister.values import array_text, clean_text, utc

MAX_ERROR = 2_000


class PostgresDead:
    """See `ports.DeadStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def has_letter(self, durable: str, stream: str, seq: int) -> bool:
        """See `ports.DeadStore`."""
        async with self._database.connection() as connection:
            return await connection.fetchrow(sql.FIND_LETTER, durable, stream, seq) is not None

    async def store_letter(self, letter: DeadLetter, kind: str, follows: Consequences) -> None:
        """See `ports.DeadStore`."""
        markers = () if follows.marker is None else (follows.marker,)
        said = fold_reddit((), markers, ())

        async def work(connection: Connection) -> list[Judged]:
            if not said.empty:
                await write_reddit(connection, said, {})
            await _write_page(connection, follows.page)
            await write_request_assets(connection, follows.assets)
            await connection.execute(sql.UPSERT_LETTER, *_row(letter, kind))
            if follows.request_id is None:
                return []
            if follows.ending is not None:
                await _end(connection, follows.ending)
            touched = Touched(ids=[follows.request_id], markers=markers, count_media=True)
            return await settle(connection, touched)

        for judged in await self._database.transact(work):
            await finish(self._database, judged)


def _row(letter: DeadLetter, kind: str) -> tuple[Any, ...]:
    headers = {clean_text(k): clean_text(v) for k, v in letter.headers.items()}
    return (
        clean_text(letter.durable.removeprefix(REPLAY_PREFIX)),
        clean_text(letter.origin),
        kind,
        _platform(letter.subject),
        uuid_or_none(letter.request_id),
        clean_text(letter.stream),
        letter.seq,
        clean_text(letter.subject),
        clean_text(letter.code),
        clean_text(letter.error)[:MAX_ERROR],
        letter.attempts,
        msgspec.json.encode(headers).decode(),
        letter.payload,
        utc(letter.at),
    )


def _platform(subject: str) -> str | None:
    """The platform that a subject names, if it does."""
    return next((token for token in subject.split(".") if token in {"instagram", "reddit"}), None)


async def _write_page(connection: Connection, page: DeadPage | None) -> None:
    """Book what can never be stored: everything announced is rejected."""
    if page is None:
        return
    row = (
        page.key,
        page.request_id,
        page.drive,
        page.run,
        page.leg,
        page.walk,
        page.n,
        page.part,
        page.owner_id,
        page.announced,
        *(0, 0, 0, 0),
        page.announced,
        array_text(page.asset_keys),
        page.observed_at,
        True,
    )
    await connection.fetch(content_sql.INSERT_PAGES, *transposed([row]))


async def _end(connection: Connection, ending: Ending) -> None:
    """End a request whose command nobody could follow, unless it was sent again since."""
    locked = await connection.fetchrow(sql.LOCK_DRIVEN, ending.request_id, ending.drive)
    if locked is None:
        return
    message, code = clean_text(ending.message), clean_text(ending.code)
    await connection.execute(sql.FAIL_REQUEST, ending.request_id, code, message)
    await connection.execute(
        sql.FAIL_STAGES, ending.request_id, ending.drive, code, "the request failed"
    )
    ended = request_ended(ending.request_id, ending.drive, "failed", code)
    await write_happenings(connection, [ended])

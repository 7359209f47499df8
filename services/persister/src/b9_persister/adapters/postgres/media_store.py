"""Outcomes of assets become rows."""

from collections.abc import Sequence

import msgspec

from b9_persister.adapters.postgres.database import Connection, Database
from b9_persister.adapters.postgres.finishing import finish
from b9_persister.adapters.postgres.ledger import Judged, Touched, settle
from b9_persister.adapters.postgres.sql import media as sql
from b9_persister.adapters.postgres.writing import run
from b9_persister.outcomes import Ended, RequestAsset, asset_row, best, request_asset, rounds


class PostgresMedia:
    """See `ports.MediaStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def store_outcomes(self, ended: Sequence[Ended]) -> None:
        """See `ports.MediaStore`."""

        async def work(connection: Connection) -> list[Judged]:
            for group in rounds(ended):
                await run(connection, sql.UPSERT_OUTCOMES, *map(asset_row, group))
            await write_request_assets(connection, [request_asset(one.event) for one in ended])
            ids = [one.event.request_id for one in ended]
            return await settle(connection, Touched(ids=ids, count_media=True))

        for judged in await self._database.transact(work):
            await finish(self._database, judged)


async def write_request_assets(connection: Connection, assets: Sequence[RequestAsset]) -> None:
    """Tell requests how their assets ended; an outcome only ever gets better."""
    rows = [msgspec.structs.astuple(one) for one in best(assets)]
    await run(connection, sql.UPSERT_REQUEST_ASSETS, *rows)

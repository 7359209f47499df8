"""The floors of the durables as this database knows them."""

from b9_persister.adapters.postgres.database import Database
from b9_persister.adapters.postgres.sql import floors as sql
from b9_persister.ports import Floor


class PostgresFloors:
    """See `ports.FloorStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def connects(self) -> int:
        """See `ports.FloorStore`."""
        return self._database.connects

    async def ping(self) -> None:
        """See `ports.FloorStore`."""
        await self._database.ping()

    async def read(self, durable: str) -> Floor | None:
        """See `ports.FloorStore`."""
        async with self._database.connection() as connection:
            row = await connection.fetchrow(sql.READ_FLOOR, durable)
        return None if row is None else Floor(row["store_id"], row["ack_floor"])

    async def write(self, durable: str, stream: str, floor: Floor, *, connects: int) -> None:
        """See `ports.FloorStore`."""
        async with self._database.connection() as connection:
            if self._database.connects == connects:
                await connection.execute(
                    sql.WRITE_FLOOR, durable, stream, floor.store_id, floor.seq
                )

"""The floors of the durables as this database knows them."""

from datetime import datetime

from b9_persister.adapters.postgres.database import PING_TIMEOUT_S, Database
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

    async def server(self) -> datetime:
        """See `ports.FloorStore`."""
        async with self._database.connection() as connection:
            started: datetime = await connection.fetchval(sql.READ_SERVER, timeout=PING_TIMEOUT_S)
        return started

    async def read(self, durable: str) -> Floor | None:
        """See `ports.FloorStore`."""
        async with self._database.connection() as connection:
            row = await connection.fetchrow(sql.READ_FLOOR, durable)
        return None if row is None else Floor(row["store_id"], row["ack_floor"])

    async def write(self, durable: str, stream: str, floor: Floor, *, server: datetime) -> None:
        """See `ports.FloorStore`."""
        async with self._database.connection() as connection:
            await connection.execute(
                sql.WRITE_FLOOR, durable, stream, floor.store_id, floor.seq, server
            )

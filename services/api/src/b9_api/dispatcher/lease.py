"""Leadership by a lease row: any number of dispatchers may run, one works."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Final
from uuid import uuid4

from b9_api.adapters.database import Connection, Database, DatabaseUnavailableError
from b9_api.sql import leases as sql
from b9_common.errors import B9Error

log = logging.getLogger(__name__)

NAME: Final = "dispatcher"
TTL: Final = timedelta(seconds=6)
RENEW_EVERY_S: Final = 2.0
# A leader that stands still inside a transaction is thrown out of it, well before its lease ends.
STANDSTILL_S: Final = 2


class NotLeaderError(B9Error):
    """The lease is not (or no longer) ours; what was meant to be done is left to its holder."""


class Lease:
    """
    This process's claim to lead.

    Only `transaction` proves leadership: whatever a frozen and thawed leader still believes, its
    next transaction fails. Between transactions it may repeat only what is safe to repeat. *ttl* is
    longer than its holder takes to renew it.
    """

    def __init__(self, database: Database, instance: str, *, ttl: timedelta = TTL) -> None:
        self._database = database
        self._ttl = ttl
        self._holder = f"{instance}:{uuid4().hex[:12]}"
        self._epoch: int | None = None
        self.leading = asyncio.Event()

    @property
    def epoch(self) -> int | None:
        """The number of our present reign, or None."""
        return self._epoch

    async def tick(self) -> bool:
        """Renew the lease, or take it if it is free; whether it is ours."""
        async with self._database.transaction() as connection:
            if self._epoch is None:
                epoch = await connection.fetchval(sql.TAKE, NAME, self._holder, self._ttl)
            else:
                epoch = await connection.fetchval(
                    sql.RENEW, NAME, self._holder, self._epoch, self._ttl
                )
        self._become(epoch)
        return epoch is not None

    async def release(self) -> None:
        """Let another lead at once."""
        if self._epoch is None:
            return
        with suppress(DatabaseUnavailableError):
            async with self._database.transaction() as connection:
                await connection.execute(sql.RELEASE, NAME, self._holder, self._epoch)
        self._become(None)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A transaction that only the leader can commit. No network call may stand inside."""
        epoch = self._epoch
        if epoch is None:
            raise NotLeaderError("not the leader")
        async with self._database.transaction(STANDSTILL_S) as connection:
            if await connection.fetchval(sql.STILL_MINE, NAME, self._holder, epoch) is None:
                if self._epoch == epoch:
                    self._become(None)
                raise NotLeaderError(f"the lease of epoch {epoch} is over")
            yield connection

    async def hold(self, stop: asyncio.Event, touch: Callable[[], None] = lambda: None) -> None:
        """Renew or seek the lease until *stop*, then release it. *touch* is called every turn."""
        while not stop.is_set():
            touch()
            try:
                await self.tick()
            except DatabaseUnavailableError as exc:
                log.warning("lease not renewed: %s", exc)
            with suppress(TimeoutError):
                async with asyncio.timeout(RENEW_EVERY_S):
                    await stop.wait()
        await self.release()

    def _become(self, epoch: int | None) -> None:
        if epoch is not None and self._epoch != epoch:
            log.info("leading, epoch %d", epoch)
        elif epoch is None and self._epoch is not None:
            log.info("no longer leading")
        self._epoch = epoch
        if epoch is None:
            self.leading.clear()
        else:
            self.leading.set()

"""Debian's PgBouncer as a transaction pooler before a test's database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from b9_devstack.ports import LOOPBACK, free_port
from b9_devstack.process import Command, Process
from b9_devstack.servers.postgres import mode_for_postgres
from b9_devstack.servers.server import Server
from b9_devstack.testing.databases import PASSWORD, Database

PGBOUNCER: Final = Path("/usr/sbin/pgbouncer")
READY_TIMEOUT_S: Final = 10.0
# The server's connections take turns, so that no two transactions of a client meet on one by luck.
CONFIG: Final = """
[databases]
* = host={host} port={server_port}

[pgbouncer]
listen_addr = {host}
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {users}
pool_mode = transaction
server_round_robin = 1
default_pool_size = {size}
max_client_conn = 200
"""


class PgBouncer(Server):
    """One PgBouncer in transaction mode, with *size* connections to the server behind it."""

    name = "pgbouncer"

    def __init__(self, folder: Path, *, server_port: int, size: int) -> None:
        super().__init__(folder)
        self.port = free_port()
        self._server_port = server_port
        self._size = size
        self._mode = ""

    async def prepare(self) -> None:
        """Write the configuration and who may connect."""
        await super().prepare()
        self._mode = self._mode or await asyncio.to_thread(mode_for_postgres)
        users = self.folder / "users.txt"
        users.write_text(f'"b9_gateway" "{PASSWORD}"\n', encoding="utf-8")
        told = CONFIG.format(
            host=LOOPBACK,
            port=self.port,
            server_port=self._server_port,
            users=users,
            size=self._size,
        )
        (self.folder / "pgbouncer.ini").write_text(told, encoding="utf-8")

    def command(self) -> Command:
        """See `Server`."""
        return Command(
            name=self.name,
            argv=[str(PGBOUNCER), str(self.folder / "pgbouncer.ini")],
            log=self.log,
            mode=self._mode,
        )

    async def ready(self, process: Process) -> None:
        """See `Server`."""
        await process.until_ready(said="process up", timeout_s=READY_TIMEOUT_S)


@dataclass(frozen=True)
class Pooled(Database):
    """A database that the gateway's role reaches through *pooler*, and everybody else directly."""

    pooler: PgBouncer

    @property
    def gateway_dsn(self) -> str:
        """As the gateway and the dispatcher connect."""
        return f"postgresql://b9_gateway:{PASSWORD}@{LOOPBACK}:{self.pooler.port}/{self.name}"


@asynccontextmanager
async def pooled(database: Database, folder: Path, *, size: int = 4) -> AsyncIterator[Pooled]:
    """*database* behind a pooler of its own, which must be installed."""
    async with PgBouncer(folder, server_port=database.server.port, size=size) as pooler:
        yield Pooled(database.server, database.name, pooler)

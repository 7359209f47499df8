"""The deploy steps before any service starts; skipped when they are known to be done."""

import hashlib
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import aiohttp
import asyncpg

from b9_common.topology import DURABLES, STREAMS
from b9_devstack.migrations import migrate, migrations_hash, set_role_passwords
from b9_devstack.process import Command, Process, ProcessError
from b9_devstack.supervisor.wiring import Wiring

TOPOLOGY_TIMEOUT_S: Final = 60.0
FIRST_KEY: Final = """
INSERT INTO api_keys (id, digest, name, scope, created_by)
VALUES ($1, $2, 'the first one', 'admin', 'up') ON CONFLICT (id) DO NOTHING
"""
TOPOLOGY_MODULES: Final = ("b9_common.topology", "b9_common.topology_apply")


async def deploy_schema(wiring: Wiring) -> bool:
    """Migrate the database; False when it was found to be as the migrations want it."""
    mark = wiring.postgres.folder / "migrated"
    wanted = migrations_hash() + _digest((*wiring.role_passwords().values(), _key_id(wiring)))
    if _read(mark) == wanted and await _has_schema(wiring.postgres.dsn()):
        return False
    await migrate(wiring.postgres.dsn(), log=wiring.folder.logs / "migrate.log")
    await set_role_passwords(wiring.postgres.dsn(), wiring.role_passwords())
    await _deploy_first_key(wiring)
    _write(mark, wanted)
    return True


async def _deploy_first_key(wiring: Wiring) -> None:
    """Let the gateway know the administrator's key; one that was revoked stays so."""
    key = wiring.first_key()
    if key is None:
        return
    connection = await asyncpg.connect(wiring.postgres.dsn(), timeout=10, command_timeout=10)
    try:
        await connection.execute(FIRST_KEY, key.id, key.digest)
    finally:
        await connection.close()


def _key_id(wiring: Wiring) -> str:
    key = wiring.first_key()
    return key.id if key else ""


async def deploy_topology(wiring: Wiring) -> bool:
    """Create streams, buckets and durables; False when the broker was found to have them."""
    mark = wiring.nats.folder / "applied"
    wanted = _topology_hash()
    if _read(mark) == wanted and await _has_topology(wiring.nats.monitor_url):
        return False
    command = Command(
        name="topology",
        argv=[sys.executable, "-m", "b9_common.topology_apply"],
        log=wiring.folder.logs / "topology.log",
        env={"B9_NATS_URL": wiring.nats.url},
    )
    process = Process.start(command)
    try:
        ended = await process.wait(TOPOLOGY_TIMEOUT_S)
    finally:
        process.kill()
    if ended.code != 0:
        raise ProcessError("the topology was refused:\n  " + "\n  ".join(ended.last_lines))
    _write(mark, wanted)
    return True


async def _has_schema(dsn: str) -> bool:
    try:
        connection = await asyncpg.connect(dsn, timeout=10, command_timeout=10)
    except asyncpg.InvalidCatalogNameError:
        return False
    try:
        return bool(
            await connection.fetchval("SELECT to_regclass('schema_migrations') IS NOT NULL")
        )
    finally:
        await connection.close()


async def _has_topology(monitor_url: str) -> bool:
    timeout = aiohttp.ClientTimeout(total=5)
    async with (
        aiohttp.ClientSession(timeout=timeout) as http,
        http.get(f"{monitor_url}/jsz?consumers=true") as response,
    ):
        accounts = (await response.json()).get("account_details") or []
    streams = [stream for account in accounts for stream in account.get("stream_detail") or []]
    durables = {
        consumer["name"] for stream in streams for consumer in stream.get("consumer_detail") or []
    }
    names = {stream["name"] for stream in streams}
    return names >= {stream.name for stream in STREAMS} and durables >= {
        durable.name for durable in DURABLES
    }


def _topology_hash() -> str:
    origins = (find_spec(name) for name in TOPOLOGY_MODULES)
    return _digest(Path(spec.origin).read_text() for spec in origins if spec and spec.origin)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")

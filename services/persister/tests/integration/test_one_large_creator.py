"""What one account of a thousand reels costs the service itself, run as it is deployed."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from b9_common.messaging import Broker, connect
from b9_common.topology import content_subject
from b9_common.topology_apply import apply
from b9_devstack.process import Command, Process
from b9_devstack.servers import NatsServer
from b9_devstack.testing import Database as Stored
from b9_persister.testing.events import accept, item, page

Rows = Callable[..., Any]

# The largest an item may be on the wire: 32 KiB of what the upstream sent.
RAW = msgspec.Raw(b'{"x": "' + b"x" * (32 * 1024 - 16) + b'"}')
MOST_MIB = 200
MOST_ROWS = 500
MOST_BYTES = 4 * 1024**2


async def published(broker: Broker, request_id: str) -> None:
    for n in range(100):
        items = [item(f"{n:03d}{k:03d}", raw=RAW) for k in range(10)]
        one = page(request_id, n=n, items=items)
        await broker.publish_event(content_subject("instagram"), one, msg_id=one.key)


def peak_mib(pid: int) -> float:
    """The kernel's high-water mark; a wait4 would tell the parent's where that is larger."""
    told = Path(f"/proc/{pid}/status").read_text()
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


@pytest.mark.timeout(90)
async def test_a_thousand_reels_of_one_creator_stay_within_rows_bytes_and_memory(
    nats: NatsServer, database: Stored, rows: Rows, tmp_path: Path
) -> None:
    request_id = await accept(database.owner_dsn)
    async with connect(nats.url, "test") as broker:
        await apply(broker)
        await published(broker, request_id)
    environment = {
        "B9_NATS_URL": nats.url,
        "B9_PERSISTER__DATABASE_URL": database.persister_dsn,
    }
    persister = Process.start(
        Command(
            name="persister",
            argv=[sys.executable, "-m", "b9_persister"],
            log=tmp_path / "persister.log",
            env=environment,
        )
    )
    try:
        async with asyncio.timeout(60):
            while await rows("SELECT count(*) FROM request_pages") != [100]:
                assert persister.running, persister.output()
                await asyncio.sleep(0.1)
        peak = peak_mib(persister.pid)
    finally:
        await persister.stop()

    transactions = await rows(
        "SELECT count(*), sum(length(raw_media_json::text)) FROM instagram_reels"
        " GROUP BY xmin::text"
    )
    assert sum(count for count, _ in transactions) == 1_000
    assert max(count for count, _ in transactions) <= MOST_ROWS
    assert max(size for _, size in transactions) <= MOST_BYTES
    assert peak < MOST_MIB

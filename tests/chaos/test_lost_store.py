"""The broker's disk is lost: the ledger sends all again, and what was spent stays spent."""

import asyncio
import shutil
from pathlib import Path

import msgspec
import nats
import pytest
from tests.support.state import ghosts_and_gaps
from tests.support.truth import against_truth
from tests.support.world import World, until, world

from b9_common.budget import Budget
from b9_devstack.supervisor import StackOptions
from b9_devstack.supervisor.deploy import deploy_topology

SEED = 51
SPENT = """
SELECT count(*) FROM api_calls WHERE at >= date_trunc('day', now() AT TIME ZONE 'UTC')
"""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


async def test_with_the_brokers_store_deleted_every_accepted_request_ends_and_spend_is_known(
    tmp_path: Path,
) -> None:
    creators = [f"few.s{number}" for number in range(12)]
    options = StackOptions(seed=SEED, durable=False)
    async with world(tmp_path / "stack", options, config={"latency_ms": 200}) as robbed:
        before = await _store_id(robbed)
        for creator in creators:
            await robbed.add(creator)

        async def amid() -> bool:
            some: int = await robbed.value("SELECT count(*) FROM instagram_reels")
            return some > 30

        await until(amid, 60)
        active = await robbed.value("SELECT count(*) FROM requests WHERE finished_at IS NULL")
        assert active > 0, "all had ended: the fault did not fire"
        spent = await robbed.value(SPENT)
        await _lose_the_store(robbed)
        assert await _store_id(robbed) != before
        ended = await robbed.ended(timeout_s=240)
        assert set(ended.values()) == {"completed "}
        assert await against_truth(robbed, creators) == [], f"seed {SEED}"
        assert await ghosts_and_gaps(robbed) == [], f"seed {SEED}"
        assert await robbed.value(SPENT) >= spent

        async def remembered() -> bool:
            known: int = await robbed.value(SPENT)
            return (await _budget(robbed)).spent_today >= known > 0

        await until(remembered, 30)


async def _lose_the_store(robbed: World) -> None:
    broker = robbed.stack.servers.nats
    await broker.stop()
    await asyncio.to_thread(shutil.rmtree, broker.store)
    await broker.start()
    assert await deploy_topology(robbed.stack._wiring), "the topology was still there"


async def _kv(robbed: World, bucket: str, key: str) -> bytes:
    connection = await nats.connect(robbed.stack.nats_url)
    try:
        store = await connection.jetstream().key_value(bucket)
        return (await store.get(key)).value or b""
    finally:
        await connection.close()


async def _store_id(robbed: World) -> str:
    return str(msgspec.json.decode(await _kv(robbed, "control", "store.id"))["id"])


async def _budget(robbed: World) -> Budget:
    return msgspec.json.decode(await _kv(robbed, "budget", "instagram-looter"), type=Budget)

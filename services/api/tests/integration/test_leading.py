"""One works, the others wait; a leader that stood still can do no harm when it moves again."""

import asyncio

import pytest
from services.api.tests.integration.api_harness import Harness

from b9_api.adapters.database import DatabaseUnavailableError
from b9_api.dispatcher.lease import Lease, NotLeaderError
from b9_common.messaging import Broker

UNTIL_EXPIRED = """
SELECT pg_sleep(greatest(0, 0.05 + extract(epoch FROM expires_at - clock_timestamp()))) FROM leases
"""


async def expire(api: Harness) -> None:
    await api.owner.execute("UPDATE leases SET expires_at = now() - interval '1 second'")


async def test_only_one_of_two_leads_until_its_lease_ends(api: Harness) -> None:
    first, second = await api.lease("first"), await api.lease("second")
    assert (first.leading.is_set(), second.leading.is_set()) == (True, False)

    await expire(api)
    await second.tick()
    await first.tick()

    assert (first.leading.is_set(), second.leading.is_set()) == (False, True)
    assert second.epoch == 2


async def test_a_leader_that_stops_lets_the_next_one_in_at_once(api: Harness) -> None:
    first = await api.lease("first")
    await first.release()

    assert (await api.lease("second")).leading.is_set()


async def test_a_thawed_leader_cannot_commit_anything(api: Harness) -> None:
    frozen = await api.lease("frozen")
    await expire(api)
    await api.lease("next")

    with pytest.raises(NotLeaderError):
        async with frozen.transaction() as connection:
            await connection.execute("DELETE FROM outbox")

    assert not frozen.leading.is_set()


async def test_a_lease_that_ends_meanwhile_is_not_taken_before_the_leaders_transaction(
    api: Harness,
) -> None:
    first = await api.lease("first")
    await api.owner.execute("UPDATE leases SET expires_at = clock_timestamp() + interval '1 s'")
    second = Lease(api.database, "second")

    async with first.transaction() as connection:
        await connection.execute(UNTIL_EXPIRED)
        taking = asyncio.create_task(second.tick())
        done, _ = await asyncio.wait({taking}, timeout=0.2)
        assert not done

    assert await taking
    assert not await first.tick()


async def test_a_leader_that_stands_still_in_a_transaction_is_thrown_out_of_it(
    api: Harness,
) -> None:
    first = await api.lease("first")

    async def stand_still() -> None:
        async with first.transaction() as connection:
            await asyncio.sleep(2.5)
            await connection.execute("SELECT 1")

    with pytest.raises(DatabaseUnavailableError):
        await stand_still()


async def test_a_thawed_leaders_batch_is_neither_lost_nor_stored_twice(
    api: Harness, broker: Broker
) -> None:
    """It had read the outbox before it froze; meanwhile the next leader relayed and deleted."""
    for number in range(5):
        await api.add(f"creator{number}")
    frozen = await api.relay(await api.lease("frozen"))
    rows = await api.database.fetch("SELECT * FROM outbox ORDER BY id")
    await expire(api)
    following = await api.relay(await api.lease("next"))
    await following.turn()
    await following.settled()
    await api.add("later")

    await frozen._send_group("REQUESTS", rows)

    assert await api.messages("REQUESTS") == 5
    assert [row["msg_id"] for row in await api.owner.fetch("SELECT msg_id FROM outbox")] != []
    await following.turn()
    await following.settled()
    assert (await api.messages("REQUESTS"), await api.count("outbox")) == (6, 0)

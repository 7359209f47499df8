"""What a transaction left in the outbox reaches its stream once, whatever was down."""

import asyncio

import msgspec
import pytest
from services.api.tests.integration.api_harness import Crowded, Harness, eventually

from b9_common.events import CreatorRequested
from b9_common.messaging import Broker, connect
from b9_common.topology import INSTAGRAM_NOW, REQUESTS
from b9_common.topology_apply import apply
from b9_devstack.servers import NatsServer


async def test_requests_accepted_while_the_broker_is_down_are_relayed_when_it_is_back(
    api: Harness, nats: NatsServer
) -> None:
    nats.kill()
    answers = [await api.add(f"creator{number}") for number in range(3)]
    assert [answer.status for answer in answers] == [202] * 3
    relay = await api.relay()
    running = asyncio.create_task(relay.run())

    await nats.restart()

    async def relayed() -> bool:
        return await api.count("outbox") == 0

    await eventually(relayed, 20)
    running.cancel()
    assert await api.messages("REQUESTS") == 3


async def test_a_batch_that_was_published_but_not_deleted_is_stored_once(api: Harness) -> None:
    """As after a crash between the two: the whole batch is refused, its messages are known."""
    for number in range(3):
        await api.add(f"creator{number}")
    await api.owner.execute("CREATE TABLE before_crash AS SELECT * FROM outbox")
    relay = await api.relay()
    await relay.turn()
    await relay.settled()
    await api.owner.execute(
        "INSERT INTO outbox (stream, subject, msg_id, headers, payload)"
        " SELECT stream, subject, msg_id, headers, payload FROM before_crash"
    )
    await api.add("fresh")

    await relay.turn()
    await relay.settled()

    assert (await api.messages("REQUESTS"), await api.count("outbox")) == (4, 0)


async def test_a_command_travels_with_its_headers(api: Harness, broker: Broker) -> None:
    told = (await api.add("nasa", headers={"X-Correlation-ID": "of-this-test"})).json()
    relay = await api.relay()
    await relay.turn()
    await relay.settled()

    answer = await broker.nc.request(
        f"$JS.API.DIRECT.GET.REQUESTS.{INSTAGRAM_NOW.subject}", b"", timeout=10
    )

    headers = answer.headers or {}
    assert headers["B9-Request-Id"] == told["request_id"]
    assert headers["B9-Correlation-Id"] == "of-this-test"
    assert headers["B9-Schema"] == "creator.requested/1"
    assert headers["Nats-Msg-Id"] == f"{told['request_id']}:1"
    assert msgspec.json.decode(answer.data, type=CreatorRequested).target == "nasa"


async def test_the_lane_that_can_wait_is_held_back_when_the_stream_is_half_full(
    api: Harness,
) -> None:
    await api.add("urgent")
    await api.owner.execute(
        "INSERT INTO outbox (stream, subject, msg_id, payload)"
        " VALUES ('REQUESTS', 'creator.requested.instagram.later', 'later:1', '{}')"
    )
    relay = await api.relay(fill=Crowded())

    assert await relay.turn() == 1
    await relay.settled()

    assert await api.owner.fetchval("SELECT msg_id FROM outbox") == "later:1"


async def test_a_stream_that_refuses_holds_up_only_itself(api: Harness, broker: Broker) -> None:
    await broker.api_request(f"STREAM.DELETE.{REQUESTS.name}")
    await api.add("nasa")
    await api.owner.execute(
        "INSERT INTO outbox (stream, subject, msg_id, payload)"
        " VALUES ('ROWS', 'rows.persisted.instagram', 'rows:1', '{}')"
    )
    relay = await api.relay()
    running = asyncio.create_task(relay.run())

    async def rows_arrived() -> bool:
        return await api.messages("ROWS") == 1 and await api.count("outbox") == 1

    await eventually(rows_arrived)
    await apply(broker)

    async def all_gone() -> bool:
        return await api.count("outbox") == 0

    await eventually(all_gone, 20)
    running.cancel()


async def test_a_message_that_can_never_fit_does_not_hold_up_the_others(api: Harness) -> None:
    await api.owner.execute(
        "INSERT INTO outbox (stream, subject, msg_id, payload)"
        " VALUES ('ROWS', 'rows.persisted.instagram', 'huge', $1)",
        b"x" * 1_100_000,
    )
    await api.owner.execute(
        "INSERT INTO outbox (stream, subject, msg_id, payload)"
        " VALUES ('ROWS', 'rows.persisted.instagram', 'small', '{}')"
    )
    relay = await api.relay()

    await relay.turn()
    await relay.settled()

    assert await api.messages("ROWS") == 1
    assert await api.owner.fetchval("SELECT array_agg(msg_id) FROM outbox") == ["huge"]
    assert await relay.turn() == 0


async def test_a_message_that_the_client_refuses_is_passed_over_and_kept(
    api: Harness, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, size in (("first", 1), ("large", 90_000), ("last", 1)):
        await api.owner.execute(
            "INSERT INTO outbox (stream, subject, msg_id, payload)"
            " VALUES ('ROWS', 'rows.persisted.instagram', $1, $2)",
            name,
            b"x" * size,
        )
    relay = await api.relay()
    # A server that lets less through than the streams take.
    monkeypatch.setattr(api.broker.nc, "_max_payload", 65_536)

    await relay.turn()
    await relay.settled()

    assert await api.messages("ROWS") == 2
    assert await api.owner.fetchval("SELECT array_agg(msg_id) FROM outbox") == ["large"]
    assert await relay.turn() == 0


async def test_a_wake_up_of_the_gateway_reaches_the_dispatcher(
    api: Harness, nats: NatsServer
) -> None:
    async with connect(nats.url, "listener") as listener:
        relay = await api.relay()
        await listener.nc.subscribe("wake.outbox", cb=relay.woken)
        await listener.nc.flush()

        await api.add("nasa")

        async with asyncio.timeout(5):
            await relay.wake.wait()

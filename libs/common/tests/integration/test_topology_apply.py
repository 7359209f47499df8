import os
import subprocess
import sys

import pytest

from b9_common.errors import FatalError
from b9_common.messaging.connection import Broker
from b9_common.topology import (
    BUCKETS,
    CONTENT,
    CONTROL,
    DURABLES,
    INSTANCES,
    PERSISTER_CONTENT,
    REQUESTS,
    STREAMS,
)
from b9_common.topology_apply import (
    apply,
    bucket_config,
    check,
    durable_config,
    ensure_store_id,
    read_store_id,
    stream_config,
)
from b9_common.topology_verify import verify
from b9_devstack.servers import NatsServer


async def replace_durable(broker: Broker, **changes: object) -> None:
    """Do behind everybody's back what a careless client would."""
    config = durable_config(PERSISTER_CONTENT) | changes
    answer = await broker.api_request(
        f"CONSUMER.CREATE.{PERSISTER_CONTENT.stream}.{PERSISTER_CONTENT.name}",
        {"stream_name": PERSISTER_CONTENT.stream, "config": config},
    )
    assert "error" not in answer, answer


async def test_everything_declared_is_created_and_a_second_run_changes_nothing(
    empty_broker: Broker,
) -> None:
    first = await apply(empty_broker)
    again = await apply(empty_broker)

    assert len(first.created) == len(STREAMS) + len(BUCKETS) + len(DURABLES)
    assert (again.created, again.updated) == ((), ())
    assert sorted(again.unchanged) == sorted(first.created)
    assert await check(empty_broker) == []


async def test_check_names_what_is_missing_before_the_first_run(empty_broker: Broker) -> None:
    differences = await check(empty_broker)

    assert "CONTENT: missing" in differences
    assert f"CONTENT/{PERSISTER_CONTENT.name}: missing" in differences


async def test_a_bucket_is_one_that_the_clients_of_nats_recognise(broker: Broker) -> None:
    kv = await broker.nc.jetstream().key_value(INSTANCES.name)
    revision = await kv.create("a.b", b"1")
    status = await kv.status()

    assert (await kv.get("a.b")).revision == revision
    assert (status.ttl, status.history) == (INSTANCES.ttl_s, INSTANCES.history)


async def test_the_store_id_is_written_once(broker: Broker) -> None:
    first = await read_store_id(broker)
    await apply(broker)

    assert first
    assert await ensure_store_id(broker) == first == await read_store_id(broker)


async def test_settings_that_nats_may_change_are_changed_back(broker: Broker) -> None:
    smaller = stream_config(CONTENT) | {"max_age": 3_600_000_000_000}
    assert "error" not in await broker.api_request("STREAM.UPDATE.CONTENT", smaller)
    await replace_durable(broker, max_ack_pending=5)
    assert len(await check(broker)) == 2

    done = await apply(broker)

    assert done.updated == ("CONTENT", f"CONTENT/{PERSISTER_CONTENT.name}")
    assert await check(broker) == []


async def test_a_change_that_nats_cannot_make_is_refused_with_the_way_out(
    empty_broker: Broker,
) -> None:
    limits = stream_config(REQUESTS) | {"retention": "limits", "discard": "old"}
    assert "error" not in await empty_broker.api_request("STREAM.CREATE.REQUESTS", limits)

    with pytest.raises(FatalError, match="stream REQUESTS: retention is limits, declared workq"):
        await apply(empty_broker)


async def test_a_refusal_of_the_server_is_reported_in_its_words(empty_broker: Broker) -> None:
    squatter = {"name": "SQUATTER", "subjects": ["content.fetched.x"], "storage": "memory"}
    assert "error" not in await empty_broker.api_request("STREAM.CREATE.SQUATTER", squatter)

    with pytest.raises(FatalError, match="CONTENT: refused, 10065"):
        await apply(empty_broker)


async def test_a_service_starts_on_what_is_declared_or_stronger(broker: Broker) -> None:
    await replace_durable(broker, max_ack_pending=100_000)

    await verify(broker, CONTENT, CONTROL, PERSISTER_CONTENT)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"ack_wait": 1_000_000_000}, "ack_wait"),
        ({"max_deliver": 2}, "max_deliver"),
        ({"max_ack_pending": 1}, "max_ack_pending"),
        ({"filter_subject": "content.fetched.reddit"}, "filter_subject"),
        ({"backoff": [1_000_000_000]}, "backoff"),
    ],
)
async def test_a_weakened_durable_is_refused(
    broker: Broker, change: dict[str, object], named: str
) -> None:
    await replace_durable(broker, **change)

    with pytest.raises(FatalError, match=rf"CONTENT/persister-content: .*{named}"):
        await verify(broker, PERSISTER_CONTENT)


async def test_a_weakened_stream_and_a_missing_durable_are_refused_together(
    broker: Broker,
) -> None:
    weaker = stream_config(CONTENT) | {"max_bytes": 1_000_000, "allow_atomic": False}
    assert "error" not in await broker.api_request("STREAM.UPDATE.CONTENT", weaker)
    await broker.api_request(f"CONSUMER.DELETE.CONTENT.{PERSISTER_CONTENT.name}")

    with pytest.raises(FatalError) as caught:
        await verify(broker, CONTENT, PERSISTER_CONTENT)

    for words in ("allow_atomic is", "max_bytes is 1000000", "persister-content is missing"):
        assert words in str(caught.value)


async def test_a_weakened_bucket_is_refused(broker: Broker) -> None:
    weaker = bucket_config(CONTROL) | {
        "max_age": 60_000_000_000,
        "duplicate_window": 60_000_000_000,
    }
    assert "error" not in await broker.api_request("STREAM.UPDATE.KV_control", weaker)

    with pytest.raises(FatalError, match="KV_control: max_age"):
        await verify(broker, CONTROL)


async def test_the_command_applies_and_checks_by_exit_code(nats: NatsServer) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "b9_common.topology_apply", *words],
            env={**os.environ, "B9_NATS_URL": nats.url},
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )

    assert run("check").returncode == 1
    assert f"{len(STREAMS) + len(BUCKETS) + len(DURABLES)} created, 0 updated" in run().stdout
    assert run("check").returncode == 0
    assert run("destroy").returncode == 2

from types import SimpleNamespace
from typing import cast

import pytest

from b9_common.errors import FatalError
from b9_common.messaging import Broker
from b9_common.topology import (
    BUCKETS,
    DURABLES,
    MAX_FILE_STORE,
    MIN_MAX_PAYLOAD,
    STREAMS,
    Durable,
)
from b9_common.topology_apply import bucket_config, differing, durable_config, stream_config
from b9_common.topology_verify import verify, weaknesses


def test_all_limits_together_leave_a_tenth_of_the_disk_free() -> None:
    total = sum(item.max_bytes for item in (*STREAMS, *BUCKETS))

    assert total <= 0.9 * MAX_FILE_STORE


def test_every_stream_is_bounded_in_bytes_and_age_and_on_disk() -> None:
    for config in map(stream_config, STREAMS):
        assert config["max_bytes"] > 0
        assert config["max_age"] > 0
        assert config["storage"] == "file"


def test_a_duplicate_window_is_never_longer_than_the_age() -> None:
    configs = [*map(stream_config, STREAMS), *map(bucket_config, BUCKETS)]

    assert all(c["duplicate_window"] <= c["max_age"] or not c["max_age"] for c in configs)


def test_every_work_queue_refuses_rather_than_drops() -> None:
    assert all(stream.discard_new for stream in STREAMS if stream.work_queue)


@pytest.mark.parametrize("durable", DURABLES, ids=lambda durable: durable.name)
def test_a_durable_reads_a_declared_stream_and_sets_no_backoff(durable: Durable) -> None:
    assert durable.stream in {stream.name for stream in STREAMS}
    assert "backoff" not in durable_config(durable)
    assert durable.max_deliver > durable.max_attempts


def test_names_of_durables_are_unique_in_their_stream() -> None:
    assert len({(durable.stream, durable.name) for durable in DURABLES}) == len(DURABLES)


def test_a_field_the_server_leaves_out_counts_as_empty() -> None:
    assert differing({"max_age": 0, "deny_delete": False}, {}) == []
    assert differing({"max_age": 5, "deny_delete": True}, {}) == ["max_age", "deny_delete"]


def test_no_limit_is_stronger_than_any_limit() -> None:
    assert list(weaknesses({"max_deliver": 8, "max_age": 60}, {"max_deliver": -1})) == []
    assert list(weaknesses({"max_age": 0}, {"max_age": 60})) == ["max_age is 60, declared 0"]


async def test_a_server_that_lets_less_through_than_we_may_send_is_refused() -> None:
    def server(max_payload: int) -> Broker:
        return cast("Broker", SimpleNamespace(nc=SimpleNamespace(max_payload=max_payload)))

    await verify(server(MIN_MAX_PAYLOAD))
    with pytest.raises(FatalError, match="max_payload is 1048576, needed 2097152"):
        await verify(server(1_048_576))


def test_no_stream_takes_a_message_that_the_server_does_not_let_through() -> None:
    assert all(stream.max_msg_size <= MIN_MAX_PAYLOAD for stream in STREAMS)

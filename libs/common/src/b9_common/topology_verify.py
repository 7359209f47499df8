"""Refuse to start on a stream or durable weaker than declared; services bind, never create."""

from collections.abc import Iterator
from typing import Any

from b9_common.errors import FatalError
from b9_common.messaging.connection import Broker
from b9_common.topology import MIN_MAX_PAYLOAD, Bucket, Durable, Stream
from b9_common.topology_apply import (
    bucket_config,
    durable_config,
    find_durable,
    find_stream,
    stream_config,
)

Config = dict[str, Any]

# Equal or the promise is another one; at least as much or the promise is a smaller one.
EQUAL = (
    "retention",
    "storage",
    "discard",
    "ack_policy",
    "filter_subject",
    "deny_delete",
    "allow_direct",
    "allow_atomic",
    "allow_rollup_hdrs",
)
AT_LEAST = (
    "num_replicas",
    "max_bytes",
    "max_age",
    "max_msg_size",
    "max_msgs_per_subject",
    "duplicate_window",
    "ack_wait",
    "max_deliver",
    "max_ack_pending",
)


async def verify(broker: Broker, *declared: Stream | Bucket | Durable, replicas: int = 1) -> None:
    """
    Raise `FatalError` naming every field that is weaker than *declared*, or what is missing.

    Stronger is accepted, so that services outlive a topology of a later version. The server must
    let through every message that we may send.
    """
    problems: list[str] = []
    if broker.nc.max_payload < MIN_MAX_PAYLOAD:
        problems.append(f"max_payload is {broker.nc.max_payload}, needed {MIN_MAX_PAYLOAD}")
    for item in declared:
        wanted, current, name = await _both(broker, item, replicas)
        if current is None:
            problems.append(f"{name} is missing")
        else:
            problems += [f"{name}: {problem}" for problem in weaknesses(wanted, current)]
    if problems:
        raise FatalError(f"topology is not applied: {'; '.join(problems)}")


def weaknesses(wanted: Config, current: Config) -> Iterator[str]:
    """Each field in which *current* promises less than *wanted*."""
    for name in EQUAL:
        if name in wanted and current.get(name, False) != wanted[name]:
            yield f"{name} is {current.get(name)}, declared {wanted[name]}"
    for name in AT_LEAST:
        if name in wanted and _amount(current.get(name, 0)) < _amount(wanted[name]):
            yield f"{name} is {current.get(name)}, declared {wanted[name]}"
    missing = sorted(set(wanted.get("subjects", ())) - set(current.get("subjects") or ()))
    if missing:
        yield f"subjects lack {', '.join(missing)}"
    if current.get("backoff"):
        yield "backoff is set, which overrides every delay we give"
    if current.get("pause_until"):
        yield f"paused until {current['pause_until']}"


def _amount(value: int) -> float:
    # NATS says "no limit" by 0 or -1.
    return value if value > 0 else float("inf")


async def _both(
    broker: Broker, item: Stream | Bucket | Durable, replicas: int
) -> tuple[Config, Config | None, str]:
    if isinstance(item, Durable):
        return durable_config(item), await find_durable(broker, item), f"{item.stream}/{item.name}"
    wanted = (
        stream_config(item, replicas) if isinstance(item, Stream) else bucket_config(item, replicas)
    )
    return wanted, await find_stream(broker, wanted["name"]), wanted["name"]

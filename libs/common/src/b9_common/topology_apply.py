"""Create and update what `b9_common.topology` declares: ``python -m b9_common.topology_apply``.

The one deploy step that may write streams, buckets and durables. ``check`` in place of ``apply``
changes nothing and exits 1 if anything differs.
"""

import asyncio
import sys
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from msgspec import Struct

from b9_common.control import StoreId
from b9_common.errors import B9Error, ConflictError, FatalError, OutageError
from b9_common.kv import TypedKv
from b9_common.messaging.connection import Broker, connect
from b9_common.settings import SharedSettings, load
from b9_common.topology import (
    BUCKETS,
    CONTROL,
    DURABLES,
    STORE_ID_KEY,
    STREAMS,
    Bucket,
    Durable,
    Stream,
)

NANOSECONDS: Final = 1_000_000_000
# A pull waits at the server; each process of a service holds one or two.
MAX_WAITING: Final = 512
# What NATS never changes in place, whatever the server says first.
UNCHANGEABLE: Final = ("retention", "storage")

# nats-server's own numbers, named once.
STREAM_NOT_FOUND: Final = 10059
CONSUMER_NOT_FOUND: Final = 10014

Config = dict[str, Any]


class Applied(Struct, frozen=True):
    """What one run of `apply` did, by name of stream or ``stream/durable``."""

    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


def stream_config(stream: Stream, replicas: int = 1) -> Config:
    """What the server is told about *stream*."""
    return {
        "name": stream.name,
        "subjects": list(stream.subjects),
        "retention": "workqueue" if stream.work_queue else "limits",
        "discard": "new" if stream.discard_new else "old",
        "storage": "file",
        "compression": "none",
        "num_replicas": replicas,
        "max_bytes": stream.max_bytes,
        "max_age": stream.max_age_s * NANOSECONDS,
        "max_msg_size": stream.max_msg_size,
        "duplicate_window": stream.duplicate_window_s * NANOSECONDS,
        "allow_atomic": True,
        "allow_direct": True,
    }


def bucket_config(bucket: Bucket, replicas: int = 1) -> Config:
    """What the server is told about *bucket*: a stream, exactly as NATS' own KV defines it."""
    window_s = min(bucket.ttl_s or 120, 120)
    return {
        "name": bucket_stream(bucket),
        "subjects": [f"$KV.{bucket.name}.>"],
        "retention": "limits",
        "discard": "new",
        "storage": "file",
        "compression": "none",
        "num_replicas": replicas,
        "max_bytes": bucket.max_bytes,
        "max_age": bucket.ttl_s * NANOSECONDS,
        "max_msgs_per_subject": bucket.history,
        "duplicate_window": window_s * NANOSECONDS,
        "allow_rollup_hdrs": True,
        "deny_delete": True,
        "allow_direct": True,
    }


def durable_config(durable: Durable) -> Config:
    """What the server is told about *durable*. Without ``backoff``: delays are given by nak."""
    return {
        "name": durable.name,
        "durable_name": durable.name,
        "filter_subject": durable.subject,
        "ack_policy": "explicit",
        "deliver_policy": "all",
        "replay_policy": "instant",
        "ack_wait": durable.ack_wait_s * NANOSECONDS,
        "max_deliver": durable.max_deliver,
        "max_ack_pending": durable.max_ack_pending,
        "max_waiting": MAX_WAITING,
    }


def bucket_stream(bucket: Bucket) -> str:
    """The name of the stream behind *bucket*."""
    return f"KV_{bucket.name}"


async def apply(broker: Broker, replicas: int = 1) -> Applied:
    """
    Make the broker hold what is declared; safe to repeat, and then nothing changes.

    Raises `FatalError` where NATS refuses a change, `OutageError` without an answer.
    """
    outcome: dict[str, list[str]] = {"created": [], "updated": [], "unchanged": []}
    for config in _stream_configs(replicas):
        outcome[await _apply_stream(broker, config)].append(config["name"])
    for durable in DURABLES:
        outcome[await _apply_durable(broker, durable)].append(f"{durable.stream}/{durable.name}")
    await ensure_store_id(broker)
    return Applied(**{word: tuple(names) for word, names in outcome.items()})


async def check(broker: Broker, replicas: int = 1) -> list[str]:
    """What differs between the broker and the declaration, one line each; empty when nothing."""
    differences: list[str] = []
    for config in _stream_configs(replicas):
        current = await find_stream(broker, config["name"])
        differences += _report(config["name"], config, current)
    for durable in DURABLES:
        current = await find_durable(broker, durable)
        differences += _report(f"{durable.stream}/{durable.name}", durable_config(durable), current)
    if not differences and await read_store_id(broker) is None:
        differences.append("store id: not written")
    return differences


async def ensure_store_id(broker: Broker) -> str:
    """The id of this broker's disk, written once and never again: a new one means a lost disk."""
    kv = TypedKv(broker, CONTROL, StoreId)
    stored, revision = await kv.get(STORE_ID_KEY)
    if stored is not None:
        return stored.id
    fresh = StoreId(id=uuid4().hex, created_at=datetime.now(UTC))
    try:
        await kv.put_cas(STORE_ID_KEY, fresh, revision)
    except ConflictError:
        return await ensure_store_id(broker)
    return fresh.id


async def read_store_id(broker: Broker) -> str | None:
    """The id of this broker's disk, or None where topology was never applied."""
    stored, _ = await TypedKv(broker, CONTROL, StoreId).get(STORE_ID_KEY)
    return stored.id if stored else None


async def find_stream(broker: Broker, name: str) -> Config | None:
    """The configuration in force, or None where there is no such stream."""
    answer = await broker.api_request(f"STREAM.INFO.{name}")
    return _config_or_none(answer, name, STREAM_NOT_FOUND)


async def find_durable(broker: Broker, durable: Durable) -> Config | None:
    """The configuration in force, or None where the consumer or its stream is missing."""
    answer = await broker.api_request(f"CONSUMER.INFO.{durable.stream}.{durable.name}")
    return _config_or_none(answer, durable.name, STREAM_NOT_FOUND, CONSUMER_NOT_FOUND)


def differing(wanted: Config, current: Config) -> list[str]:
    """The fields of *wanted* that *current* has otherwise; the server leaves out empty ones."""
    return [name for name, value in wanted.items() if (current.get(name) or 0) != (value or 0)]


def _stream_configs(replicas: int) -> list[Config]:
    streams = [stream_config(stream, replicas) for stream in STREAMS]
    return streams + [bucket_config(bucket, replicas) for bucket in BUCKETS]


async def _apply_stream(broker: Broker, config: Config) -> str:
    name = config["name"]
    current = await find_stream(broker, name)
    if current is None:
        _refused(name, await broker.api_request(f"STREAM.CREATE.{name}", config))
        return "created"
    changed = differing(config, current)
    for field in changed:
        if field in UNCHANGEABLE:
            raise FatalError(
                f"stream {name}: {field} is {current.get(field)}, declared {config[field]}; "
                "NATS cannot change it in place: drain the stream, delete it, apply again"
            )
    if not changed:
        return "unchanged"
    # What is not ours to say (a mirror of the future, say) stays as it is.
    _refused(name, await broker.api_request(f"STREAM.UPDATE.{name}", current | config))
    return "updated"


async def _apply_durable(broker: Broker, durable: Durable) -> str:
    config = durable_config(durable)
    current = await find_durable(broker, durable)
    if current is not None and not differing(config, current):
        return "unchanged"
    action = "create" if current is None else "update"
    answer = await broker.api_request(
        f"CONSUMER.CREATE.{durable.stream}.{durable.name}",
        {"stream_name": durable.stream, "config": config, "action": action},
    )
    _refused(f"{durable.stream}/{durable.name}", answer)
    return f"{action}d"


def _config_or_none(answer: Config, name: str, *absent: int) -> Config | None:
    error = answer.get("error")
    if error is None:
        config: Config = answer["config"]
        return config
    if error.get("err_code") in absent:
        return None
    raise OutageError(f"{name}: {error.get('err_code')} {error.get('description')}")


def _refused(name: str, answer: Config) -> None:
    error = answer.get("error")
    if error is not None:
        raise FatalError(f"{name}: refused, {error.get('err_code')} {error.get('description')}")


def _report(name: str, wanted: Config, current: Config | None) -> list[str]:
    if current is None:
        return [f"{name}: missing"]
    return [
        f"{name}: {field} is {current.get(field)}, declared {wanted[field]}"
        for field in differing(wanted, current)
    ]


async def _run(command: str) -> int:
    settings = load(SharedSettings)
    async with connect(settings.nats_url, "topology") as broker:
        if command == "check":
            differences = await check(broker, settings.nats_replicas)
            sys.stdout.writelines(f"{line}\n" for line in differences)
            return 1 if differences else 0
        done = await apply(broker, settings.nats_replicas)
    counts = (len(done.created), len(done.updated), len(done.unchanged))
    sys.stdout.write("topology: {} created, {} updated, {} unchanged\n".format(*counts))
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run ``apply`` (the default) or ``check``; 0 is well, 1 differs, 2 could not be done."""
    words = sys.argv[1:] if arguments is None else arguments
    command = words[0] if words else "apply"
    if command not in {"apply", "check"} or len(words) > 1:
        sys.stderr.write("usage: python -m b9_common.topology_apply [apply|check]\n")
        return 2
    try:
        return asyncio.run(_run(command))
    except B9Error as exc:
        sys.stderr.write(f"topology: {exc}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())

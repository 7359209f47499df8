"""What every running process says of itself, in a bucket that forgets after 15 s."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Final, Literal

from msgspec import Struct, field

from b9_common.ending import end
from b9_common.errors import B9Error, ConflictError
from b9_common.identity import Identity
from b9_common.kv import TypedKv
from b9_common.messaging.connection import Broker
from b9_common.topology import INSTANCES

log = logging.getLogger(__name__)

BEAT_S: Final = 3.0
# A change of status is told this soon: readers have promises of their own to keep.
LOOK_S: Final = 0.25
WRITE_TIMEOUT_S: Final = 2.5
READS_AT_ONCE: Final = 16

Status = Literal["ready", "waiting", "stopping", "alarm"]
Extra = dict[str, str | int | float | bool | None]


class Report(Struct, frozen=True, kw_only=True):
    """How a process is right now. *reason* says why it is not simply ready."""

    status: Status = "ready"
    reason: str = ""
    in_hand: int = 0
    extra: Extra = field(default_factory=dict)


class Heartbeat(Struct, frozen=True, kw_only=True):
    """One process as it was at *at*."""

    service: str
    instance: str
    pid: int
    host: str
    started_at: datetime
    at: datetime
    status: Status
    reason: str = ""
    in_hand: int = 0
    git_sha: str = ""
    extra: Extra = field(default_factory=dict)


@asynccontextmanager
async def beating(
    broker: Broker, identity: Identity, report: Callable[[], Report], *, every_s: float = BEAT_S
) -> AsyncIterator[None]:
    """
    Write a heartbeat every *every_s* while the block runs, and remove it at the end. A change of
    status is written at once.

    A beat that cannot be written is logged and skipped: readers see it grow old, then vanish.
    """
    kv = TypedKv(broker, INSTANCES, Heartbeat)
    key = f"{identity.service}.{identity.instance}"
    task = asyncio.create_task(_beat_for_ever(kv, key, identity, report, every_s), name="heartbeat")
    try:
        yield
    finally:
        await end(task)
        with suppress(B9Error, TimeoutError):
            async with asyncio.timeout(WRITE_TIMEOUT_S):
                await kv.delete(key)


async def all_heartbeats(broker: Broker) -> list[Heartbeat]:
    """Every process heard of in the last 15 s, by service and instance. Raises `OutageError`."""
    kv = TypedKv(broker, INSTANCES, Heartbeat)
    slots = asyncio.Semaphore(READS_AT_ONCE)

    async def read(key: str) -> Heartbeat | None:
        async with slots:
            try:
                return (await kv.get(key))[0]
            except ConflictError as exc:
                log.warning("%s", exc)
                return None

    found = await asyncio.gather(*(read(key) for key in await kv.keys()))
    return sorted(
        (beat for beat in found if beat is not None), key=lambda one: (one.service, one.instance)
    )


async def _beat_for_ever(
    kv: TypedKv[Heartbeat],
    key: str,
    identity: Identity,
    report: Callable[[], Report],
    every_s: float,
) -> None:
    heard = True
    while True:
        told = report()
        try:
            async with asyncio.timeout(WRITE_TIMEOUT_S):
                await kv.put(key, _beat(identity, told))
            heard = True
        except (B9Error, TimeoutError) as exc:
            if heard:
                log.warning("heartbeat not written: %s", str(exc) or "no answer in time")
            heard = False
        await _until_changed(told, report, every_s)


async def _until_changed(told: Report, report: Callable[[], Report], at_most_s: float) -> None:
    """Sleep until the status is another than *told*, at most *at_most_s*."""
    left = at_most_s
    while left > 0 and report().status == told.status:
        await asyncio.sleep(min(LOOK_S, left))
        left -= LOOK_S


def _beat(identity: Identity, now: Report) -> Heartbeat:
    return Heartbeat(
        service=identity.service,
        instance=identity.instance,
        pid=identity.pid,
        host=identity.host,
        started_at=identity.started_at,
        git_sha=identity.git_sha,
        at=datetime.now(UTC),
        status=now.status,
        reason=now.reason,
        in_hand=now.in_hand,
        extra=now.extra,
    )

"""What an ingest says of itself: its heartbeat, and the alarm while its breaker is open."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from b9_common.breaker import Breaker
from b9_common.budget import BudgetLease
from b9_common.events import CreatorRequested
from b9_common.health import Health
from b9_common.heartbeat import Report
from b9_common.messaging import Consumer
from b9_common.metrics import Gauge, set_gauge

LOOK_EVERY_S: Final = 1.0


def report_of(
    consumer: Consumer[CreatorRequested], breaker: Breaker, budget: BudgetLease
) -> Report:
    """The heartbeat: whether it pulls, and if not, why."""
    return Report(
        status="waiting" if consumer.waiting else "ready",
        reason=consumer.waiting or "",
        in_hand=consumer.in_hand,
        extra={
            "breaker": breaker.reason if breaker.is_open else "closed",
            "quota_remaining": budget.quota_remaining,
        },
    )


@asynccontextmanager
async def watch_breaker(breaker: Breaker, health: Health, host: str) -> AsyncIterator[None]:
    """Keep the alarm and the gauge in step with *breaker* while the block runs."""
    task = asyncio.create_task(_watch(breaker, health, host), name="breaker")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _watch(breaker: Breaker, health: Health, host: str) -> None:
    while True:
        reason = f"{host}: {breaker.reason}" if breaker.is_open else None
        health.alarm("breaker", reason)
        set_gauge(Gauge.BREAKER, float(breaker.is_open), host=host)
        await asyncio.sleep(LOOK_EVERY_S)

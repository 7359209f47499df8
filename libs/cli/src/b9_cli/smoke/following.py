"""Waiting for a request to end, and saying who holds it up where it does not."""

from b9_cli.client import Json
from b9_cli.progress import Lines
from b9_cli.screen import Screen
from b9_cli.smoke.report import Report
from b9_cli.smoke.surroundings import Surroundings
from b9_common.topology import DURABLES


async def followed(
    around: Surroundings, name: str, request_id: str, timeout_s: float, screen: Screen
) -> Json:
    """The request, which is about *name*, once it has ended. Raises `WaitTimeoutError`."""
    lines = Lines(screen)
    return await around.gateway.wait(request_id, timeout_s, lambda now: lines.show(name, now))


async def late(around: Surroundings, report: Report, last: Json, timeout_s: float) -> None:
    """Note in *report* that the request did not end in time; *last* is how it stood."""
    report.status = last["status"]
    lags = await _lags(around)
    report.timeout = (
        f"{last['target']}: stage {last.get('current_stage')} did not finish in "
        f"{timeout_s:.0f} s; waiting: {lags or 'nobody'}"
    )


async def _lags(around: Surroundings) -> str:
    """Who has how much before it and in hand."""
    told = []
    for durable in DURABLES:
        info = await around.broker.api_request(f"CONSUMER.INFO.{durable.stream}.{durable.name}")
        waiting, held = info.get("num_pending", 0), info.get("num_ack_pending", 0)
        if waiting or held:
            told.append(f"{durable.name} {waiting} before it, {held} in hand")
    return ", ".join(told)

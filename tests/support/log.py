"""The recorded CONTENT log, read plainly from its first message."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import nats
from tests.support.world import World


async def recorded(world: World) -> AsyncIterator[tuple[dict[str, Any], datetime]]:
    """Every event there is, and when the broker got it."""
    connection = await nats.connect(world.stack.nats_url)
    try:
        stream = connection.jetstream()
        state = (await stream.stream_info("CONTENT")).state
        for seq in range(state.first_seq, state.last_seq + 1):
            question = json.dumps({"seq": seq}).encode()
            answer = await connection.request("$JS.API.DIRECT.GET.CONTENT", question, timeout=5)
            yield json.loads(answer.data), _time((answer.headers or {})["Nats-Time-Stamp"])
    finally:
        await connection.close()


def observed(event: dict[str, Any], stored_at: datetime) -> datetime:
    """When what *event* tells was seen: what the broker got first was not seen after that."""
    seen = event["finished_at"] if event["type"] == "content.finished" else event["observed_at"]
    return min(datetime.fromisoformat(seen), stored_at)


def _time(text: str) -> datetime:
    """The broker writes nanoseconds."""
    seconds, _, fraction = text.removesuffix("Z").partition(".")
    at = datetime.fromisoformat(seconds).replace(tzinfo=UTC)
    return at.replace(microsecond=int(f"{fraction:0<6}"[:6]))

"""Whether there is room behind us: fetching stops before CONTENT's limits drop what is unread."""

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from b9_common.errors import OutageError
from b9_common.messaging.connection import Broker
from b9_common.topology import CONTENT, MEDIA_UPLOADER, PERSISTER_CONTENT, Durable

# The uploader may fall further behind: a store outage must not stop rows.
FULL_AT: Final[Mapping[Durable, float]] = {PERSISTER_CONTENT: 0.6, MEDIA_UPLOADER: 0.9}
MAX_AGE_S: Final = 1.0
ASK_TIMEOUT_S: Final = 2.0
CONSUMER_NOT_FOUND: Final = 10014


class Admission:
    """
    How far CONTENT's readers are behind, as shares of what the stream may hold.

    A reader that is missing counts as behind by everything there is. An unknown lag refuses.
    """

    def __init__(self, broker: Broker, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._broker = broker
        self._clock = clock
        self._asked_at = float("-inf")
        self._refusal: str | None = None

    async def refusal(self) -> str | None:
        """Why nothing more should be fetched, as of at most a second ago, or None."""
        now = self._clock()
        if now - self._asked_at > MAX_AGE_S:
            try:
                self._refusal = await self._judge()
            except OutageError as exc:
                self._refusal = f"backlog unknown: {exc}"
            self._asked_at = now
        return self._refusal

    async def _judge(self) -> str | None:
        stream = await self._ask(f"STREAM.INFO.{CONTENT.name}")
        if "error" in stream:
            raise OutageError(f"{CONTENT.name}: {stream['error'].get('description')}")
        for durable, full_at in FULL_AT.items():
            consumer = await self._ask(f"CONSUMER.INFO.{CONTENT.name}.{durable.name}")
            share = lag_share(stream, consumer)
            if share >= full_at:
                return f"{durable.name} is behind by {share:.0%} of {CONTENT.name}"
        return None

    async def _ask(self, subject: str) -> dict[str, Any]:
        return await self._broker.api_request(subject, timeout_s=ASK_TIMEOUT_S)


def lag_share(stream: Mapping[str, Any], consumer: Mapping[str, Any]) -> float:
    """What share of *stream*'s limits the messages unsettled by *consumer* take up."""
    state, config = stream["state"], stream["config"]
    messages = state["messages"]
    if not messages:
        return 0.0
    if "error" in consumer:
        if consumer["error"].get("err_code") != CONSUMER_NOT_FOUND:
            raise OutageError(f"consumer: {consumer['error'].get('description')}")
        behind = messages
    else:
        behind = min(consumer["num_pending"] + consumer["num_ack_pending"], messages)
    shares = [0.0]
    if config.get("max_bytes", -1) > 0:
        shares.append(behind * (state["bytes"] / messages) / config["max_bytes"])
    if config.get("max_msgs", -1) > 0:
        shares.append(behind / config["max_msgs"])
    return max(shares)

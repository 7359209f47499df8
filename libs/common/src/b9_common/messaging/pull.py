"""Pulling messages from durable consumers, without the stalls and surprises of the client's own."""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from typing import Final

import msgspec
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

from b9_common.errors import OutageError
from b9_common.messaging.connection import Broker
from b9_common.topology import Durable

ANSWER_WITHIN_S: Final = 3.0
LINGER_S: Final = 0.05
MAX_PULL_BYTES: Final = 4 * 1024**2
GRACE_S: Final = 0.5


class Puller:
    """
    Pulls from one durable. One request at a time, each with a reply token of its own.

    Status messages are believed only from the current request; data is data whoever asked, and
    what arrives late is handed out first next time. Raises `OutageError` when the server is
    silent, the consumer is gone or JetStream is down. Never returns more than asked.
    """

    def __init__(self, broker: Broker, durable: Durable) -> None:
        self.durable = durable
        self._broker = broker
        self._subject = f"$JS.API.CONSUMER.MSG.NEXT.{durable.stream}.{durable.name}"
        self._inbox = broker.nc.new_inbox()
        self._subscription: Subscription | None = None
        self._arrived: deque[Msg] = deque()
        self._status: tuple[str, str] | None = None
        self._token = 0
        self._wake = asyncio.Event()

    async def _on_message(self, msg: Msg) -> None:
        status = (msg.headers or {}).get("Status")
        if status is None or msg.data:
            self._arrived.append(msg)
        elif msg.subject.endswith(f".{self._token}") and status != "100":
            self._status = (status, (msg.headers or {}).get("Description", ""))
        self._wake.set()

    async def pull(
        self,
        n: int,
        *,
        wait_s: float = 0.0,
        linger_s: float = LINGER_S,
        max_bytes: int = MAX_PULL_BYTES,
    ) -> list[Msg]:
        """
        Up to *n* messages: what is there now, or else what comes within *wait_s*.

        After the first message of a wait, at most *linger_s* more are spent on filling up.
        """
        if self._subscription is None:
            self._subscription = await self._broker.nc.subscribe(
                f"{self._inbox}.*", cb=self._on_message
            )
        out = self._take(n)
        if len(out) < n:
            out += await self._ask(n - len(out), None, linger_s, max_bytes)
        if not out and wait_s > 0:
            out = await self._ask(n, wait_s, linger_s, max_bytes)
        return out

    def _take(self, n: int) -> list[Msg]:
        return [self._arrived.popleft() for _ in range(min(n, len(self._arrived)))]

    async def _ask(
        self, n: int, wait_s: float | None, linger_s: float, max_bytes: int
    ) -> list[Msg]:
        """One pull request; None as *wait_s* asks for what is there at this moment."""
        request: dict[str, int | bool] = {"batch": n, "max_bytes": max_bytes}
        if wait_s is None:
            request["no_wait"] = True
        else:
            request["expires"] = int(wait_s * 1e9)
        self._token += 1
        self._status = None
        try:
            await self._broker.nc.publish(
                self._subject, msgspec.json.encode(request), reply=f"{self._inbox}.{self._token}"
            )
        except (NatsError, OSError) as exc:
            raise OutageError(f"cannot pull from {self.durable.name}: {exc}") from exc
        end = time.monotonic() + (ANSWER_WITHIN_S if wait_s is None else wait_s + GRACE_S)
        out: list[Msg] = []
        while len(out) < n and self._status is None:
            left = end - time.monotonic()
            if left <= 0:
                break
            self._wake.clear()
            if not self._arrived:
                await self._woken(left)
            first = not out
            out += self._take(n - len(out))
            if first and out and wait_s is not None:
                end = min(end, time.monotonic() + linger_s)
        out += self._take(n - len(out))
        self._judge(out, silent=wait_s is None and not out and self._status is None)
        return out

    async def _woken(self, timeout_s: float) -> None:
        try:
            async with asyncio.timeout(timeout_s):
                await self._wake.wait()
        except TimeoutError:
            return

    def _judge(self, out: Sequence[Msg], *, silent: bool) -> None:
        """Raise what an empty answer means; messages in hand are never thrown away."""
        if out:
            return
        if silent:
            raise OutageError(f"the broker is silent about {self.durable.name}")
        status, description = self._status or ("408", "")
        gone = status == "409" and "deleted" in description.lower()
        if gone or status not in {"404", "408", "409"}:
            raise OutageError(f"{self.durable.name}: {status} {description}")

    async def close(self) -> None:
        """Stop listening; what was pulled and not handed out is redelivered after ack wait."""
        if self._subscription is not None and self._broker.nc.is_connected:
            await self._subscription.unsubscribe()


class Source:
    """
    Several durables read as one: the first always, the next ones only when those before are idle.

    With *fair_every* = 20, one pull in 20 asks in reverse order, so that nobody starves.
    """

    def __init__(self, pullers: Sequence[Puller], *, fair_every: int = 0) -> None:
        self._pullers = list(pullers)
        self._fair_every = fair_every
        self._pulls = 0

    async def pull(
        self, n: int, *, others: int | None = None, wait_s: float = 1.0
    ) -> list[tuple[Durable, Msg]]:
        """
        Up to *n* messages of one durable, each with the durable it came from.

        Of durables after the first at most *others* (null: as many). Waits for the first's.
        """
        self._pulls += 1
        main = self._pullers[0]
        reverse = self._fair_every > 0 and self._pulls % self._fair_every == 0
        for puller in reversed(self._pullers) if reverse else self._pullers:
            wanted = n if puller is main or others is None else others
            at_once = len(self._pullers) > 1 or wait_s <= 0
            if at_once and wanted > 0 and (msgs := await puller.pull(wanted)):
                return [(puller.durable, msg) for msg in msgs]
        if wait_s <= 0:
            return []
        return [(main.durable, msg) for msg in await main.pull(n, wait_s=wait_s)]

    async def close(self) -> None:
        """Close every puller."""
        for puller in self._pullers:
            await puller.close()

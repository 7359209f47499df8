"""One call: permit first, told afterwards, and judged: an answer, a wait, or the end."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final, Generic, TypeVar

from msgspec import Struct
from opentelemetry.trace import SpanKind

from b9_common.breaker import Breaker, CallResult
from b9_common.budget import BudgetStopError
from b9_common.errors import OutageError
from b9_common.events import CallClass, CreatorRequested, Kind, Lane
from b9_common.fetching.errors import TargetError, WaitError
from b9_common.fetching.ports import (
    Answer,
    Heed,
    Permission,
    Question,
    SpendingBudget,
    Upstream,
)
from b9_common.fetching.telling import Errand, Ledger
from b9_common.telemetry import span
from b9_common.turns import Urgency

AskT = TypeVar("AskT", bound=Question)
ReplyT = TypeVar("ReplyT", bound=Answer)

MAX_WAIT_S: Final = 600.0
MAX_DOUBLINGS: Final = 10
# The upstream said "slow down" without saying for how long.
SLOW_DOWN_S: Final = 2.0

# The code of a reply to a call that never left us, because no proxy of ours could be used.
NO_PROXY: Final = "no_proxy"

ANSWERS: Final = frozenset({CallClass.OK, CallClass.EMPTY})
BAD_REQUEST: Final = "bad_request"
ABOUT_TARGET: Final = {
    CallClass.NOT_FOUND: "target_not_found",
    CallClass.PRIVATE: "target_private",
    CallClass.SUSPENDED: "target_suspended",
    CallClass.BANNED: "target_banned",
    CallClass.QUARANTINED: "target_quarantined",
    CallClass.UNAVAILABLE_LEGAL: "target_unavailable_legal",
    CallClass.BAD_REQUEST: BAD_REQUEST,
}
ABOUT_US: Final = frozenset({CallClass.UNAUTHORIZED, CallClass.MISCONFIGURED, CallClass.BLOCKED})
# Somebody sits before a screen and waits for the answer itself.
INTERACTIVE: Final = frozenset({Kind.SUBREDDIT_FETCH_SINGLE, Kind.USER_DISCOVER})
THROTTLED: Final = frozenset({CallClass.RATE_LIMITED, CallClass.QUOTA_EXHAUSTED})


class Patience(Struct, frozen=True, kw_only=True):
    """
    How long to bear with the upstream: see the settings of the same names.

    *not_repeated* are answers that would be the same a moment later.
    """

    retry_pauses_s: tuple[float, ...] = (0.5, 2.0)
    empty_pauses_s: tuple[float, ...] = (2.0, 5.0)
    wait_s: float = 30.0
    page_tries: int = 3
    not_repeated: frozenset[CallClass] = frozenset()


class Caller(Generic[AskT, ReplyT]):
    """
    Makes calls within budget, breaker and people's will; no call escapes being counted.

    `call` returns only replies that speak of the target and are no refusal.
    """

    def __init__(
        self,
        upstream: Upstream[AskT, ReplyT],
        *,
        budget: SpendingBudget,
        breaker: Breaker,
        permission: Permission,
        ledger: Ledger,
        patience: Patience,
        heed: Heed[ReplyT] | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._upstream = upstream
        self._budget = budget
        self._breaker = breaker
        self._permission = permission
        self._ledger = ledger
        self._heed = heed
        self.patience = patience
        self._clock = clock
        self.sleep = sleep

    async def call(self, ask: AskT, errand: Errand) -> ReplyT:
        """
        The answer to *ask*, after at most two quick repeats.

        Raises `TargetError` for what is final about the target, `WaitError` when the world is in
        the way, `OutageError` when the budget cannot be reached or the process is stopping.
        """
        answered_before = self._breaker.answered
        for pause_s in (*self.patience.retry_pauses_s, None):
            reply = await self._once(ask, errand)
            if reply.call_class in ANSWERS:
                return reply
            if code := ABOUT_TARGET.get(reply.call_class):
                raise TargetError(code, reply.message)
            if reply.call_class in ABOUT_US or self._breaker.is_open:
                raise self._wait(reply.call_class, self._breaker.retry_in_s())
            throttled = reply.call_class in THROTTLED
            if pause_s is None or reply.call_class in self.patience.not_repeated:
                # Others succeeded meanwhile, so it is this page that fails, not the provider.
                at_fault = self._breaker.answered > answered_before and not throttled
                wait_s = self.patience.wait_s * 2 ** min(errand.progress.waits, MAX_DOUBLINGS)
                raise self._wait(reply.call_class, min(wait_s, MAX_WAIT_S), at_fault=at_fault)
            # Three calls that time out last longer than a request may be silent.
            self._ledger.try_again(errand, reply)
            if not throttled:
                await self.sleep(pause_s * random.uniform(0.5, 1.5))  # noqa: S311  jitter
        raise AssertionError("unreachable")

    async def _once(self, ask: AskT, errand: Errand) -> ReplyT:
        await self._permit(urgency_of(errand.request))
        with span(
            f"GET {ask.walk}",
            kind=SpanKind.CLIENT,
            walk=ask.walk,
            n=errand.n,
            provider=self._ledger.provider,
        ) as current:
            try:
                reply = await self._upstream.fetch(ask)
            except BaseException:
                self._breaker.leave()
                raise
            current.set_attribute("call_class", reply.call_class)
            if reply.status is not None:
                current.set_attribute("http.status", reply.status)
        if reply.code == NO_PROXY:
            # No call, so nothing is counted, and nothing is known of the upstream.
            self._breaker.leave()
            self._budget.give_back()
            raise self._wait(NO_PROXY, reply.retry_after_s or self.patience.wait_s)
        self._breaker.record(_result_of(reply.call_class), reply.code or reply.call_class)
        self._ledger.enter(ask, errand, reply)
        await self._obey(reply)
        return reply

    async def _permit(self, urgency: Urgency) -> None:
        """Return when a call may be made; people's stops and the breaker are asked last too."""
        self._refuse()
        try:
            await self._budget.acquire(urgency)
        except BudgetStopError as stop:
            raise WaitError(stop.reason, stop.until) from stop
        try:
            self._refuse()
            if not self._breaker.enter():
                raise self._wait("breaker_open", self._breaker.retry_in_s())
        except (WaitError, OutageError):
            self._budget.give_back()
            raise

    def _refuse(self) -> None:
        self._permission()
        if (wait_s := self._breaker.retry_in_s()) > 0:
            raise self._wait("breaker_open", wait_s)

    async def _obey(self, reply: ReplyT) -> None:
        """
        Make every process heed what the upstream said about our allowance.

        What cannot be written is let go: the reply in hand had its price, and the next permit
        needs the budget anyway.
        """
        now = self._clock()
        with suppress(BudgetStopError, OutageError):
            if reply.call_class is CallClass.RATE_LIMITED:
                until = now + (reply.retry_after_s or SLOW_DOWN_S)
                await self._budget.stop_until(until, CallClass.RATE_LIMITED)
            if self._heed is not None:
                await self._heed(reply, now)

    def _wait(self, reason: str, seconds: float, *, at_fault: bool = False) -> WaitError:
        until = datetime.fromtimestamp(self._clock() + max(seconds, 1.0), UTC)
        return WaitError(reason, until, at_fault=at_fault)


def urgency_of(request: CreatorRequested) -> Urgency:
    """Whose calls are made first when all cannot be made at once."""
    if request.lane is Lane.LATER:
        return Urgency.LATER
    return Urgency.INTERACTIVE if request.kind in INTERACTIVE else Urgency.NOW


def _result_of(call_class: CallClass) -> CallResult:
    if call_class in ABOUT_US:
        return CallResult.REFUSED_US
    if call_class is CallClass.TIMEOUT:
        return CallResult.TIMED_OUT
    if call_class in ANSWERS or call_class in ABOUT_TARGET or call_class in THROTTLED:
        return CallResult.ANSWERED
    return CallResult.FAILED

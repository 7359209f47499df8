"""Past its quota a plan charges extra, so the last call of it is the last of every process."""

from typing import Protocol

from b9_common.budget import day_end
from b9_common.events import CallClass
from b9_instagram_ingest.ports import Reply


class QuotaBudget(Protocol):
    """See `b9_common.budget.BudgetLease`."""

    quota_remaining: int | None

    async def stop_until(self, until: float, reason: str) -> None:
        """Stop every process."""
        ...


class Quota:
    """See `b9_common.fetching.ports.Heed`."""

    def __init__(self, budget: QuotaBudget) -> None:
        self._budget = budget

    async def __call__(self, reply: Reply, now: float) -> None:
        """Remember what is left; stop until the reset, else until midnight, when nothing is."""
        if reply.quota_left is not None:
            self._budget.quota_remaining = reply.quota_left
        is_spent = reply.quota_left is not None and reply.quota_left <= 0
        if reply.call_class is CallClass.QUOTA_EXHAUSTED or is_spent:
            until = now + reply.quota_reset_s if reply.quota_reset_s else day_end(now)
            await self._budget.stop_until(until, CallClass.QUOTA_EXHAUSTED)

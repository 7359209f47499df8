"""What Reddit's headers say of our allowance reaches every process."""

from typing import Protocol

from b9_reddit_ingest.ports import Reply


class WindowBudget(Protocol):
    """See `b9_common.budget.BudgetLease`."""

    async def observe(self, remaining: float, reset_s: float, now: float) -> None:
        """Of a call made within the budget, at *now*. Never raises."""
        ...


class HeedWindow:
    """See `b9_common.fetching.ports.Heed`."""

    def __init__(self, budget: WindowBudget) -> None:
        self._budget = budget

    async def __call__(self, reply: Reply, now: float) -> None:
        """Tell the budget what is left, where the answer said so."""
        if reply.window is not None:
            await self._budget.observe(reply.window.remaining, reply.window.reset_s, now)

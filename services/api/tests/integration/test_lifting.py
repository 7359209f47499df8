"""How a person lifts the stop that workers put up."""

from services.api.tests.integration.api_harness import Harness

from b9_api.dispatcher.mirror import BudgetMirror
from b9_common.budget import BudgetLease, budget_kv

PROVIDER = "instagram-looter"


async def test_paid_calls_switched_on_lift_a_stop_that_switching_them_off_leaves(
    api: Harness,
) -> None:
    mirror = BudgetMirror(api.database, api.broker)
    await mirror.turn()
    await BudgetLease(budget_kv(api.broker), PROVIDER).stop_until(4e9, "quota_exhausted")

    async def stop_reason() -> str | None:
        await mirror.turn()
        budgets = (await api.get("/api/budget")).json()["items"]
        reason: str | None = budgets[0]["live"]["stop_reason"]
        return reason

    await api.post("/api/control/paid-calls", json={"enabled": False})
    while_off = await stop_reason()
    await api.post("/api/control/paid-calls", json={"enabled": True})

    assert (while_off, await stop_reason()) == ("quota_exhausted", None)

"""Asking for a creator: how soon the answer comes, by itself and beside others."""

from typing import Final

from benchmarks.frame import Bench, Figure, quantile
from benchmarks.stacks import gateway, in_turns

BAR_MS: Final = 20.0
AT_ONCE: Final = 4


async def measure(bench: Bench) -> list[Figure]:
    """POST in a closed loop, one at a time and then a few, to a gateway with its dispatcher."""
    number = bench.sized(400, 60)
    services = ("gateway", "dispatcher", "simulator", "otlp")
    async with bench.stack("post", services=services) as stack, gateway(stack) as client:
        await in_turns(client.add, [f"warmup{one}" for one in range(20)], 1)
        alone = await in_turns(client.add, [f"alone{one}" for one in range(number)], 1)
        beside = await in_turns(client.add, [f"beside{one}" for one in range(number)], AT_ONCE)
    alone_ms = [one.took_s * 1_000 for one in alone]
    beside_ms = [one.took_s * 1_000 for one in beside]
    return [
        Figure(
            name=f"post_accepted_{kind}",
            what=f"POST accepted, {kind.replace('_', ' ')}, p95",
            value=quantile(took_ms, 0.95),
            unit="ms",
            bar=BAR_MS,
            at_most=True,
            detail={
                "posts": len(took_ms),
                "p50_ms": quantile(took_ms, 0.5),
                "p99_ms": quantile(took_ms, 0.99),
            },
        )
        for kind, took_ms in (("one_at_a_time", alone_ms), (f"{AT_ONCE}_at_a_time", beside_ms))
    ]

"""Asking for a creator: how soon the answer comes, by itself and beside others."""

import statistics
from typing import Final

from benchmarks.frame import Bench, Figure, quantile
from benchmarks.stacks import gateway, in_turns

BAR_MS: Final = 20.0
AT_ONCE: Final = 4


async def measure(bench: Bench) -> list[Figure]:
    """POST in closed loops, one at a time and a few, in turns, to a gateway with its dispatcher."""
    number = bench.sized(100, 30)
    took: dict[int, list[list[float]]] = {1: [], AT_ONCE: []}
    services = ("gateway", "dispatcher", "simulator", "otlp")
    async with bench.stack("post", services=services) as stack, gateway(stack) as client:
        await in_turns(client.add, [f"warmup{one}" for one in range(20)], 1)
        for turn in range(bench.sized(9, 3)):
            for at_once, rounds in took.items():
                names = [f"post_{at_once}_{turn}_{one}" for one in range(number)]
                accepted = await in_turns(client.add, names, at_once)
                rounds.append([one.took_s * 1_000 for one in accepted])
    return [_figure(at_once, rounds) for at_once, rounds in took.items()]


def _figure(at_once: int, rounds: list[list[float]]) -> Figure:
    """The median of the rounds' percentiles: a moment of a busy machine is one round."""
    together = [took_ms for one in rounds for took_ms in one]
    return Figure(
        name=f"post_accepted_{at_once}_at_once",
        what=f"POST accepted, {at_once} at a time, p95 (median of {len(rounds)} rounds)",
        value=statistics.median(quantile(one, 0.95) for one in rounds),
        unit="ms",
        bar=BAR_MS,
        at_most=True,
        detail={
            "posts": len(together),
            "p50_ms": quantile(together, 0.5),
            "p95_of_all_ms": quantile(together, 0.95),
            "p99_of_all_ms": quantile(together, 0.99),
        },
    )

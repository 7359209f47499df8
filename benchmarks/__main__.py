"""
Measure, show the figures beside their bars, and keep them: ``python -m benchmarks``.

Ends with 0 when every figure is within its bar. Not a timed test: figures are ratios wherever
they can be, and a busy machine shows in them all the same.
"""

import argparse
import asyncio
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Final

from benchmarks import (
    first_page,
    gateway,
    gateway_live,
    loop_lag,
    machine,
    make_up,
    media,
    new_creator,
    persister_backlog,
    post_accepted,
    reddit_discover,
    reddit_memory,
    reddit_parse,
    reddit_scan,
    refresh,
    results,
)
from benchmarks.frame import Bench, Figure, Measurement

MEASUREMENTS: Final = (
    Measurement(name="new-creator", run=new_creator.measure, limit_s=300),
    Measurement(name="first-page", run=first_page.measure, limit_s=300),
    Measurement(name="refresh", run=refresh.measure, limit_s=700),
    Measurement(name="persister", run=persister_backlog.measure, limit_s=600),
    Measurement(name="media", run=media.measure, limit_s=600),
    Measurement(name="loop-lag", run=loop_lag.measure, limit_s=700),
    Measurement(name="post", run=post_accepted.measure, limit_s=180),
    Measurement(name="reddit-discover", run=reddit_discover.measure, limit_s=300),
    Measurement(name="reddit-scan", run=reddit_scan.measure, limit_s=400),
    Measurement(name="reddit-parse", run=reddit_parse.measure, limit_s=60),
    Measurement(name="reddit-memory", run=reddit_memory.measure, limit_s=600),
    Measurement(name="gateway", run=gateway.measure, limit_s=1_200),
    Measurement(name="gateway-live", run=gateway_live.measure, limit_s=240),
    Measurement(name="make-up", run=make_up.measure, limit_s=600),
)
TOTAL_S: Final = 4_000.0
QUICK_SCALE: Final = 0.05


def main() -> int:
    """Measure what was asked for; 0 when all of it is within its bars."""
    options = _options()
    chosen = [one for one in MEASUREMENTS if not options.only or one.name in options.only]
    facts, commit = machine.facts(), machine.commit()
    say(f"measuring on {facts.cores} cores, load {facts.load_1m}")
    figures, failures = asyncio.run(_measure(chosen, quick=options.quick, scale=options.scale))
    print(_heading(quick=options.quick))
    print(results.table(figures))
    for name, reason in failures.items():
        print(f"{name} could not be measured: {reason}")
    whole = len(chosen) == len(MEASUREMENTS)
    path = results.write(
        figures, facts, commit, failures=failures, quick=options.quick, whole=whole
    )
    print(f"\nkept in {path}")
    return 0 if figures and not failures and all(one.ok for one in figures) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [one.name for one in MEASUREMENTS]
    parser.add_argument(
        "--only", action="append", choices=names, metavar="NAME", help=", ".join(names)
    )
    parser.add_argument(
        "--quick", action="store_true", help="small sizes, to try the benchmarks themselves"
    )
    parser.add_argument(
        "--scale", type=float, help=f"of what is seeded; 1, or {QUICK_SCALE} when quick"
    )
    options = parser.parse_args()
    if options.scale is None:
        options.scale = QUICK_SCALE if options.quick else 1.0
    return options


async def _measure(
    chosen: list[Measurement], *, quick: bool, scale: float
) -> tuple[list[Figure], dict[str, str]]:
    """The figures, and why others are missing. Nothing that was started outlives this."""
    figures: list[Figure] = []
    failures: dict[str, str] = {}
    ends = time.monotonic() + TOTAL_S
    for one in chosen:
        with tempfile.TemporaryDirectory(prefix="b9-bench-") as folder:
            bench = Bench(folder=Path(folder), quick=quick, scale=scale, say=say)
            try:
                async with asyncio.timeout(min(one.limit_s, max(ends - time.monotonic(), 0))):
                    figures += await one.run(bench)
            except Exception as error:  # noqa: BLE001  # one that fails must not take the others
                traceback.print_exc()
                failures[one.name] = str(error) or type(error).__name__
    return figures, failures


def _heading(*, quick: bool) -> str:
    return "\nQUICK RUN: too small to mean anything\n" if quick else ""


def say(text: str) -> None:
    """Tell how it goes, beside the table."""
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""What the Reddit ingest and its readers hold after thousands of communities."""

import asyncio
import statistics
import time
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from benchmarks.frame import Bench, Figure
from benchmarks.process_tree import pss_mb, tree
from benchmarks.stacks import REDDIT, broker, database, only, set_rate, simulator
from msgspec import Struct

from b9_common.events import CreatorRequested, Depth, Kind, Lane, Platform, encode
from b9_common.messaging.connection import Broker, Outgoing, event_headers
from b9_common.topology import REDDIT_LATER, requested_subject
from b9_devstack.supervisor.stack import Stack

INGEST: Final = "reddit-ingest-1"
BAR_MB: Final = 200.0
# Flat: what is held after all of them is what was held after the first fifth.
GROWTH_BAR_MB: Final = 10.0
SETTLED: Final = 0.2
MARKS: Final = (0.1, 0.2, 0.5, 1.0)
UNLIMITED: Final = 10_000.0
BURST: Final = 1_000
# One community in 20 is large: the readers have work, and the heap holds large answers too.
LARGE_EVERY: Final = 20
SIMULATOR: Final = ("--rate-limit", "0", "--posts", "7")
# About, rules and two listings.
CALLS: Final = 4
CHUNK: Final = 100
AHEAD: Final = 300
LOOK_EVERY_S: Final = 0.25


class Sample(Struct, frozen=True, kw_only=True):
    """How much was held when so many communities were done."""

    done: int
    mb: float


async def measure(bench: Bench) -> list[Figure]:
    """Scan at full speed, all other services stopped, and look at memory all the while."""
    communities = bench.sized(5_000, 300)
    async with bench.stack("reddit-memory", reddit_simulator_args=SIMULATOR) as stack:
        async with database(stack) as connection:
            await set_rate(stack, connection, UNLIMITED, provider=REDDIT, burst=BURST)
        await only(stack, INGEST)
        async with broker(stack) as connected:
            started = time.monotonic()
            samples = await _scanned(bench, stack, connected, communities)
            took_s = time.monotonic() - started
        calls = await simulator(stack.reddit_simulator_url, "GET", "calls?limit=0")
        # A token or two besides.
        if set(calls["by_status"]) != {"200"} or calls["total"] < CALLS * communities:
            raise RuntimeError(f"not {communities} scans but {calls['by_status']}")
        processes = len(tree(_pid(stack)))
    return _figures(samples, communities, took_s, processes)


async def _scanned(bench: Bench, stack: Stack, to: Broker, communities: int) -> list[Sample]:
    """Ask for scans, a few hundred ahead of the ingest, and sample until all are done."""
    samples: list[Sample] = []
    marks = _marks(communities)
    asked = done = 0
    while done < communities:
        if asked < communities and asked - done < AHEAD:
            await _ask(to, asked, CHUNK)
            asked += CHUNK
        await asyncio.sleep(LOOK_EVERY_S)
        done = asked - await _left(to)
        samples.append(Sample(done=done, mb=pss_mb(_pid(stack))))
        while marks and done >= marks[0]:
            bench.say(f"reddit-memory: {samples[-1].mb:.1f} MB after {marks.pop(0)} subreddits")
    return samples


def _marks(communities: int) -> list[int]:
    return [round(share * communities) for share in MARKS]


def _pid(stack: Stack) -> int:
    pid = stack.children[INGEST].pid
    if pid is None:
        raise RuntimeError(f"{INGEST} does not run")
    return pid


async def _ask(to: Broker, first: int, number: int) -> None:
    """Send what the dispatcher would."""
    await to.publish_batch([_command(one) for one in range(first, first + number)])


def _command(number: int) -> Outgoing:
    name = f"memory{number}"
    event = CreatorRequested(
        request_id=str(uuid4()),
        drive=1,
        kind=Kind.SUBREDDIT_SCAN,
        platform=Platform.REDDIT,
        target=name if number % LARGE_EVERY else f"huge_{name}",
        depth=Depth(posts=100),
        requested_at=datetime.now(UTC),
    )
    return Outgoing(
        subject=requested_subject(event.platform, Lane.LATER),
        payload=encode(event),
        msg_id=event.msg_id,
        headers=event_headers(event),
    )


async def _left(to: Broker) -> int:
    """How many scans nobody has begun, or ended."""
    path = f"CONSUMER.INFO.{REDDIT_LATER.stream}.{REDDIT_LATER.name}"
    info = await to.api_request(path)
    return int(info["num_pending"]) + int(info["num_ack_pending"])


def _figures(
    samples: list[Sample], communities: int, took_s: float, processes: int
) -> list[Figure]:
    settled = [sample for sample in samples if sample.done >= SETTLED * communities]
    slope, _ = statistics.linear_regression(
        [sample.done for sample in settled], [sample.mb for sample in settled]
    )
    at = {mark: _at(samples, mark) for mark in _marks(communities)}
    return [
        Figure(
            name="reddit_memory",
            what=f"memory of the reddit-ingest and its readers, {communities} subreddits: the most",
            value=max(sample.mb for sample in samples),
            unit="MB",
            bar=BAR_MB,
            at_most=True,
            detail={
                **{f"after_{mark}_mb": mb for mark, mb in at.items()},
                "processes": processes,
                "seconds": took_s,
                "subreddits_per_s": communities / took_s,
            },
        ),
        Figure(
            name="reddit_memory_growth",
            what=f"memory: growth over the last {1 - SETTLED:.0%} of them",
            value=slope * communities * (1 - SETTLED),
            unit="MB",
            bar=GROWTH_BAR_MB,
            at_most=True,
            detail={"mb_per_1000": slope * 1_000},
        ),
    ]


def _at(samples: list[Sample], mark: int) -> float:
    return next(sample.mb for sample in samples if sample.done >= mark)

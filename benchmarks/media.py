"""Files from the CDN to the store: the uploader beside ``rclone copyurl``, and its memory."""

import asyncio
import csv
import os
import random
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import msgspec
from benchmarks.backlog import outgoing
from benchmarks.frame import Bench, Figure
from benchmarks.stacks import broker, peak_rss_mib
from msgspec import Struct
from nats.aio.msg import Msg

from b9_common.events import (
    AssetKind,
    AssetOutcome,
    AssetRef,
    ContentPage,
    MediaUploaded,
    Owner,
    Platform,
    Walk,
)
from b9_common.messaging.connection import Broker
from b9_common.topology import media_subject
from b9_devstack.servers.binaries import script
from b9_devstack.servers.s3 import BUCKET, REGION
from b9_devstack.simulator.signing import Links, Signer
from b9_devstack.supervisor.stack import Stack

SPEED_BAR: Final = 0.7
MEMORY_BAR_MIB: Final = 150.0
UPLOADER: Final = "media-uploader-1"
IN_FLIGHT: Final = 8
PER_PAGE: Final = 24
SIZES: Final = ("--media-min-bytes", "100000", "--media-max-bytes", "20000000")
LIMIT_S: Final = 240.0
SEED: Final = 1
OWNER: Final = Owner(id="1000000000001", username="filmmaker")


class Round(Struct, frozen=True):
    """How long the same files took the uploader and rclone, and how many bytes they are."""

    ours_s: float
    rclone_s: float
    size: int


async def measure(bench: Bench) -> list[Figure]:
    """Both copy the same files, to places of their own, in turns; new files in every round."""
    number = bench.sized(200, 40)
    rounds: list[Round] = []
    services = ("media-uploader", "simulator", "otlp")
    async with (
        bench.stack("media", services=services, seed=SEED, simulator_args=SIZES) as stack,
        broker(stack) as connected,
    ):
        bench.say("media: once each, not measured")
        await rclone(stack, files(stack.simulator_url, 16), "warmup")
        await upload(connected, files(stack.simulator_url, 16))
        for one in range(bench.sized(5, 2)):
            bench.say(f"media: round {one + 1}")
            assets = files(stack.simulator_url, number, first=(one + 1) * number)
            if one % 2:
                rclone_s = await rclone(stack, assets, f"round{one}")
                ours_s, size = await upload(connected, assets)
            else:
                ours_s, size = await upload(connected, assets)
                rclone_s = await rclone(stack, assets, f"round{one}")
            rounds.append(Round(ours_s, rclone_s, size))
        peak_mib = peak_rss_mib(stack.children[UPLOADER].pid)
    return [
        _speed(number, rounds),
        Figure(
            name="media_memory",
            what="media: peak memory of the uploader",
            value=peak_mib,
            unit="MiB",
            bar=MEMORY_BAR_MIB,
            at_most=True,
        ),
    ]


def _speed(number: int, rounds: Sequence[Round]) -> Figure:
    """The median round: what else the machine does shows more here than anywhere."""
    ratios = [one.rclone_s / one.ours_s for one in rounds]
    return Figure(
        name="media_speed",
        what=f"media, {number} files, {IN_FLIGHT} in flight: bytes/s beside rclone copyurl",
        value=statistics.median(ratios),
        unit="x",
        bar=SPEED_BAR,
        at_most=False,
        detail={
            "rounds": len(rounds),
            "megabytes_a_round": rounds[0].size / 1e6,
            "megabytes_per_s": statistics.median(one.size / 1e6 / one.ours_s for one in rounds),
            "rclone_megabytes_per_s": statistics.median(
                one.size / 1e6 / one.rclone_s for one in rounds
            ),
            "worst_ratio": min(ratios),
            "best_ratio": max(ratios),
        },
    )


def files(origin: str, number: int, *, first: int = 0) -> list[AssetRef]:
    """*number* videos that the simulator will send, of the sizes it was told."""
    links = Links(origin, signer := Signer(SEED, time.time), signer.expiry(36_000))
    ids = [str(3_000_000_000_000_000_000 + first + one) for one in range(number)]
    return [
        AssetRef(
            media_id=media_id,
            kind=AssetKind.VIDEO,
            owner_id=OWNER.id,
            url=links.media(OWNER.id, media_id, AssetKind.VIDEO, 0, 720),
        )
        for media_id in ids
    ]


async def upload(connected: Broker, assets: Sequence[AssetRef]) -> tuple[float, int]:
    """Announce *assets* and wait for their outcomes; the seconds it took, and the bytes."""
    async with _outcomes(connected) as outcomes:
        started = time.perf_counter()
        await announce(connected, assets)
        told: list[MediaUploaded] = []
        async with asyncio.timeout(LIMIT_S):
            while len(told) < len(assets):
                told.append(await outcomes.get())
        took_s = time.perf_counter() - started
    wrong = {one.outcome for one in told} - {AssetOutcome.STORED}
    if wrong:
        raise RuntimeError(f"not every file was stored: {wrong}")
    return took_s, sum(one.bytes or 0 for one in told)


async def announce(connected: Broker, assets: Sequence[AssetRef]) -> None:
    """Publish pages that name *assets*."""
    request_id = str(uuid4())
    pages = [
        ContentPage(
            request_id=request_id,
            drive=1,
            run=1,
            leg=1,
            walk=Walk.REELS,
            n=number,
            platform=Platform.INSTAGRAM,
            owner=OWNER,
            assets=tuple(assets[start : start + PER_PAGE]),
            observed_at=datetime.now(UTC),
        )
        for number, start in enumerate(range(0, len(assets), PER_PAGE))
    ]
    await connected.publish_batch([outgoing(page) for page in pages])


@asynccontextmanager
async def _outcomes(connected: Broker) -> AsyncIterator[asyncio.Queue[MediaUploaded]]:
    """The outcomes that the uploader announces while the block runs."""
    outcomes: asyncio.Queue[MediaUploaded] = asyncio.Queue()
    decode = msgspec.json.Decoder(MediaUploaded).decode

    async def heard(message: Msg) -> None:
        outcomes.put_nowait(decode(message.data))

    subscription = await connected.nc.subscribe(media_subject("*"), cb=heard)
    try:
        yield outcomes
    finally:
        await subscription.unsubscribe()


async def rclone(stack: Stack, assets: Sequence[AssetRef], place: str) -> float:
    """Let rclone copy *assets* to a folder of the same bucket; the seconds it took."""
    # Like the uploader's, its downloads come in no particular order.
    shuffled = random.Random(place).sample(list(assets), len(assets))
    listing = stack.folder.path / f"{place}.csv"
    rows = [(asset.url, f"{asset.media_id}.mp4") for asset in shuffled]
    await asyncio.to_thread(_write_csv, listing, rows)
    server = stack.servers.s3
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        script("rclone"),
        *("copyurl", "--urls", str(listing), f"store:{BUCKET}/rclone/{place}"),
        *("--transfers", str(IN_FLIGHT), "--config", os.devnull),
        env={
            "HOME": str(stack.folder.path),
            "RCLONE_CONFIG_STORE_TYPE": "s3",
            "RCLONE_CONFIG_STORE_PROVIDER": "SeaweedFS",
            "RCLONE_CONFIG_STORE_ENDPOINT": server.endpoint,
            "RCLONE_CONFIG_STORE_REGION": REGION,
            "RCLONE_CONFIG_STORE_ACCESS_KEY_ID": server.access_key,
            "RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY": server.secret_key,
            "RCLONE_CONFIG_STORE_NO_CHECK_BUCKET": "true",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(LIMIT_S):
            said, _ = await process.communicate()
    except BaseException:
        process.kill()
        await process.wait()
        raise
    if process.returncode != 0:
        raise RuntimeError(f"rclone: {said.decode(errors='replace')[-1_000:]}")
    return time.perf_counter() - started


def _write_csv(path: Path, rows: Sequence[tuple[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)

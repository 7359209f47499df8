"""Connections that are cut again and again: nobody is alarmed, and work resumes."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from tests.support.proxy import cutting
from tests.support.truth import against_truth
from tests.support.world import World, until, world

from b9_devstack.supervisor import StackOptions

SEED = 61
FOR_S, CUT_EVERY_S, ASK_EVERY_S = 60.0, 2.0, 0.5

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


async def test_health_does_not_flap_while_connections_are_cut_and_work_resumes(
    tmp_path: Path,
) -> None:
    options = StackOptions(seed=SEED, durable=False)
    place = tmp_path / "stack"
    async with world(place, options, proxied=("nats", "postgres")) as cut:
        await until(lambda: _all_healthy(cut), 20)
        async with (
            cutting(list(cut.proxies.values()), CUT_EVERY_S) as cuts,
            _asked(cut) as answers,
        ):
            await asyncio.sleep(FOR_S)
        assert cuts() > 4 * FOR_S / CUT_EVERY_S, "too few connections were cut"
        bad = {asked: number for asked, number in answers.items() if asked[1] != 200}
        assert not bad, f"not healthy: {bad}"
        assert min(answers.values()) > FOR_S / ASK_EVERY_S / 2, f"asked too rarely: {answers}"
        await cut.add("few.afterwards")
        assert await cut.ended(60) == {"few.afterwards": "completed "}
        assert await against_truth(cut, ["few.afterwards"]) == []


@asynccontextmanager
async def _asked(cut: World) -> AsyncIterator[Counter[tuple[str, int]]]:
    """Ask everybody's health twice a second; how often each answered what."""
    answers: Counter[tuple[str, int]] = Counter()
    tasks = [asyncio.create_task(_ask(cut.http, url, answers)) for url in _urls(cut)]
    try:
        yield answers
    finally:
        for task in tasks:
            task.cancel()


def _urls(cut: World) -> list[str]:
    ours = [child.health_url for child in cut.stack.children.values()]
    return [*ours, f"{cut.stack.gateway_url}/health"]


async def _all_healthy(cut: World) -> bool:
    """Whether everybody has found everybody."""
    for url in _urls(cut):
        async with cut.http.get(url) as response:
            if response.status != 200:
                return False
    return True


async def _ask(http: aiohttp.ClientSession, url: str, answers: Counter[tuple[str, int]]) -> None:
    while True:
        try:
            async with http.get(url) as response:
                answers[url, response.status] += 1
                if response.status != 200:
                    answers[f"{url} {await response.text()}", response.status] += 1
        except aiohttp.ClientError as error:
            answers[f"{url} {error!r}", 0] += 1
        await asyncio.sleep(ASK_EVERY_S)

"""The narrow windows of Reddit's way, hit on purpose: a page, its checkpoint, what was seen."""

import itertools
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from tests.support.communities import against_leads, against_reddit, all_ended, paid_twice
from tests.support.community_crowd import RATE_PER_S, SMALL
from tests.support.kill import paid_too_often
from tests.support.state import ghosts_and_gaps
from tests.support.window import COMMITTED, Window, kill_in, named
from tests.support.world import FOR_REDDIT, World, world

from b9_devstack.supervisor import StackOptions

SEED = 31
INGEST, PERSISTER, DISPATCHER = "reddit-ingest-1", "persister-1", "dispatcher-1"
AUTHOR_PAGE = ":[0-9]+:[0-9]+:submitted:[0-9]+"
CHECKPOINT = r'"pages":\["'
AUTHOR_CHECKPOINT = r'"pages":\[[^\]]*:submitted:'

WINDOWS = {
    "page stored, its confirmation unheard": Window(INGEST, "nats", '"stream":"CONTENT"', skip=2),
    "page stored, the broker killed": Window("nats", "nats", '"stream":"CONTENT"', skip=2),
    "page confirmed, its checkpoint unsent": Window(INGEST, "nats", CHECKPOINT, of="client"),
    "authors chosen, their checkpoint unheard": Window(
        INGEST, "nats", '"stream":"KV_progress"', after=r'"authors":\[\{'
    ),
    "author page stored, its confirmation unheard": Window(
        INGEST, "nats", '"stream":"CONTENT"', after=f"Nats-Msg-Id: [^\r]*{AUTHOR_PAGE}"
    ),
    "author page confirmed, its checkpoint unsent": Window(
        INGEST, "nats", AUTHOR_CHECKPOINT, of="client"
    ),
    "author checkpointed, the findings unsent": Window(
        INGEST, "nats", r"PUB \$KV\.seen\.", of="client"
    ),
    "findings written, their confirmation unheard": Window(INGEST, "nats", '"stream":"KV_seen"'),
    "marker stored, the end unwritten": Window(INGEST, "nats", '"state":"finished"', of="client"),
    "rows of an author committed, commit unheard": Window(
        PERSISTER, "postgres", COMMITTED, after=AUTHOR_PAGE
    ),
    "rows of an author committed, the database killed": Window(
        "postgres", "postgres", COMMITTED, after=AUTHOR_PAGE
    ),
    "finds claimed, commit unheard": Window(DISPATCHER, "postgres", COMMITTED, after="discovered-"),
    "discovery accepted, commit unheard": Window(
        "gateway-1", "postgres", COMMITTED, after="subreddit_discover"
    ),
}
SHORT = {"rows of an author committed, commit unheard"}

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]
numbers = itertools.count(1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def proxied(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """One stack for all windows; each has communities of its own."""
    folder = tmp_path_factory.mktemp("windows") / "stack"
    options = StackOptions(
        seed=SEED, durable=False, services=FOR_REDDIT, reddit_simulator_args=SMALL
    )
    async with world(folder, options, proxied=("nats", "postgres")) as made:
        await made.allow("reddit", RATE_PER_S, burst=20)
        yield made


@pytest.mark.parametrize("name", named(WINDOWS, SHORT))
async def test_a_kill_in_the_window_loses_and_doubles_nothing(proxied: World, name: str) -> None:
    window, number = WINDOWS[name], next(numbers)
    communities = [f"few_w{number}{letter}" for letter in "abc"]
    before = await paid_twice(proxied)
    await kill_in(proxied, window, _discover(proxied, communities))
    await all_ended(proxied)
    paid = [page for page in await paid_twice(proxied) if page not in before]
    ended = await proxied.ended()
    assert {ended[community] for community in communities} == {"completed "}, f"seed {SEED}"
    assert await against_reddit(proxied, communities) == [], f"seed {SEED}"
    assert await against_leads(proxied, communities) == [], f"seed {SEED}"
    assert await ghosts_and_gaps(proxied) == [], f"seed {SEED}"
    assert paid_too_often(paid, window.victim) == [], f"seed {SEED}"


async def _discover(proxied: World, communities: list[str]) -> None:
    for community in communities:
        await proxied.seek(community, "discover", key=community)

"""One undisturbed stack for the end-to-end tests that do not spoil it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from tests.support.world import FOR_INSTAGRAM, FOR_REDDIT, World, world

from b9_devstack.supervisor import StackOptions

# So short that a test may wait for all of it.
IMPATIENT = {
    "reddit-ingest": {
        "B9_REDDIT_INGEST__RETRY_PAUSES_S": "[0.05, 0.1]",
        "B9_REDDIT_INGEST__WAIT_S": "1",
    },
    "dispatcher": {
        "B9_DISPATCHER__SWEEP_EVERY_S": "0.5",
        "B9_DISPATCHER__DISCOVERED_SCANS_PER_DAY": "0",
    },
}
# Its window is short, for a refusal holds until the end of it.
SMALL = (
    "--posts", "12-30", "--user-posts", "2-4", "--rate-limit", "3000", "--rate-window-s", "3",
)  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def calm(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A stack on whose simulator nothing is slow or broken but what a name asks for."""
    folder = tmp_path_factory.mktemp("e2e") / "stack"
    async with world(folder, StackOptions(durable=False, seed=7)) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def instagram(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """As `calm`, of Instagram alone."""
    folder = tmp_path_factory.mktemp("instagram") / "stack"
    options = StackOptions(durable=False, seed=7, services=(*FOR_INSTAGRAM, "otlp"))
    async with world(folder, options) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reddit(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """As `calm`, of Reddit alone: small communities, a generous budget, nobody follows finds."""
    folder = tmp_path_factory.mktemp("reddit") / "stack"
    options = StackOptions(
        durable=False,
        seed=7,
        services=(*FOR_REDDIT, "otlp"),
        env=IMPATIENT,
        reddit_simulator_args=SMALL,
    )
    async with world(folder, options) as made:
        await made.allow("reddit", 500, burst=50)
        yield made

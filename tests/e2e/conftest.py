"""One undisturbed stack for the end-to-end tests that do not spoil it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from tests.support.world import World, world

from b9_devstack.supervisor import StackOptions


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def calm(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A stack on whose simulator nothing is slow or broken but what a name asks for."""
    folder = tmp_path_factory.mktemp("e2e") / "stack"
    async with world(folder, StackOptions(durable=False, seed=7)) as made:
        yield made

"""The API does as its description says, whatever it is asked."""

import asyncio
import sys
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest
from pydantic import SecretStr
from services.api.tests.integration.api_harness import TOKEN, harness
from services.api.tests.integration.fuzz_world import fill
from services.api.tests.integration.fuzzing import Plan, Tally, fuzz

from b9_common.messaging import Broker
from b9_devstack.servers import NatsServer
from b9_devstack.supervisor.options import StackOptions
from b9_devstack.supervisor.stack import Stack
from b9_devstack.testing import Database as TemporaryDatabase
from b9_devstack.testing.unmeasured import unmeasured

# Nobody is held back, waits or watches for long.
SETTINGS: Final[dict[str, Any]] = {
    "rate_per_s": 1e6,
    "rate_burst": 1_000_000,
    "failures_per_min": 1_000_000,
    "max_wait_s": 1,
    "stream_life_s": 0.1,
}
# Files have addresses, and nobody goes there.
FILES: Final[dict[str, Any]] = {
    "media_secret": SecretStr("the-secret-that-signs-addresses-of-files"),
    "s3_endpoint": "http://127.0.0.1:9",
    "s3_access_key": "reader",
    "s3_secret_key": SecretStr("secret"),
}


async def tally_of(dsn: str, url: str, token: str, **plan: Any) -> Tally:
    """What comes of a plan, on a few rows of everything."""
    words = await fill(dsn, url, token)
    async with (
        aiohttp.ClientSession(url, headers={"Authorization": f"Bearer {token}"}) as http,
        http.get("/api/openapi.json") as answer,
    ):
        document = await answer.json()
    return await asyncio.to_thread(_fuzz, url, token, document, Plan(words=words, **plan))


def _fuzz(*asked: Any) -> Tally:
    """The gateway answers in the thread of the test, and is measured there."""
    with unmeasured():
        return fuzz(*asked)


def judge(tally: Tally, *, cases: int) -> None:
    """Everything was answered as described, and rows were found."""
    told = "\n".join(tally.lines())
    sys.stdout.write(f"\n{told}\n")
    assert not tally.failures, told
    assert not tally.errors, told
    assert tally.cases >= cases
    assert tally.share(lambda status: status == 429) == 0


# Reckoning what to ask takes as long as a busy machine makes it.
@pytest.mark.timeout(300)
async def test_a_few_questions_to_every_route_are_answered_as_described(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker
) -> None:
    async with harness(database, nats.url, broker, **SETTINGS, **FILES) as api:
        tally = await tally_of(database.owner_dsn, api.url, TOKEN, examples=1, edges=False)

    judge(tally, cases=200)
    assert tally.share(lambda status: status < 300) > 0.5


@pytest.mark.slow
@pytest.mark.timeout(1_800)
async def test_thousands_of_questions_to_a_gateway_on_a_stack_are_answered_as_described(
    tmp_path: Path,
) -> None:
    env = {f"B9_API__{name.upper()}": str(value) for name, value in SETTINGS.items()}
    options = StackOptions(services=("gateway",), env={"gateway": env | {"B9_OTLP_URL": ""}})
    async with Stack.start(tmp_path / "stack", options) as stack:
        tally = await tally_of(
            stack.owner_dsn, stack.gateway_url, stack.token, examples=20, edges=True
        )

    judge(tally, cases=2_000)
    assert tally.share(lambda status: status < 300) > 0.2

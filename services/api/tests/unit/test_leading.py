"""What ends a dispatcher."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pydantic import SecretStr

from b9_api.adapters.database import Database
from b9_api.dispatcher.leading import Leading
from b9_api.dispatcher.lease import Lease
from b9_api.dispatcher.settings import DispatcherSettings
from b9_common.errors import FatalError
from b9_common.health import Health
from b9_common.messaging import Broker


async def subscribe(*_: object, **__: object) -> None:
    return None


async def test_a_connection_closed_for_good_ends_the_process_that_would_lead_without_it() -> None:
    broker = SimpleNamespace(closed=asyncio.Event(), nc=SimpleNamespace(subscribe=subscribe))
    database = Database(cast("Any", None))
    leading = Leading(
        database,
        Lease(database, "i"),
        cast("Broker", broker),
        DispatcherSettings(database_url=SecretStr("unused")),
    )

    async def lead() -> None:
        async with asyncio.timeout(5), leading.running(Health()):
            broker.closed.set()
            await asyncio.Event().wait()

    with pytest.raises(ExceptionGroup) as caught:
        await lead()

    assert caught.group_contains(FatalError, match="closed for good")

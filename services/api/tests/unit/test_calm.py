"""When silence counts again after the broker was away."""

from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import AsyncMock

import pytest
from pydantic import SecretStr

from b9_api.adapters.database import Database
from b9_api.dispatcher.calm import Calm
from b9_api.dispatcher.lease import Lease
from b9_api.dispatcher.settings import DispatcherSettings
from b9_api.dispatcher.sweeper import Sweeper
from b9_common.errors import OutageError


class Scene:
    """A broker that comes and goes, and a clock that is told the time."""

    def __init__(self) -> None:
        self.now = 100.0
        self.nc = SimpleNamespace(stats={"reconnects": 0})
        self.connected = True
        self.api_request = AsyncMock(side_effect=OutageError("frozen"))
        self.calm = Calm(cast("Any", self), clock=lambda: self.now)

    def after(self, seconds: float) -> bool:
        self.now += seconds
        return self.calm.lasts()


def test_silence_counts_once_the_broker_has_been_there_for_a_while() -> None:
    scene = Scene()
    assert (scene.after(14), scene.after(2)) == (False, True)


def test_a_broker_that_is_away_breaks_the_calm_until_it_has_been_back_for_a_while() -> None:
    scene = Scene()
    assert scene.after(20)

    scene.connected = False
    assert not scene.after(600)
    scene.connected, scene.nc.stats["reconnects"] = True, 1

    assert (scene.after(1), scene.after(14), scene.after(1)) == (False, False, True)


def test_an_outage_between_two_looks_breaks_the_calm() -> None:
    scene = Scene()
    assert scene.after(20)

    scene.nc.stats["reconnects"] = 1

    assert (scene.after(5), scene.after(5), scene.after(10)) == (False, False, True)


async def test_nothing_is_swept_before_the_calm_and_a_frozen_broker_breaks_it() -> None:
    scene = Scene()
    settings = DispatcherSettings(database_url=SecretStr("unused"))
    lease = Lease(Database(cast("Any", None)), "i")
    sweeper = Sweeper(lease, cast("Any", scene), settings, scene.calm)

    assert await sweeper.turn() == 0
    scene.api_request.assert_not_called()

    scene.now += 20
    with pytest.raises(OutageError):
        await sweeper.turn()
    assert not scene.after(10)

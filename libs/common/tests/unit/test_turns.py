"""The line before what is scarce."""

import asyncio

import msgspec
import pytest
from libs.common.tests.unit.test_events import EXAMPLES

from b9_common.events import CreatorRequested, Kind, Lane
from b9_common.fetching.calling import urgency_of
from b9_common.turns import Turns, Urgency

PATIENCE_S = 5.0


async def served(turns: Turns, waiting: list[tuple[str, Urgency]]) -> list[str]:
    """The order in which *waiting*, who come while the turn is taken, are served."""
    order: list[str] = []

    async def wait(name: str, urgency: Urgency) -> None:
        async with turns.turn(urgency, PATIENCE_S):
            order.append(name)

    async with turns.turn(Urgency.NOW, PATIENCE_S):
        tasks = [asyncio.create_task(wait(name, urgency)) for name, urgency in waiting]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    return order


async def test_the_more_urgent_come_first_and_equals_in_order() -> None:
    order = await served(
        Turns(),
        [
            ("scan", Urgency.LATER),
            ("add", Urgency.NOW),
            ("another", Urgency.NOW),
            ("look", Urgency.INTERACTIVE),
        ],
    )
    assert order == ["look", "add", "another", "scan"]


async def test_nobody_holds_a_line_for_ever() -> None:
    turns = Turns()
    async with turns.turn(Urgency.NOW, PATIENCE_S):
        with pytest.raises(TimeoutError):
            async with turns.turn(Urgency.LATER, 0.0):
                raise AssertionError("it is not our turn")
    async with turns.turn(Urgency.LATER, PATIENCE_S):
        assert await served(Turns(), [("other", Urgency.NOW)]) == ["other"]


async def test_who_leaves_as_the_turn_comes_passes_it_on() -> None:
    turns = Turns()

    async def wait() -> None:
        async with turns.turn(Urgency.NOW, PATIENCE_S):
            pass

    async with turns.turn(Urgency.NOW, PATIENCE_S):
        leaving, staying = asyncio.create_task(wait()), asyncio.create_task(wait())
        await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.wait_for(staying, PATIENCE_S)
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_an_error_within_a_turn_passes_it_on() -> None:
    turns = Turns()
    with pytest.raises(KeyError):
        async with turns.turn(Urgency.NOW, PATIENCE_S):
            raise KeyError
    async with turns.turn(Urgency.NOW, 0.1):
        pass


@pytest.mark.parametrize(
    ("kind", "lane", "urgency"),
    [
        (Kind.SUBREDDIT_FETCH_SINGLE, Lane.NOW, Urgency.INTERACTIVE),
        (Kind.USER_DISCOVER, Lane.NOW, Urgency.INTERACTIVE),
        (Kind.CREATOR_ADD, Lane.NOW, Urgency.NOW),
        (Kind.SUBREDDIT_SCAN, Lane.LATER, Urgency.LATER),
        (Kind.USER_DISCOVER, Lane.LATER, Urgency.LATER),
    ],
)
def test_urgent_is_what_somebody_waits_for(kind: Kind, lane: Lane, urgency: Urgency) -> None:
    request = EXAMPLES["creator.requested"]
    assert isinstance(request, CreatorRequested)
    assert urgency_of(msgspec.structs.replace(request, kind=kind, lane=lane)) is urgency

import asyncio
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from b9_api.adapters.reading import State
from b9_api.waiting import Waiting, changed, ended, wanted_wait_s

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Ledger:
    """Gives the states it was told, the last one again and again."""

    def __init__(self, *statuses: str) -> None:
        self.statuses = list(statuses)
        self.reads = 0

    async def state(self, _: UUID) -> State | None:
        status = self.statuses[min(self.reads, len(self.statuses) - 1)]
        self.reads += 1
        return State(status, NOW) if status else None


def waiting(ledger: Ledger, *, capacity: int = 1) -> Waiting:
    return Waiting(ledger.state, capacity=capacity, poll_s=0)


@pytest.mark.parametrize(
    ("prefer", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("wait=10", 10),
        ("respond-async, wait=5", 5),
        ('wait="7"; foo', 7),
        ("wait=999", 30),
        ("wait=-1", 0),
        ("await=10", 0),
        ("wait=ten", 0),
    ],
)
def test_a_preference_is_read_and_bounded(prefer: str | None, seconds: float) -> None:
    assert wanted_wait_s(prefer, 30) == seconds


async def test_it_waits_until_the_request_has_ended() -> None:
    ledger = Ledger("queued", "running", "running", "completed")
    assert await waiting(ledger).until(uuid4(), ended, 5)
    assert ledger.reads == 4


async def test_it_waits_for_any_change_where_that_is_enough() -> None:
    ledger = Ledger("queued", "queued", "running", "completed")
    await waiting(ledger).until(uuid4(), changed, 5)
    assert ledger.reads == 3


async def test_an_unknown_request_is_not_waited_for() -> None:
    ledger = Ledger("")
    await waiting(ledger).until(uuid4(), ended, 5)
    assert ledger.reads == 1


async def test_nobody_waits_beyond_the_time_given() -> None:
    clock = iter([0.0, 1.0, 2.0, 3.0])
    ledger = Ledger("queued")
    patient = Waiting(ledger.state, capacity=1, clock=lambda: next(clock), poll_s=0)
    assert await patient.until(uuid4(), ended, 2.5)


async def test_without_room_or_wish_the_answer_comes_at_once() -> None:
    ledger = Ledger("queued")
    assert not await waiting(ledger, capacity=0).until(uuid4(), ended, 5)
    assert not await waiting(ledger).until(uuid4(), ended, 0)
    assert ledger.reads == 0


async def test_a_wake_up_makes_it_look_at_once() -> None:
    ledger = Ledger("queued", "completed")
    patient = Waiting(ledger.state, capacity=1, poll_s=60)
    request_id = uuid4()
    asked = asyncio.create_task(patient.until(request_id, ended, 60))
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    patient.wake(str(request_id))

    async with asyncio.timeout(1):
        assert await asked

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

from b9_common.errors import OutageError, RetryableError
from b9_common.events import ContentEvent, encode
from b9_common.messaging import Delivery
from b9_common.topology import PERSISTER_CONTENT, Durable
from b9_persister.ports import Floor, Position, StoredMessage
from b9_persister.recovery import Guard
from b9_persister.testing.events import at, page
from b9_persister.testing.hands import raw_delivery

REQUEST = "00000000-0000-4000-8000-000000000001"


class FakeFloors:
    def __init__(self) -> None:
        self.connects = 1
        self.started = at()
        self.floor: Floor | None = None
        self.away = False
        self.asked = 0

    async def server(self) -> datetime:
        self.asked += 1
        if self.away:
            raise OutageError("away")
        return self.started

    async def read(self, durable: str) -> Floor | None:
        return self.floor

    async def write(self, durable: str, stream: str, floor: Floor, *, server: datetime) -> None:
        self.floor = floor


class FakePositions:
    def __init__(self, ack_floor: int = 5, delivered: int = 6) -> None:
        self.position = Position(store_id="a", ack_floor=ack_floor, delivered=delivered, first=2)
        self.bodies: dict[int, bytes] = {}

    async def where(self, durable: Durable) -> Position:
        return self.position

    async def read(
        self, stream: str, first: int, last: int
    ) -> AsyncIterator[Sequence[StoredMessage]]:
        for seq in range(first, last + 1):
            body = self.bodies.get(seq, encode(page(REQUEST, n=seq)))
            msg = raw_delivery(body, durable=PERSISTER_CONTENT).msg
            yield [StoredMessage(msg=msg, headers={}, stream=stream, seq=seq, stored_at=at())]


class Fixture:
    """A guard, its surroundings, and what it handed over."""

    def __init__(self, floor: Floor | None) -> None:
        self.floors, self.positions = FakeFloors(), FakePositions()
        self.floors.floor = floor
        self.now = 0.0
        self.seqs: list[int] = []
        self.results: dict[int, BaseException] = {}
        self.guard: Guard[Any] = Guard(
            PERSISTER_CONTENT,
            self.handle,
            ContentEvent,
            floors=self.floors,
            positions=self.positions,
            clock=lambda: self.now,
        )

    async def handle(self, deliveries: Sequence[Delivery[Any]]) -> list[BaseException | None]:
        self.seqs += [one.seq for one in deliveries]
        return [self.results.get(one.seq) for one in deliveries]


async def test_a_floor_that_is_level_needs_nothing() -> None:
    given = Fixture(Floor("a", 5))

    assert await given.guard.why_not() is None
    assert given.seqs == []


async def test_a_floor_behind_the_brokers_is_made_up_for() -> None:
    given = Fixture(Floor("a", 3))

    assert await given.guard.why_not() is None
    assert given.seqs == [4, 5, 6]
    assert given.floors.floor == Floor("a", 5)


async def test_another_store_is_read_from_its_beginning() -> None:
    given = Fixture(Floor("lost", 900))

    await given.guard.why_not()

    assert given.seqs == [2, 3, 4, 5, 6]


async def test_a_new_database_is_filled_from_the_stream() -> None:
    given = Fixture(None)

    await given.guard.why_not()

    assert given.seqs == [2, 3, 4, 5, 6]


async def test_another_server_is_compared_at_once() -> None:
    given = Fixture(Floor("a", 5))
    await given.guard.why_not()

    given.floors.connects += 1
    given.floors.started = at(1)
    given.floors.floor = Floor("a", 4)
    await given.guard.why_not()

    assert given.seqs == [5, 6]


async def test_a_new_connection_to_the_same_server_repeats_nothing() -> None:
    given = Fixture(Floor("a", 5))
    await given.guard.why_not()

    given.floors.connects += 1
    given.floors.floor = Floor("a", 4)
    await given.guard.why_not()

    assert given.seqs == []


async def test_the_database_is_asked_at_most_every_second() -> None:
    given = Fixture(Floor("a", 5))
    for given.now in (0.0, 0.4, 0.9, 1.1):
        await given.guard.why_not()

    assert given.floors.asked == 2


async def test_while_the_database_is_away_the_reason_is_told() -> None:
    given = Fixture(Floor("a", 3))
    given.floors.away = True

    assert await given.guard.why_not() == "away"
    assert given.seqs == []


async def test_what_only_met_others_locks_is_repeated_before_the_floor_rises() -> None:
    given = Fixture(Floor("a", 3))
    given.results[5] = RetryableError("a deadlock")

    assert "deadlock" in str(await given.guard.why_not())
    assert given.floors.floor == Floor("a", 3)

    del given.results[5]
    given.now = 2.0
    assert await given.guard.why_not() is None
    assert given.floors.floor == Floor("a", 5)
    assert given.seqs == [4, 5, 4, 5, 6]


async def test_what_cannot_be_read_is_passed_over() -> None:
    given = Fixture(Floor("a", 3))
    given.positions.bodies[5] = b"{rubbish"

    assert await given.guard.why_not() is None
    assert given.seqs == [4, 6]

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from b9_common.breaker import FIRST_OPEN_S, Breaker, CallResult
from b9_common.budget import BudgetStopError
from b9_common.control import PAID_CALLS, ControlEntry, ControlView, platform_key
from b9_common.errors import OutageError
from b9_common.events import Platform
from b9_common.fetching.errors import WaitError
from b9_common.fetching.gate import Gate
from b9_devstack.testing.fetching import FakeBudget

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ON = ControlEntry(enabled=True, version=1, at=datetime(2026, 11, 22, tzinfo=UTC))
OFF = ControlEntry(enabled=False, version=2, reason="a person said so", at=ON.at)
INSTAGRAM = platform_key(Platform.INSTAGRAM)


@dataclass
class FakeSwitches:
    entries: dict[str, ControlEntry] = field(
        default_factory=lambda: {INSTAGRAM: ON, PAID_CALLS: ON}
    )

    async def get(self, key: str) -> tuple[ControlEntry | None, int]:
        return self.entries.get(key), 1


@dataclass
class FakeRoom:
    full: str | None = None

    async def refusal(self) -> str | None:
        return self.full


@dataclass
class Surroundings:
    switches: FakeSwitches = field(default_factory=FakeSwitches)
    room: FakeRoom = field(default_factory=FakeRoom)
    budget: FakeBudget = field(default_factory=FakeBudget)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    now: float = 100.0

    def __post_init__(self) -> None:
        self.breaker = Breaker(clock=lambda: self.now)

    async def gate(self, *, paid: bool = True) -> Gate:
        control = ControlView(self.switches, (INSTAGRAM, PAID_CALLS))
        await control.refresh()
        return Gate(
            Platform.INSTAGRAM,
            paid=paid,
            control=control,
            breaker=self.breaker,
            budget=self.budget,
            room=self.room,
            stop=self.stop,
            clock=NOW.timestamp,
        )


async def test_nothing_in_the_way_means_go() -> None:
    gate = await Surroundings().gate()

    gate.permission()

    assert await gate() is None


@pytest.mark.parametrize(
    ("switch", "reason"), [(INSTAGRAM, "paused"), (PAID_CALLS, "paid_calls_stopped")]
)
async def test_a_switch_turned_off_stops_pulling_and_the_request_in_hand(
    switch: str, reason: str
) -> None:
    around = Surroundings()
    around.switches.entries[switch] = OFF
    gate = await around.gate()

    with pytest.raises(WaitError) as caught:
        gate.permission()

    assert "a person said so" in (await gate() or "")
    assert caught.value.reason == reason
    assert caught.value.until > NOW


async def test_the_kill_switch_for_spending_does_not_stop_what_is_free() -> None:
    around = Surroundings()
    around.switches.entries[PAID_CALLS] = OFF
    gate = await around.gate(paid=False)

    gate.permission()

    assert await gate() is None


@pytest.mark.parametrize("switch", [INSTAGRAM, PAID_CALLS])
async def test_a_missing_switch_means_stop(switch: str) -> None:
    around = Surroundings()
    del around.switches.entries[switch]
    gate = await around.gate()

    with pytest.raises(WaitError) as caught:
        gate.permission()

    assert "unknown" in (await gate() or "")
    # Nobody paused anything, and nobody is told so.
    assert caught.value.reason == "control_unknown"


async def test_an_open_breaker_keeps_requests_in_their_queue_until_a_probe_may_go() -> None:
    around = Surroundings()
    gate = await around.gate()
    around.breaker.record(CallResult.REFUSED_US, "unauthorized")

    shut = await gate()
    around.now += FIRST_OPEN_S

    assert "unauthorized" in (shut or "")
    assert await gate() is None


async def test_a_stopped_budget_keeps_requests_in_their_queue() -> None:
    around = Surroundings()
    around.budget.stop = BudgetStopError("daily_cap", NOW.timestamp())

    assert "daily_cap" in (await (await around.gate())() or "")


async def test_readers_that_are_behind_keep_requests_in_their_queue() -> None:
    around = Surroundings(room=FakeRoom("persister-content is behind by 61% of CONTENT"))

    assert "61%" in (await (await around.gate())() or "")


async def test_a_stopping_process_makes_no_further_call_and_hands_over_soon() -> None:
    around = Surroundings()
    around.stop.set()
    gate = await around.gate()

    with pytest.raises(OutageError) as caught:
        gate.permission()

    assert caught.value.delay_s == 1.0

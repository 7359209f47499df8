from datetime import UTC, datetime

import pytest

from b9_common.control import ControlEntry, ControlView
from b9_common.errors import OutageError


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class StubKv:
    """Answers with what is stored, or not at all."""

    def __init__(self) -> None:
        self.entries: dict[str, ControlEntry] = {}
        self.away = False

    async def get(self, key: str) -> tuple[ControlEntry | None, int]:
        if self.away:
            raise OutageError("no answer")
        return self.entries.get(key), 1


def entry(*, enabled: bool, reason: str = "") -> ControlEntry:
    return ControlEntry(enabled=enabled, version=1, reason=reason, at=datetime.now(UTC))


async def test_what_is_enabled_runs_and_what_is_stopped_says_why() -> None:
    kv = StubKv()
    kv.entries = {
        "platform.instagram": entry(enabled=True),
        "paid_calls": entry(enabled=False, reason="budget talks"),
    }
    view = ControlView(kv, clock=Clock())
    await view.refresh()

    assert view.paused("instagram") is None
    assert view.paid_calls_blocked() == "paid_calls stopped: budget talks"
    assert view.paused("reddit") == "control unknown: no entry platform.reddit"


async def test_what_was_never_read_or_not_for_long_means_stop() -> None:
    kv, clock = StubKv(), Clock()
    kv.entries = {"paid_calls": entry(enabled=True)}
    view = ControlView(kv, clock=clock)
    assert view.paid_calls_blocked() == "control unknown: not readable"

    await view.refresh()
    kv.away = True
    clock.now += 2
    with pytest.raises(OutageError):
        await view.refresh()
    assert view.paid_calls_blocked() is None
    clock.now += 4
    assert view.paid_calls_blocked() == "control unknown: not readable"

"""How a scraper stands: told by heartbeats that are fresh, whatever is wanted."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from b9_api.standing import Standing
from b9_common.heartbeat import Heartbeat

NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)


def beat(status: Any = "ready", *, age_s: float = 0, in_hand: int = 0) -> Heartbeat:
    return Heartbeat(
        service="reddit-ingest",
        instance="1",
        pid=1,
        host="here",
        started_at=NOW,
        at=NOW - timedelta(seconds=age_s),
        status=status,
        in_hand=in_hand,
    )


def standing(*, enabled: bool, beats: list[Heartbeat] | None) -> Standing:
    return Standing(desired={"enabled": enabled}, beats=beats, now=NOW)


@pytest.mark.parametrize(
    ("beats", "state"),
    [
        (None, "unknown"),
        ([], "stale"),
        ([beat(age_s=10)], "stale"),
        ([beat(age_s=9.9)], "running"),
        # Another machine's clock is ahead.
        ([beat(age_s=-30)], "running"),
        ([beat(in_hand=3)], "running"),
        ([beat(age_s=12), beat()], "running"),
        ([beat("waiting"), beat()], "running"),
        ([beat("waiting")], "waiting"),
        ([beat("alarm"), beat("stopping")], "alarm"),
        ([beat("stopping")], "stopping"),
    ],
)
def test_what_is_wanted_running_runs_as_far_as_fresh_processes_say(
    beats: list[Heartbeat] | None, state: str
) -> None:
    assert standing(enabled=True, beats=beats).state == state


@pytest.mark.parametrize(
    ("beats", "state"),
    [
        (None, "unknown"),
        ([], "stopped"),
        ([beat("waiting")], "stopped"),
        ([beat("waiting", in_hand=1)], "stopping"),
        ([beat()], "stopping"),
        ([beat(age_s=12)], "stale"),
    ],
)
def test_what_is_wanted_stopped_is_stopped_once_nothing_is_in_hand(
    beats: list[Heartbeat] | None, state: str
) -> None:
    assert standing(enabled=False, beats=beats).state == state


def test_the_age_is_of_whoever_was_heard_last_and_never_negative() -> None:
    assert standing(enabled=True, beats=[beat(age_s=12), beat(age_s=4)]).age_s == 4
    assert standing(enabled=True, beats=[beat(age_s=-4)]).age_s == 0
    assert standing(enabled=True, beats=[]).age_s is None

"""Real headers, recorded: they are understood as the windows that Reddit counted by."""

import json
from email.utils import parsedate_to_datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from libs.common.tests.unit.budget_fakes import FakeStore

from b9_common.allowance import GRACE_S, SAME_WINDOW_S, Window, merge, told
from b9_common.budget import Budget, BudgetLease

SERIES = Path(__file__).parents[4] / "../shared/payloads/reddit/errors/ratelimit_header_series.json"


def recorded() -> dict[str, list[tuple[float, float, float]]]:
    """By recording: when an answer came, what it said was left, and for how long."""
    rows: list[dict[str, Any]] = json.loads(SERIES.read_text())
    found = {}
    for name, group in groupby(rows, key=lambda row: str(row["cassette"])):
        answers = []
        for row in group:
            told_of = row["headers"]
            at = parsedate_to_datetime(told_of["date"]).timestamp()
            remaining = float(told_of["x-ratelimit-remaining"])
            answers.append((at, remaining, float(told_of["x-ratelimit-reset"])))
        found[name] = answers
    return found


@pytest.mark.skipif(not SERIES.exists(), reason="recorded payloads are absent")
def test_every_recorded_series_is_understood_as_the_windows_it_went_through() -> None:
    for answers in recorded().values():
        known: Window | None = None
        for at, remaining, reset_s in answers:
            before = known if known is not None and known.ends_at > at else None
            known = merge(before, told(remaining, reset_s, at), at)
            assert known is not None
            # Never more than Reddit said, and its window ends when Reddit's does: recorded moments
            # and what is left are in whole seconds.
            assert known.remaining <= remaining
            assert at + reset_s - 1 <= known.ends_at <= at + reset_s + GRACE_S + SAME_WINDOW_S


@pytest.mark.skipif(not SERIES.exists(), reason="recorded payloads are absent")
async def test_a_recorded_series_replayed_leaves_the_budget_at_its_last_word() -> None:
    answers = max(recorded().values(), key=len)
    store = FakeStore(Budget(rate_per_s=20.0, daily_cap=1_000_000, burst=10, pace=0.98))
    now = answers[0][0]
    lease = BudgetLease(store, "reddit", clock=lambda: now)

    for at, remaining, reset_s in answers:
        await lease.observe(remaining, reset_s, at)
    now, last_remaining, last_reset_s = answers[-1]
    await lease.acquire()

    assert store.entry is not None
    window = store.entry.window_at(now)
    assert len(answers) > 400
    assert window is not None
    assert last_remaining - 5 < window.remaining <= last_remaining - 1
    assert window.ends_at == pytest.approx(now + last_reset_s + GRACE_S, abs=SAME_WINDOW_S)

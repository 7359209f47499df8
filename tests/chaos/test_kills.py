"""Kill -9 of each process in the middle of fifty creators: nothing lost, nothing doubled."""

from pathlib import Path

import pytest
from tests.support.crowd import names
from tests.support.kill import TARGETS, after_kill, paid_too_often, undisturbed
from tests.support.log_fold import against_the_log, missing_throughout
from tests.support.state import ghosts_and_gaps, snapshot

SEEDS = (11, 12, 13)
# What every commit tries; the others take half an hour together.
SHORT = {("persister-1", 11), ("nats", 11)}
SHORT_DRIFTING = {("instagram-ingest-1", 11)}
SHOWN = 12

pytestmark = pytest.mark.timeout(600)


def cases(short: set[tuple[str, int]]) -> list[object]:
    """Every target with every seed."""
    return [
        pytest.param(target, seed, marks=() if (target, seed) in short else pytest.mark.slow)
        for seed in SEEDS
        for target in TARGETS
    ]


@pytest.mark.parametrize(("target", "seed"), cases(SHORT))
async def test_a_kill_leaves_what_an_undisturbed_run_leaves(
    tmp_path: Path, target: str, seed: int
) -> None:
    async with after_kill(tmp_path, target, seed) as crowded:
        left = await snapshot(crowded)
        unmatched = await ghosts_and_gaps(crowded)
        paid = (await crowded.simulator("GET", "calls?limit=0"))["paid_twice"]
    expected = (await undisturbed(tmp_path, seed)).left
    differences = expected.differences(left)
    assert not differences, f"seed {seed}, {len(differences)} differ: {differences[:SHOWN]}"
    assert left.digest() == expected.digest()
    assert unmatched == [], f"seed {seed}"
    assert paid_too_often(paid, target) == [], f"seed {seed}"


@pytest.mark.parametrize(("target", "seed"), cases(SHORT_DRIFTING))
async def test_a_kill_while_lists_drift_leaves_the_fold_of_the_recorded_log(
    tmp_path: Path, target: str, seed: int
) -> None:
    async with after_kill(tmp_path, target, seed, drift=True) as crowded:
        differences = await against_the_log(crowded)
        missing = await missing_throughout(crowded, names())
        unmatched = await ghosts_and_gaps(crowded)
        paid = (await crowded.simulator("GET", "calls?limit=0"))["paid_twice"]
    assert not differences, f"seed {seed}, {len(differences)} differ: {differences[:SHOWN]}"
    assert missing == [], f"seed {seed}"
    assert unmatched == [], f"seed {seed}"
    assert paid_too_often(paid, target) == [], f"seed {seed}"

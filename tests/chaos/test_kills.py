"""Kill -9 of each process in the middle of fifty creators: nothing lost, nothing doubled."""

from pathlib import Path

import pytest
from tests.support.creators import Creators
from tests.support.kill import after_a_kill, after_a_kill_amid_drift, cases

SEEDS = (11, 12, 13)
CROWD = Creators()
# What every commit tries, beside narrow windows; the others take half an hour together.
SHORT = {("persister-1", 11)}
SHOWN = 12

pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize(("target", "seed"), cases(CROWD, SEEDS, SHORT))
async def test_a_kill_leaves_what_an_undisturbed_run_leaves(
    tmp_path: Path, target: str, seed: int
) -> None:
    found = await after_a_kill(tmp_path, CROWD, target, seed)
    assert found == [], f"seed {seed}, {len(found)} differ: {found[:SHOWN]}"


@pytest.mark.parametrize(("target", "seed"), cases(CROWD, SEEDS, set()))
async def test_a_kill_while_lists_drift_leaves_the_fold_of_the_recorded_log(
    tmp_path: Path, target: str, seed: int
) -> None:
    found = await after_a_kill_amid_drift(tmp_path, CROWD, target, seed)
    assert found == [], f"seed {seed}, {len(found)} differ: {found[:SHOWN]}"

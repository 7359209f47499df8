"""What seeding refuses before it asks anything of a database, and how numbers scale."""

from pathlib import Path

import pytest

from b9_cli.__main__ import main
from b9_cli.seed.fill import Fill
from b9_cli.seed.seeding import FIRST, LANES
from b9_cli.seed.sizes import Sizes
from b9_devstack.supervisor.files import StackFolder, StackState


def test_a_live_stack_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = StackFolder(tmp_path)
    folder.ensure_secrets()
    folder.write_state(StackState(status="ready", upstream="live"))
    monkeypatch.setenv("B9_STACK", str(tmp_path))
    assert main(["seed", "--yes-more"]) == 2
    assert "real data" in capsys.readouterr().err


@pytest.mark.parametrize("scale", ["0", "-1", "11", "all"])
def test_a_scale_that_makes_no_sense_is_refused(
    capsys: pytest.CaptureFixture[str], scale: str
) -> None:
    with pytest.raises(SystemExit):
        main(["seed", "--scale", scale])
    assert "--scale" in capsys.readouterr().err


def test_numbers_scale_and_never_vanish() -> None:
    assert Sizes.at(1).reddit_posts == 1_800_000
    assert Sizes.at(0.01).reddit_posts == 18_000
    assert min(Sizes.at(0.000_01).all.values()) == 1


@pytest.mark.parametrize("fill", [*FIRST, *LANES[0], *LANES[1]], ids=lambda fill: fill.number)
def test_every_table_is_filled_by_numbers_that_scale(fill: Fill) -> None:
    assert fill.number in Sizes().all
    assert "random()" not in fill.statement
    assert "now()" not in fill.statement

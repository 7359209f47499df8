"""The gate that the predecessor lacked: success was reported because a coroutine is true."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

FORGOTTEN = '''
from b9_common.errors import RetryableError


async def fetched() -> bool:
    """Whether anything was saved."""
    raise RetryableError("nothing was")


async def add() -> str:
    """Answer success."""
    if fetched():
        return "success"
    return "failed"
'''

DROPPED = '''
async def save() -> None:
    """Save."""


async def add() -> str:
    """Answer success."""
    save()
    return "success"
'''


def mypy(source: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(source)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def planted(tmp_path: Path, source: str) -> Path:
    """A module of the service's own shape, checked under the project's own settings."""
    path = tmp_path / "planted.py"
    path.write_text(source)
    return path


def test_a_forgotten_await_tested_for_truth_fails_the_check(tmp_path: Path) -> None:
    result = mypy(planted(tmp_path, FORGOTTEN))
    assert result.returncode == 1
    assert "truthy-bool" in result.stdout


def test_a_forgotten_await_whose_result_is_dropped_fails_the_check(tmp_path: Path) -> None:
    result = mypy(planted(tmp_path, DROPPED))
    assert result.returncode == 1
    assert "unused-coroutine" in result.stdout


def test_the_same_module_with_its_awaits_passes(tmp_path: Path) -> None:
    source = FORGOTTEN.replace("if fetched()", "if await fetched()")
    result = mypy(planted(tmp_path, source))
    assert result.returncode == 0, result.stdout

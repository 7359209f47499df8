"""Types for front ends: made from the description as it is, and what uses them compiles."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "clients" / "typescript"
COMPILER = FOLDER / "node_modules" / "typescript" / "bin" / "tsc"
NODE = shutil.which("node")


def test_types_are_made_from_the_description_that_is_checked_in() -> None:
    head = (FOLDER / "api.d.ts").read_text(encoding="utf-8").partition("\n")[0]
    known = hashlib.sha256((ROOT / "docs" / "openapi.json").read_bytes()).hexdigest()

    assert f"sha256 {known}" in head, "`make typescript` makes them anew"


def test_tools_are_pinned_and_no_registry_is_named() -> None:
    package = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))

    for name, version in package["devDependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    others = {name: one for name, one in lock["packages"].items() if name}
    assert len(others) > 2
    assert [name for name, one in others.items() if "resolved" in one] == []
    assert [name for name, one in others.items() if "integrity" not in one] == []


@pytest.mark.skipif(
    NODE is None or not COMPILER.exists(),
    reason="node or its modules are not here: `make typescript` installs them",
)
def test_the_ten_calls_compile_where_node_and_its_modules_are_here_else_it_is_skipped() -> None:
    command = [str(NODE), str(COMPILER), "--project", "tsconfig.json"]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout

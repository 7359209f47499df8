"""From a fresh clone to ready: without an environment, and with one."""

import asyncio
import os
import time
from pathlib import Path
from typing import Final

from benchmarks.frame import Bench, Figure

from b9_devstack.ports import free_port
from b9_devstack.workspace import ROOT

COLD_BAR_S: Final = 120.0
WARM_BAR_S: Final = 12.0
LIMIT_S: Final = 240.0


async def measure(bench: Bench) -> list[Figure]:
    """Clone what is committed, then `make up` and `make down`, twice."""
    clone = bench.folder / "clone"
    await _run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)], ROOT)
    took: list[float] = []
    for temperature in ("cold", "warm"):
        bench.say(f"make-up: {temperature}")
        try:
            started = time.monotonic()
            await _run(["make", "up", f"ARGS=--detach --port {free_port()}"], clone)
            took.append(time.monotonic() - started)
        finally:
            await _run(["make", "down"], clone)
    cold_s, warm_s = took
    note: dict[str, float | str] = {
        "note": "no environment; packages may have been in the installer's cache"
    }
    return [
        _figure("make_up_cold", "`make up` to ready, fresh clone", cold_s, COLD_BAR_S, note),
        _figure("make_up_warm", "`make up` to ready, the second time", warm_s, WARM_BAR_S, {}),
    ]


def _figure(
    name: str, what: str, value: float, bar: float, detail: dict[str, float | str]
) -> Figure:
    return Figure(name=name, what=what, value=value, unit="s", bar=bar, at_most=True, detail=detail)


async def _run(command: list[str], folder: Path) -> None:
    """Run *command* to its end, as a newcomer would: with nothing of ours in the environment."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("B9_", "VIRTUAL_ENV", "PYTHON", "MAKE", "MFLAGS"))
    }
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(LIMIT_S):
            said, _ = await process.communicate()
    except BaseException:
        process.kill()
        await process.wait()
        raise
    if process.returncode != 0:
        tail = "\n".join(said.decode(errors="replace").splitlines()[-8:])
        raise RuntimeError(f"{' '.join(command[:2])}: exit code {process.returncode}\n{tail}")

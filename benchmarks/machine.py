"""What the figures were measured on, and with."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Final

from msgspec import Struct

from b9_devstack.servers.binaries import postgres_program, script
from b9_devstack.workspace import ROOT

LIBRARIES: Final = ("aiohttp", "asyncpg", "aiobotocore", "msgspec", "nats-py", "fastapi", "uvicorn")


class Machine(Struct, frozen=True, kw_only=True):
    """The facts without which a figure means nothing."""

    cores: int
    processor: str
    memory_gib: float
    system: str
    python: str
    load_1m: float
    versions: dict[str, str]


class Commit(Struct, frozen=True, kw_only=True):
    """What was measured. *dirty* when files differ from it."""

    sha: str
    branch: str
    time_s: int
    dirty: bool


def facts() -> Machine:
    """This machine, as it is now."""
    return Machine(
        cores=os.cpu_count() or 0,
        processor=_field("/proc/cpuinfo", "model name") or platform.machine(),
        memory_gib=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3, 1),
        system=platform.platform(),
        python=platform.python_version(),
        load_1m=round(os.getloadavg()[0], 2),
        versions={
            **{library: version(library) for library in LIBRARIES},
            "nats-server": _told([script("nats-server"), "--version"]),
            "postgres": _told([postgres_program("postgres"), "--version"]),
            "seaweedfs": _told([script("weed"), "version"]),
            "rclone": _told([script("rclone"), "version"]),
        },
    )


def commit() -> Commit:
    """The commit of the clone; empty where there is none."""
    return Commit(
        sha=_git("rev-parse", "HEAD"),
        branch=_git("rev-parse", "--abbrev-ref", "HEAD"),
        time_s=int(_git("show", "-s", "--format=%ct", "HEAD") or 0),
        dirty=bool(_git("status", "--porcelain", "--untracked-files=no")),
    )


def _git(*words: str) -> str:
    return _told(["git", "-C", str(ROOT), *words])


def _told(command: list[str]) -> str:
    """The first line of what *command* says; empty when it cannot."""
    try:
        done = subprocess.run(  # our own programs, constant words
            command, check=False, capture_output=True, text=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip().partition("\n")[0]


def _field(path: str, name: str) -> str:
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""

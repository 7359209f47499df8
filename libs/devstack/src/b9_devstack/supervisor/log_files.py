"""Keep the logs of the children bounded while they write to them."""

import asyncio
import gzip
import logging
import os
import shutil
import time
from pathlib import Path
from typing import Final

LOOK_EVERY_S: Final = 5.0
MAX_BYTES: Final = 100 * 1024 * 1024
MAX_AGE_S: Final = 7 * 86_400
MAX_KEPT: Final = 10

_log = logging.getLogger(__name__)


async def rotate_logs(folder: Path) -> None:
    """Look at the logs in *folder* every few seconds until cancelled."""
    while True:
        try:
            await asyncio.to_thread(rotate_once, folder)
        except OSError:
            _log.exception("the logs could not be rotated")
        await asyncio.sleep(LOOK_EVERY_S)


def rotate_once(
    folder: Path, *, max_bytes: int = MAX_BYTES, now: float | None = None
) -> list[Path]:
    """
    Compress each log over *max_bytes* and empty it in place: its writer appends, so it goes on at
    the start, and nobody has to be told. Old archives go by age, then by number.
    """
    now = time.time() if now is None else now
    made = [
        _archive(log, now) for log in sorted(folder.glob("*.log")) if log.stat().st_size > max_bytes
    ]
    archives = sorted(folder.glob("*.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for position, archive in enumerate(archives):
        if position >= MAX_KEPT or now - archive.stat().st_mtime > MAX_AGE_S:
            archive.unlink()
    return made


def _archive(log: Path, now: float) -> Path:
    archive = log.with_name(f"{log.name}.{int(now)}.gz")
    with log.open("rb") as source, gzip.open(archive, "wb", compresslevel=3) as packed:
        shutil.copyfileobj(source, packed)
    os.truncate(log, 0)
    return archive

"""A service of nothing, run as a process of its own by `test_service`."""

import asyncio
import os
import sys
import time

from b9_common.service import App, run_service
from b9_common.settings import ServiceSettings


class Settings(ServiceSettings):
    prefix = "B9_WORKER__"

    mode: str = "works"


async def run(app: App[Settings]) -> None:
    match app.settings.mode:
        case "fails":
            raise ValueError("Bearer tok-123456 refused")
        case "returns":
            return
        case "ignores":
            app.health.progress("loop", limit_s=0.3)
            while not app.stop.is_set():
                await asyncio.sleep(0.05)
            await asyncio.sleep(60)
        case "hangs":
            await app.stop.wait()
            time.sleep(60)  # noqa: ASYNC251  the point: a loop that hangs
        case "connects":
            async with app.broker():
                await app.stop.wait()
        case _:
            await app.stop.wait()


if __name__ == "__main__":
    os.set_blocking(sys.stdout.fileno(), True)
    run_service("worker", Settings, run)

"""Setting a switch, and waiting until those who obey it can see it."""

import asyncio
import time
from typing import Final

from b9_cli.client import Gateway, Json
from b9_cli.running import EXIT_FAILED, EXIT_OK, this_stack
from b9_cli.screen import Screen
from b9_common.control import POLL_S

MIRRORED_WITHIN_S: Final = 5.0
LOOK_EVERY_S: Final = 0.1


async def set_switch(path: str, body: Json) -> int:
    """Set the switch at *path*; 0 once workers see it, 1 when they do not in time."""
    screen = Screen()
    async with Gateway.of(this_stack()) as gateway:
        told = await gateway.told("POST", f"/api/control/{path}", body=body)
        name, version = told["script_name"], told["version"]
        seen = await _mirrored(gateway, name, version)
    state = "on" if told["enabled"] else "stopped"
    screen.say(f"{name}: {state}{'' if seen else ', but workers do not know yet: see ./b9 status'}")
    return EXIT_OK if seen else EXIT_FAILED


async def _mirrored(gateway: Gateway, name: str, version: int) -> bool:
    deadline = time.monotonic() + MIRRORED_WITHIN_S
    while time.monotonic() < deadline:
        items = (await gateway.told("GET", "/api/control"))["items"]
        mirrored = next((one["mirrored"] for one in items if one["script_name"] == name), None)
        if mirrored is not None and mirrored >= version:
            # Workers look this often.
            await asyncio.sleep(POLL_S + LOOK_EVERY_S)
            return True
        await asyncio.sleep(LOOK_EVERY_S)
    return False

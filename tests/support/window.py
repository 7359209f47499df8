"""The narrow windows: a proxy holds the one answer that closes a window, and the kill follows."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Final

import pytest
from tests.support.proxy import Hold
from tests.support.world import World, until

COMMITTED: Final = "C\0\0\0\x0bCOMMIT\0"
FIRES_WITHIN_S: Final = 60.0


@dataclass(frozen=True)
class Window:
    """What opens between two steps: *victim* dies while *pattern* is held at *proxy*."""

    victim: str
    proxy: str
    pattern: str
    of: str = "server"
    after: str | None = None
    skip: int = 0

    def hold(self, proxied: World) -> Hold:
        """Be ready to hold it from now on."""
        return proxied.proxies[self.proxy].hold(
            self.pattern, of=self.of, after=self.after, skip=self.skip
        )


def named(windows: dict[str, Window], short: set[str]) -> list[Any]:
    """The names of *windows*; all but the *short* ones are slow."""
    return [pytest.param(n, marks=() if n in short else pytest.mark.slow) for n in windows]


async def kill_in(proxied: World, window: Window, work: Coroutine[Any, Any, object]) -> None:
    """Let *work* be done, and kill in the window that it opens; returns once both are over."""
    hold = window.hold(proxied)
    working = asyncio.create_task(work)
    try:
        await kill_once_held(proxied, window, hold)
        await working
    finally:
        working.cancel()


async def kill_once_held(proxied: World, window: Window, hold: Hold) -> None:
    """Kill the victim once *hold* fired, lose what is held, and wait until it runs again."""
    victim = proxied.server(window.victim)
    pid = victim.pid
    await _fired(window, hold)
    victim.kill()
    hold.drop()

    async def is_back() -> bool:
        return victim.running and victim.pid != pid

    await until(is_back, 30)


async def _fired(window: Window, hold: Hold) -> None:
    try:
        async with asyncio.timeout(FIRES_WITHIN_S):
            await hold.fired.wait()
    except TimeoutError:
        hold.fired.set()  # so that it catches nothing later
        raise AssertionError(f"never seen: {window}") from None

"""Add creators or communities and, with --wait, watch until they are stored."""

import argparse
import asyncio
from typing import Final

from b9_cli.asking import Asking, asking_of
from b9_cli.client import Gateway, GatewayError, Json, RefusedError, WaitTimeoutError
from b9_cli.progress import Board, board
from b9_cli.running import EXIT_FAILED, EXIT_OK, EXIT_TIMEOUT, run_to_end, this_stack
from b9_cli.screen import Screen
from b9_cli.table import columns

PLATFORMS: Final = ("instagram", "reddit")
IN_FLIGHT: Final = 32


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("platform", choices=PLATFORMS)
    parser.add_argument("names", nargs="+", metavar="NAME")
    parser.add_argument("--niche", help="instagram: applied once the profile is there")
    parser.add_argument("--full", action="store_true", help="instagram: the whole depth again")
    parser.add_argument(
        "--discover", action="store_true", help="reddit: scan, and look where its authors post"
    )
    parser.add_argument("--mirror", action="store_true", help="reddit: copy the files of posts")
    parser.add_argument("--wait", action="store_true", help="until each one has ended")
    parser.add_argument("--timeout", type=float, default=600.0, metavar="S", help="of the waiting")


def run(args: argparse.Namespace) -> int:
    """Add them; 0 only if each was accepted and, with --wait, completed."""
    return run_to_end(_run(args))


async def _run(args: argparse.Namespace) -> int:
    screen = Screen()
    async with Gateway.of(this_stack()) as gateway:
        adding = Adding(gateway, asking_of(gateway, args), screen, args.timeout)
        if not args.wait:
            return _worst(await adding.all_of(args.names))
        with board(screen) as shown:
            adding.board = shown
            codes = await adding.all_of(args.names)
        for line in columns(adding.lines[name] for name in args.names if name in adding.lines):
            screen.say(line)
        return _worst(codes)


class Adding:
    """Adds names, a bounded number at a time; *lines* hold what became of each."""

    def __init__(self, gateway: Gateway, asking: Asking, screen: Screen, timeout_s: float) -> None:
        self._gateway = gateway
        self._asking = asking
        self._screen = screen
        self._timeout_s = timeout_s
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self.board: Board | None = None
        self.lines: dict[str, list[str]] = {}

    async def all_of(self, names: list[str]) -> list[int]:
        """Add *names*; one exit code each."""
        return await asyncio.gather(*(self._one(name) for name in dict.fromkeys(names)))

    async def _one(self, name: str) -> int:
        async with self._slots:
            try:
                accepted = await self._asking.ask(name)
            except RefusedError as exc:
                self._screen.say(f"{name}: refused, {exc}")
                return EXIT_FAILED
        if self.board is None:
            again = " (it was under way)" if accepted["deduplicated"] else ""
            self._screen.say(f"{name}: {accepted['request_id']} {accepted['status']}{again}")
            return EXIT_OK
        return await self._waited(name, accepted["request_id"], self.board)

    async def _waited(self, name: str, request_id: str, shown: Board) -> int:
        try:
            ended = await self._gateway.wait(
                request_id, self._timeout_s, lambda now: shown.show(name, now)
            )
        except WaitTimeoutError as exc:
            self.lines[name] = await self._line(name, exc.last, "not ended in time")
            return EXIT_TIMEOUT
        self.lines[name] = await self._line(name, ended, _why(ended))
        return EXIT_OK if ended["status"] == "completed" else EXIT_FAILED

    async def _line(self, name: str, request: Json, why: str) -> list[str]:
        try:
            found = await self._asking.found(request.get("target") or name)
        except GatewayError:
            found = []
        return [name, request["status"], *found, why or request["request_id"]]


def _why(request: Json) -> str:
    error = request.get("error") or {}
    return ": ".join(str(error[key]) for key in ("code", "message") if error.get(key))


def _worst(codes: list[int]) -> int:
    return max(codes, default=EXIT_OK)

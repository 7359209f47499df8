"""How every simulated upstream is started: flags or environment, JSON log lines, gone promptly."""

import argparse
import asyncio
import json
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from aiohttp import web

HOST: Final = "127.0.0.1"
SHUTDOWN_S: Final = 0.5
YES: Final = frozenset({"1", "true", "yes"})


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return *record* as one line."""
        line = {"level": record.levelname.lower(), "message": record.getMessage()}
        line |= {"logger": record.name, "time": self.formatTime(record)}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


class Flags:
    """Options of a command line that may come from variables under *prefix* instead."""

    def __init__(self, module: str, description: str | None, prefix: str) -> None:
        self._parser = argparse.ArgumentParser(prog=f"python -m {module}", description=description)
        self._prefix = prefix
        self._given = {name: value for name, value in os.environ.items() if name.startswith(prefix)}

    def add(self, flag: str, kind: Callable[[str], Any], default: object, text: str) -> None:
        """Add ``--flag`` with a value."""
        name = self._name(flag)
        value = self._given.pop(name, default)
        self._parser.add_argument(f"--{flag}", type=kind, default=value, help=f"{text} ({name})")

    def add_switch(self, flag: str, text: str) -> None:
        """Add ``--flag`` without a value; the variable says 1 for it."""
        name = self._name(flag)
        on = self._given.pop(name, "0") in YES
        self._parser.add_argument(
            f"--{flag}", action="store_true", default=on, help=f"{text} ({name}=1)"
        )

    def parse(self, arguments: list[str]) -> argparse.Namespace:
        """Return the settings: flags, then variables, then defaults; exits on unknown ones."""
        if self._given:
            self._parser.error(f"unknown settings: {', '.join(sorted(self._given))}")
        return self._parser.parse_args(arguments)

    def _name(self, flag: str) -> str:
        return self._prefix + flag.upper().replace("-", "_")


def media_cache() -> Path:
    """Return where base files are kept unless somebody says otherwise."""
    return Path(tempfile.gettempdir()) / f"b9-simulator-{os.getuid()}"


async def serve(app: web.Application, port: int, seed: int, log: logging.Logger) -> None:
    """Serve *app* on the loopback address until SIGTERM or SIGINT; port 0 picks one."""
    stop = asyncio.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signum, stop.set)
    runner = web.AppRunner(
        app, access_log=None, handler_cancellation=True, shutdown_timeout=SHUTDOWN_S
    )
    await runner.setup()
    site = web.TCPSite(runner, HOST, port)
    await site.start()
    host, bound = runner.addresses[0][:2]
    log.info("listening on http://%s:%d with seed %d", host, bound, seed)
    await stop.wait()
    log.info("stopping")
    await runner.cleanup()


def log_as_json() -> None:
    """Log one JSON object a line on stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])

"""Run the simulator: ``python -m b9_devstack.simulator --port 0 --seed 7``."""

import argparse
import asyncio
import json
import logging
import os
import signal
import sys
import tempfile
from pathlib import Path

from aiohttp import web

from b9_devstack.simulator.app import make_app
from b9_devstack.simulator.config import Config

PREFIX = "B9_SIMULATOR__"
HOST = "127.0.0.1"
SHUTDOWN_S = 0.5

log = logging.getLogger("b9_devstack.simulator")


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return *record* as one line."""
        line = {"level": record.levelname.lower(), "message": record.getMessage()}
        line |= {"logger": record.name, "time": self.formatTime(record)}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


def parse(arguments: list[str]) -> argparse.Namespace:
    """Return the settings: flags first, then ``B9_SIMULATOR__…``, then defaults."""
    parser = argparse.ArgumentParser(prog="python -m b9_devstack.simulator", description=__doc__)
    cache = Path(tempfile.gettempdir()) / f"b9-simulator-{os.getuid()}"
    given = {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}

    def option(flag: str, kind: type, default: object, text: str) -> None:
        name = PREFIX + flag.upper().replace("-", "_")
        value = given.pop(name, default)
        parser.add_argument(f"--{flag}", type=kind, default=value, help=f"{text} ({name})")

    option("port", int, 0, "where to listen on the loopback address; 0 picks one")
    option("seed", int, 1, "what everything derives from")
    option("media-dir", Path, cache, "keeps base files and the names given out")
    option("latency-ms", int, 0, "how long every answer of the provider takes")
    option("rate", float, None, "calls per second above which 429 is answered")
    option("cdn-ttl-s", int, Config().cdn_ttl_s, "how long signed addresses live")
    option("media-min-bytes", int, 0, "pads files to a size between this")
    option("media-max-bytes", int, 0, "and this")
    drift = given.pop(f"{PREFIX}DRIFT", "0") in {"1", "true", "yes"}
    parser.add_argument("--drift", action="store_true", default=drift, help="lists change")
    if given:
        parser.error(f"unknown settings: {', '.join(sorted(given))}")
    return parser.parse_args(arguments)


def config_from(options: argparse.Namespace) -> Config:
    """Return the levers as the command line sets them."""
    return Config(
        latency_ms=options.latency_ms,
        drift=options.drift,
        rate_limit_per_s=options.rate,
        cdn_ttl_s=options.cdn_ttl_s,
        media_min_bytes=options.media_min_bytes,
        media_max_bytes=options.media_max_bytes,
    )


async def run(options: argparse.Namespace) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signum, stop.set)
    app = make_app(options.seed, config_from(options), options.media_dir)
    runner = web.AppRunner(
        app, access_log=None, handler_cancellation=True, shutdown_timeout=SHUTDOWN_S
    )
    await runner.setup()
    site = web.TCPSite(runner, HOST, options.port)
    await site.start()
    host, port = runner.addresses[0][:2]
    log.info("listening on http://%s:%d with seed %d", host, port, options.seed)
    await stop.wait()
    log.info("stopping")
    await runner.cleanup()


def main() -> None:
    """Read the settings, log as JSON, and serve."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    asyncio.run(run(parse(sys.argv[1:])))


if __name__ == "__main__":
    main()

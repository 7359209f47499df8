"""Run the simulator: ``python -m b9_devstack.simulator --port 0 --seed 7``."""

import argparse
import asyncio
import logging
import sys
from pathlib import Path

from b9_devstack.simulator.app import make_app
from b9_devstack.simulator.config import Config
from b9_devstack.simulator.serving import Flags, log_as_json, media_cache, serve

MODULE = "b9_devstack.simulator"
PREFIX = "B9_SIMULATOR__"

log = logging.getLogger(MODULE)


def parse(arguments: list[str]) -> argparse.Namespace:
    """Return the settings: flags first, then ``B9_SIMULATOR__…``, then defaults."""
    flags = Flags(MODULE, __doc__, PREFIX)
    flags.add("port", int, 0, "where to listen on the loopback address; 0 picks one")
    flags.add("seed", int, 1, "what everything derives from")
    flags.add("media-dir", Path, media_cache(), "keeps base files and the names given out")
    flags.add("latency-ms", int, 0, "how long every answer of the provider takes")
    flags.add("rate", float, None, "calls per second above which 429 is answered")
    flags.add("cdn-ttl-s", int, Config().cdn_ttl_s, "how long signed addresses live")
    flags.add("media-min-bytes", int, 0, "pads files to a size between this")
    flags.add("media-max-bytes", int, 0, "and this")
    flags.add_switch("drift", "lists change")
    return flags.parse(arguments)


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
    app = make_app(options.seed, config_from(options), options.media_dir)
    await serve(app, options.port, options.seed, log)


def main() -> None:
    """Read the settings, log as JSON, and serve."""
    log_as_json()
    asyncio.run(run(parse(sys.argv[1:])))


if __name__ == "__main__":
    main()

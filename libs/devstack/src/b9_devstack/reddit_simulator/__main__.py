"""Run the simulated Reddit: ``python -m b9_devstack.reddit_simulator --port 0 --seed 7``."""

import argparse
import asyncio
import logging
import sys
from pathlib import Path

from b9_devstack.reddit_simulator.app import make_app
from b9_devstack.reddit_simulator.config import Config
from b9_devstack.reddit_simulator.universe import Universe
from b9_devstack.simulator.serving import Flags, log_as_json, media_cache, serve

MODULE = "b9_devstack.reddit_simulator"
PREFIX = "B9_REDDIT_SIMULATOR__"

log = logging.getLogger(MODULE)


def span(text: str) -> tuple[int, int]:
    """Read ``40`` or ``120-260``."""
    low, _, high = text.partition("-")
    return int(low), int(high or low)


def parse(arguments: list[str]) -> argparse.Namespace:
    """Return the settings: flags first, then ``B9_REDDIT_SIMULATOR__…``, then defaults."""
    flags, usual = Flags(MODULE, __doc__, PREFIX), Config()
    flags.add("port", int, 0, "where to listen on the loopback address; 0 picks one")
    flags.add("seed", int, 1, "what everything derives from")
    flags.add("posts", span, "120-260", "how many posts a community has, or from-to")
    flags.add("user-posts", span, "2-40", "how many posts an account has elsewhere, or from-to")
    flags.add("latency-ms", int, 0, "how long every answer takes")
    flags.add("rate-limit", int, usual.rate_limit, "calls of a client in a window; 0 for any")
    flags.add("rate-window-s", float, usual.rate_window_s, "how long a window is")
    flags.add("client-id", str, None, "the only application that gets a token")
    flags.add("client-secret", str, None, "and its secret")
    flags.add("token-ttl-s", int, usual.token_ttl_s, "how long a token lives")
    flags.add("public-limit", int, None, "what holds instead at the door without a token")
    flags.add("media-dir", Path, media_cache(), "keeps the base files of media")
    flags.add("media-min-bytes", int, 0, "pads files to a size between this")
    flags.add("media-max-bytes", int, 0, "and this")
    flags.add("recorded", Path, None, "a folder of recorded answers, which go first")
    flags.add_switch("window-aligned", "windows begin with the clock, not with the first call")
    flags.add_switch("drift", "lists change")
    return flags.parse(arguments)


def config_from(options: argparse.Namespace) -> Config:
    """Return the levers as the command line sets them."""
    return Config(
        latency_ms=options.latency_ms,
        drift=options.drift,
        rate_limit=options.rate_limit or None,
        public_limit=options.public_limit,
        rate_window_s=options.rate_window_s,
        window_aligned=options.window_aligned,
        client_id=options.client_id,
        client_secret=options.client_secret,
        token_ttl_s=options.token_ttl_s,
        media_min_bytes=options.media_min_bytes,
        media_max_bytes=options.media_max_bytes,
    )


async def run(options: argparse.Namespace) -> None:
    """Serve until SIGTERM or SIGINT."""
    universe = Universe(options.seed, options.posts, options.user_posts)
    app = make_app(universe, config_from(options), options.media_dir, options.recorded)
    await serve(app, options.port, options.seed, log)


def main() -> None:
    """Read the settings, log as JSON, and serve."""
    log_as_json()
    asyncio.run(run(parse(sys.argv[1:])))


if __name__ == "__main__":
    main()

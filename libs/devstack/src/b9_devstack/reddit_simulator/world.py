"""Everything the handlers share: the universe, the levers, the counters and the tokens."""

import time
from typing import Final

from aiohttp import web

from b9_devstack.reddit_simulator.config import Config
from b9_devstack.reddit_simulator.kept import Kept
from b9_devstack.reddit_simulator.limits import Windows
from b9_devstack.reddit_simulator.oauth import Tokens
from b9_devstack.reddit_simulator.universe import Universe
from b9_devstack.simulator.calls import CallLog, Tally

MAX_BODIES: Final = 64 << 20


class World:
    """One simulated Reddit. All of it runs on one event loop; nothing here waits."""

    def __init__(self, universe: Universe, config: Config) -> None:
        self.seed = universe.seed
        self.universe = universe
        self.config = config
        self.tokens = Tokens(universe.seed, time.time)
        self.bodies: Kept[bytes] = Kept(MAX_BODIES, len)
        self.reset()

    def reset(self) -> None:
        """Forget what was counted; levers and tokens stay."""
        self.calls = CallLog()
        self.windows = Windows()
        self.tries = Tally()
        self.downloads = Tally()
        self.media_requests = Tally()


WORLD = web.AppKey("reddit_world", World)

"""Everything the handlers share: the registry, the levers, the counters and the drift."""

import time
from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

from b9_devstack.simulator.calls import CallLog, Tally
from b9_devstack.simulator.config import Config
from b9_devstack.simulator.creators import Creator, Walk
from b9_devstack.simulator.drift import Courses
from b9_devstack.simulator.feeds import Changes
from b9_devstack.simulator.registry import Registry
from b9_devstack.simulator.signing import Links, Signer

ALREADY_EXPIRED_S = 60


class World:
    """One simulated upstream. All of it runs on one event loop; nothing here waits."""

    def __init__(self, seed: int, config: Config, media_dir: Path | None = None) -> None:
        self.seed = seed
        self.config = config
        journal = None if media_dir is None else media_dir / f"creators-{seed}.jsonl"
        self.registry = Registry(seed, journal)
        self.signer = Signer(seed, time.time)
        self.reset()

    def reset(self) -> None:
        """Forget what was counted and how far anything drifted; levers and names stay."""
        self.calls = CallLog()
        self.tries = Tally()
        self.downloads = Tally()
        self.media_requests = Tally()
        self.courses = Courses()

    def links(self, host: str, creator: Creator) -> Links:
        """Return the addresses for one answer about *creator*."""
        expiry = self.signer.expiry(self.config.cdn_ttl_s)
        if "expired" in creator.traits:
            expiry = int(time.time()) - ALREADY_EXPIRED_S
        return Links(f"http://{host}", self.signer, expiry)

    def age_of(self, creator: Creator) -> int:
        """Let one call about *creator* pass and return how many did; 0 without drift."""
        if not self.config.drift:
            return 0
        course = self.courses.of(creator)
        course.advance(creator)
        return course.calls

    def changes_of(self, creator: Creator) -> Mapping[Walk, Changes]:
        """Return what drift did to the creator's lists so far."""
        return self.courses.of(creator).changes if self.config.drift else NO_CHANGES


NO_CHANGES: Mapping[Walk, Changes] = {"reels": Changes(), "posts": Changes()}
WORLD = web.AppKey("world", World)

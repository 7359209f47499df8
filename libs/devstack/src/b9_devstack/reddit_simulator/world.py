"""Everything the handlers share: the universe, the levers, the counters and the tokens."""

import time
from typing import Final

from aiohttp import web

from b9_devstack.reddit_simulator.accounts import Account
from b9_devstack.reddit_simulator.communities import Community
from b9_devstack.reddit_simulator.config import Config
from b9_devstack.reddit_simulator.drift import Courses
from b9_devstack.reddit_simulator.kept import Kept
from b9_devstack.reddit_simulator.limits import Windows
from b9_devstack.reddit_simulator.oauth import Tokens
from b9_devstack.reddit_simulator.outline import Ref
from b9_devstack.reddit_simulator.universe import Universe
from b9_devstack.simulator.calls import CallLog, Tally

MAX_BODIES: Final = 64 << 20
MAX_POSTS: Final = 32 << 20
NOTHING: Final[frozenset[str]] = frozenset()
# The posts there are and were, and the full names of those that are gone.
Posts = tuple[list[Ref], frozenset[str]]


class World:
    """One simulated Reddit. All of it runs on one event loop; nothing here waits."""

    def __init__(self, universe: Universe, config: Config) -> None:
        self.seed = universe.seed
        self.universe = universe
        self.config = config
        self.tokens = Tokens(universe.seed, time.time)
        self.bodies: Kept[bytes] = Kept(MAX_BODIES, len)
        # One post stands in several lists.
        self.posts: Kept[bytes] = Kept(MAX_POSTS, len)
        self.reset()

    def reset(self) -> None:
        """Forget what was counted and how far anything drifted; levers and tokens stay."""
        self.calls = CallLog()
        self.windows = Windows()
        self.tries = Tally()
        self.downloads = Tally()
        self.media_requests = Tally()
        self.courses = Courses()

    def posts_of(self, community: Community) -> Posts:
        """Return the posts of *community* as they stand now."""
        return self._now(self.universe.posts_of(community), community.name, community)

    def submitted(self, account: Account) -> Posts:
        """Return the posts of *account* as they stand now."""
        return self._now(self.universe.submitted(account), f"user {account.name}", None)

    def pass_by(self, community: Community | None, account: Account | None) -> None:
        """Let one call about a list pass; nothing without drift."""
        if not self.config.drift:
            return
        if community is not None:
            refs = self.universe.posts_of(community)
            self.courses.of(community.name).advance(self.seed, community.id, refs)
        if account is not None:
            refs = self.universe.submitted(account)
            self.courses.of(f"user {account.name}").advance(self.seed, account.id, refs)

    def _now(self, refs: list[Ref], owner: str, community: Community | None) -> Posts:
        if not self.config.drift:
            return refs, NOTHING
        course = self.courses.of(owner)
        return course.of(refs, community), frozenset(course.vanished)


WORLD = web.AppKey("reddit_world", World)

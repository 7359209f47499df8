"""What a viewer may watch, and how it is spelt."""

import re
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from msgspec import Struct

from b9_api.http.problems import invalid
from b9_api.resources.every import EVERY
from b9_api.sources import SOURCES
from b9_common.events import Platform

MAX_TOPICS: Final = 20
REQUESTS: Final = "requests"
JOBS: Final = "jobs"
REQUEST: Final = "request:"
LOGS: Final = "logs:"
SCRAPER: Final = "scraper:"
COUNTS: Final = "counts:"
ROWS: Final = "rows:"
PLATFORMS: Final = tuple(Platform)
# The lists whose rows workers write, by their names there.
TABLES: Final = {
    "creators": "instagram_creators",
    "reels": "instagram_reels",
    "posts": "instagram_posts",
    "subreddits": "reddit_subreddits",
    "reddit_posts": "reddit_posts",
    "users": "reddit_users",
}
ACTIVE_REQUESTS: Final = "requests"
COUNTED: Final = {one.name: one for one in EVERY if one.counts}
NAMES: Final = {
    LOGS: SOURCES, SCRAPER: PLATFORMS, COUNTS: (*COUNTED, ACTIVE_REQUESTS), ROWS: tuple(TABLES),
}  # fmt: skip
UUID_TEXT: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Topics(Struct, frozen=True):
    """A set of topics that exist."""

    names: frozenset[str]

    @property
    def requests(self) -> tuple[UUID, ...]:
        """The requests that are named one by one."""
        ids = (name.removeprefix(REQUEST) for name in self.names if name.startswith(REQUEST))
        return tuple(UUID(name) for name in sorted(ids))

    @property
    def sources(self) -> tuple[str, ...]:
        """Whose log is wanted."""
        return tuple(sorted(name.removeprefix(LOGS) for name in self.names if _is(name, LOGS)))

    @property
    def all_requests(self) -> bool:
        """Whether every event of the organisation is wanted."""
        return REQUESTS in self.names

    @property
    def durable(self) -> bool:
        """Whether there is something to resume: topics whose events have ids."""
        return self.all_requests or bool(self.requests or self.sources)


def read_topics(given: str) -> Topics:
    """The topics of a comma-separated list. Raises a 422 `Problem` for one that is none."""
    names = frozenset(word.strip() for word in given.split(",") if word.strip())
    if not names or len(names) > MAX_TOPICS:
        raise invalid("topics", "count", f"1 to {MAX_TOPICS} topics, separated by commas")
    unknown = sorted(name for name in names if not _known(name))
    if unknown:
        raise invalid("topics", "unknown_topic", f"one or more of {', '.join(spellings())}")
    return Topics(names)


def spellings() -> Sequence[str]:
    """Every topic there is, for people."""
    named = [prefix + name for prefix, names in NAMES.items() for name in names]
    return [REQUESTS, "request:{id}", *named, JOBS]


def _known(name: str) -> bool:
    if name in {REQUESTS, JOBS}:
        return True
    if _is(name, REQUEST):
        return UUID_TEXT.fullmatch(name.removeprefix(REQUEST)) is not None
    return any(_is(name, prefix) and name[len(prefix) :] in NAMES[prefix] for prefix in NAMES)


def _is(name: str, prefix: str) -> bool:
    return name.startswith(prefix)
